/**
 * Stores epoch keys as a folder of small files, one for each key and root that wraps it. Backups must exclude the folder,
 * because a copy of a key would outlive the key; it contains a `CACHEDIR.TAG` for backup tools.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createFile,
  flushFolder,
  OWNER_ONLY,
  replaceFile,
  writeFlushed,
} from '../../../../hardware/host/durable-file.ts';
import { generationOf, readEpochKey, type WrappedEpochKey, writeEpochKey } from './epoch-key-file.ts';
import { holdFolder } from './hold-folder.ts';
import type { AtStep } from './key-step.ts';

export interface KeyStore {
  /** Every key, under every root that wraps it. */
  list(): readonly WrappedEpochKey[];
  /** On the disk when it resolves. */
  keep(key: WrappedEpochKey): Promise<void>;
  /** Overwrites a key's files with zeros and removes them, on the disk when it resolves. Without generations: all of them. */
  destroy(keyId: string, generations?: ReadonlySet<number>): Promise<void>;
  /** Public key of the secure element whose roots wrap these keys, hex; `undefined` before the first. */
  readonly owner: () => string | undefined;
  /** Sets the owner permanently. On the disk when it resolves. */
  claim(owner: string): Promise<void>;
  /** Releases the folder for other processes. */
  close(): Promise<void>;
  /** Number of invalid files that were removed when the store was opened. */
  readonly damaged: number;
}

const NAME = /^([0-9a-f]{32})\.(\d{1,10})\.key$/;
const DRAFT = /\.draft$/;
const TAG_FILE = 'CACHEDIR.TAG';
/** The public key of the secure element, hex. */
const OWNER_FILE = 'owner';
/** A public key, hex. */
const OWNER = /^([0-9a-f]{64}|[0-9a-f]{66})$/;
/** Cache Directory Tagging Specification, bford.info/cachedir. */
const TAG = 'Signature: 8a477f597d28d172789f06886806bc55\n# Keys of a lane. No backup may hold them.\n';

/**
 * Opens or creates the folder with a lock (`KeyError` `in-use`), and destroys what a power cut left: drafts, and keys that
 * were being destroyed.
 */
export async function openKeyStore(folder: string, at: AtStep = () => undefined): Promise<KeyStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const letGo = await holdFolder(folder);
  try {
    return await openHeld(folder, letGo, at);
  } catch (error) {
    await letGo();
    throw error;
  }
}

async function openHeld(folder: string, letGo: KeyStore['close'], at: AtStep): Promise<KeyStore> {
  await createFile(join(folder, TAG_FILE), TAG);
  const keys = new Map<string, WrappedEpochKey>();
  let damaged = 0;

  let owner = await readFile(join(folder, OWNER_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  // A damaged owner file counts as absent; a secure element that opens a key claims the folder again
  if (owner !== undefined && !OWNER.test(owner)) owner = undefined;

  const overwrite = async (name: string): Promise<void> => {
    const file = await open(join(folder, name), 'r+');
    try {
      const { size } = await file.stat();
      await file.write(new Uint8Array(size), 0, size, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    at('key-overwritten');
    await unlink(join(folder, name));
    await flushFolder(folder);
    at('key-unlinked');
  };

  for (const name of await readdir(folder)) {
    const named = NAME.exec(name);
    if (named === null) {
      if (DRAFT.test(name)) await overwrite(name);
      continue;
    }
    const key = readEpochKey(await readFile(join(folder, name)));
    if (key === undefined || key.keyId !== named[1] || String(generationOf(key)) !== named[2]) {
      damaged += 1;
      await overwrite(name);
    } else {
      keys.set(name, key);
    }
  }

  return {
    close: letGo,
    damaged,
    owner: () => owner,
    async claim(by) {
      await replaceFile(join(folder, OWNER_FILE), by);
      owner = by;
    },
    list: () => [...keys.values()],
    async keep(key) {
      const name = `${key.keyId}.${generationOf(key)}.key`;
      const draft = join(folder, `${randomBytes(8).toString('hex')}.draft`);
      await writeFlushed(draft, writeEpochKey(key), OWNER_ONLY);
      at('key-drafted');
      await link(draft, join(folder, name)).catch((error: NodeJS.ErrnoException) => {
        // An interrupted rotation may have written it already
        if (error.code !== 'EEXIST') throw error;
      });
      keys.set(name, key);
      await unlink(draft);
      await flushFolder(folder);
      at('key-kept');
    },
    async destroy(keyId, generations) {
      for (const [name, key] of keys) {
        if (key.keyId !== keyId || generations?.has(generationOf(key)) === false) continue;
        await overwrite(name);
        keys.delete(name);
      }
    },
  };
}
