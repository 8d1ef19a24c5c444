/** The metadata that this lane has verified, one file for each role, each replaced durably. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import type { ReleaseRole } from '../../../server/contract/release-repository.ts';

/** The folder of the verified metadata in a lane's data. */
export function releasedMetadata(dataDir: string): string {
  return join(dataDir, 'releases', 'metadata');
}

/** The name of a root of the chain in the folder of the metadata. */
export function keptRoot(version: number): string {
  return `${version}.root.json`;
}

export class MetadataStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    makeFolderSync(folder);
  }

  /** `undefined` when there is none, or it cannot be read: it is fetched again then. */
  read(role: ReleaseRole): Buffer | undefined {
    try {
      const file = this.#file(role);
      return existsSync(file) ? readFileSync(file) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Throws the system's error. */
  write(role: ReleaseRole, bytes: Uint8Array): void {
    replaceFileSync(this.#file(role), bytes);
  }

  /** Stores a root of the chain, so that a later program can follow the chain from the installed root. Throws the system's error. */
  keepRoot(version: number, bytes: Uint8Array): void {
    replaceFileSync(join(this.#folder, keptRoot(version)), bytes);
  }

  #file(role: ReleaseRole): string {
    return join(this.#folder, `${role}.json`);
  }
}
