/**
 * Epoch keys at rest: a folder of small files, one for each key and root that wraps it. It belongs in no backup, and says so to
 * tools that ask (`CACHEDIR.TAG`): a copy of a key would outlive the key.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createFile, flushFolder, OWNER_ONLY, replaceFile, writeFlushed } from '../../../hardware/host/durable-file.ts';
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
  /** Whose roots wrap these keys: the secure element's public key, hex; `undefined` before the first. */
  readonly owner: () => string | undefined;
  /** Says whose they are, once and for good. On the disk when it resolves. */
  claim(owner: string): Promise<void>;
  /** Lets other processes have the folder. */
  close(): Promise<void>;
  /** How many files were no keys when the store was opened; they are gone. */
  readonly damaged: number;
}

const NAME = /^([0-9a-f]{32})\.(\d{1,10})\.key$/;
const DRAFT = /\.draft$/;
const TAG_FILE = 'CACHEDIR.TAG';
/** The public key of the secure element, hex. */
const OWNER_FILE = 'owner';
const OWNER = /^[0-9a-f]{64}$/;
/** Cache Directory Tagging Specification, bford.info/cachedir. */
const TAG = 'Signature: 8a477f597d28d172789f06886806bc55\n# Keys of a lane. No backup may hold them.\n';

/**
 * Opens or makes the folder, for this process alone (`KeyError` `in-use`), and finishes what a power cut left: drafts, and keys that were being
 * destroyed, are destroyed.
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
  // One that is damaged says nothing; it is claimed again, by the secure element that opens a key
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
        // A rotation that was interrupted here has written it before
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
