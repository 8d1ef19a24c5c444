/**
 * The files of targets, named by their digests, and the record of those in use. The record is replaced durably after the files are complete,
 * so after a power cut either the previous or the new targets are in use.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { flushFolder } from '../../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { sha256HexSchema, wallMsSchema } from '../../../server/contract/field.ts';
import { releaseKindSchema, releaseNameSchema } from '../../../server/contract/release.ts';
import { type MemoryFile, readMemoryFile, writeMemoryFile } from '../../platform/base/memory-file.ts';
import type { ReleasedTarget } from './released-target.ts';

const usedSchema = z.strictObject({
  kind: releaseKindSchema,
  name: releaseNameSchema,
  version: z.int().min(1),
  digest: sha256HexSchema,
  lengthBytes: z.int().min(0),
  fetchedAtMs: wallMsSchema,
  expiresAtMs: wallMsSchema,
});
export type UsedTarget = z.infer<typeof usedSchema>;

const floorSchema = z.strictObject({ version: z.int().min(1), signers: sha256HexSchema });
const recordSchema = z.strictObject({
  version: z.literal(1),
  /** Newest accepted versions. They prevent a rollback when the files of the metadata are lost. */
  root: z.int().min(1),
  targets: floorSchema,
  watchlist: floorSchema.nullable(),
  checkedAtMs: wallMsSchema,
  inUse: z.array(usedSchema),
});
export type ReleaseRecord = z.infer<typeof recordSchema>;

export class TargetStore {
  readonly #folder: string;
  readonly #memory: MemoryFile;

  constructor(folder: string, memory: MemoryFile) {
    this.#folder = folder;
    this.#memory = memory;
    makeFolderSync(folder);
  }

  /** `undefined` before the first update. Throws `MemoryError` for a damaged or lost record. */
  readRecord(): ReleaseRecord | undefined {
    return readMemoryFile(this.#memory, recordSchema);
  }

  /** Throws the system's error. A record that could not be read again is never written. */
  writeRecord(record: ReleaseRecord): void {
    writeMemoryFile(this.#memory, recordSchema.parse(record));
  }

  released(target: UsedTarget): ReleasedTarget {
    return { ...target, file: this.#file(target.digest) };
  }

  /** Whether the complete file is there, by its digest. */
  async holds({ digest, lengthBytes }: Pick<UsedTarget, 'digest' | 'lengthBytes'>): Promise<boolean> {
    return isFile(this.#file(digest), digest, lengthBytes);
  }

  /** Bytes that an interrupted transfer left. */
  async begun(digest: string): Promise<number> {
    try {
      return (await stat(this.#part(digest))).size;
    } catch {
      return 0;
    }
  }

  /** Rejects with the system's error. */
  async append(digest: string, bytes: Uint8Array): Promise<void> {
    const file = await open(this.#part(digest), 'a', 0o600);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  }

  async discard(digest: string): Promise<void> {
    await rm(this.#part(digest), { force: true });
  }

  /** Verifies a complete transfer and gives it its name, durably. A file with other bytes is removed. */
  async complete(digest: string, lengthBytes: number): Promise<'complete' | 'differs'> {
    const part = this.#part(digest);
    if (lengthBytes === 0) await this.append(digest, new Uint8Array());
    if (!(await isFile(part, digest, lengthBytes))) {
      await this.discard(digest);
      return 'differs';
    }
    const file = await open(part, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, this.#file(digest));
    await flushFolder(this.#folder);
    return 'complete';
  }

  /** Removes all files but those of these digests, and their interrupted transfers. */
  removeOthers(digests: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) {
      if (!digests.has(name.replace(/\.part$/, ''))) rmSync(join(this.#folder, name), { force: true });
    }
  }

  #file(digest: string): string {
    return join(this.#folder, digest);
  }

  #part(digest: string): string {
    return `${this.#file(digest)}.part`;
  }
}

async function isFile(path: string, digest: string, lengthBytes: number): Promise<boolean> {
  try {
    if ((await stat(path)).size !== lengthBytes) return false;
    const hash = createHash('sha256');
    for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
    return hash.digest('hex') === digest;
  } catch {
    return false;
  }
}
