/**
 * A disk that keeps only flushed data. Each call that changes it is a step, and the power can fail before any of them.
 * Unflushed changes may be on the disk or not, in every combination: truncated contents, and each name change separately.
 */
import { dirname, join } from 'node:path';

interface Inode {
  written: string;
  flushed: string | undefined;
}
interface NameChange {
  readonly removed?: string;
  readonly added?: readonly [path: string, inode: Inode];
}

export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

export class SimulatedDisk {
  readonly #flushedNames = new Map<string, Inode>();
  readonly #names = new Map<string, Inode>();
  #pending: NameChange[] = [];
  #open = new Map<number, Inode | { readonly folder: string }>();
  #nextHandle = 1;
  #steps = 0;
  #cutBefore = Number.POSITIVE_INFINITY;

  /** A file that is on the disk already. */
  put(path: string, content: string): void {
    const inode = { written: content, flushed: content };
    this.#names.set(path, inode);
    this.#flushedNames.set(path, inode);
  }

  cutBefore(step: number): void {
    this.#cutBefore = step;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Possible contents of `path` after the power returns; `undefined` when it may be missing. */
  mayHold(path: string): Set<string | undefined> {
    const seen = new Set<string | undefined>();
    for (let chosen = 0; chosen < 2 ** this.#pending.length; chosen++) {
      const names = new Map(this.#flushedNames);
      for (const [at, change] of this.#pending.entries()) if ((chosen >> at) & 1) apply(names, change);
      const inode = names.get(path);
      if (inode === undefined) seen.add(undefined);
      else for (const content of contentsOf(inode)) seen.add(content);
    }
    return seen;
  }

  names(folder: string): string[] {
    this.#refuseAfterCut();
    return [...this.#names.keys()]
      .filter((path) => dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  }

  open(path: string, flags: string): number {
    const handle = this.#nextHandle++;
    if (flags === 'r') {
      this.#refuseAfterCut();
      this.#open.set(handle, this.#names.get(path) ?? { folder: path });
      return handle;
    }
    this.#step();
    if (flags === 'wx' && this.#names.has(path)) throw systemError('EEXIST');
    const inode = this.#names.get(path) ?? { written: '', flushed: undefined };
    this.#change({ added: [path, inode] });
    this.#open.set(handle, inode);
    return handle;
  }

  write(handle: number, content: string): void {
    const inode = this.#inode(handle);
    for (const part of [content.slice(0, content.length / 2), content.slice(content.length / 2)]) {
      this.#step();
      inode.written += part;
    }
  }

  flush(handle: number): void {
    this.#step();
    const held = this.#open.get(handle);
    if (held !== undefined && 'folder' in held) {
      const isInside = ({ removed, added }: NameChange): boolean =>
        dirname(removed ?? added?.[0] ?? '') === held.folder;
      for (const change of this.#pending.filter(isInside)) apply(this.#flushedNames, change);
      this.#pending = this.#pending.filter((change) => !isInside(change));
    } else {
      const inode = this.#inode(handle);
      inode.flushed = inode.written;
    }
  }

  close(handle: number): void {
    this.#refuseAfterCut();
    this.#open.delete(handle);
  }

  rename(from: string, to: string): void {
    this.#step();
    this.#change({ removed: from, added: [to, this.#named(from)] });
  }

  link(from: string, to: string): void {
    this.#step();
    if (this.#names.has(to)) throw systemError('EEXIST');
    this.#change({ added: [to, this.#named(from)] });
  }

  remove(path: string): void {
    if (!this.#names.has(path)) return;
    this.#step();
    this.#change({ removed: path });
  }

  #change(change: NameChange): void {
    apply(this.#names, change);
    this.#pending.push(change);
  }

  #step(): void {
    this.#refuseAfterCut();
    this.#steps++;
    this.#refuseAfterCut();
  }

  #refuseAfterCut(): void {
    if (this.#steps >= this.#cutBefore) throw new PowerCut();
  }

  #named(path: string): Inode {
    const inode = this.#names.get(path);
    if (inode === undefined) throw systemError('ENOENT');
    return inode;
  }

  #inode(handle: number): Inode {
    const held = this.#open.get(handle);
    if (held === undefined || 'folder' in held) throw systemError('EBADF');
    return held;
  }
}

function apply(names: Map<string, Inode>, { removed, added }: NameChange): void {
  if (removed !== undefined) names.delete(removed);
  if (added !== undefined) names.set(...(added as [string, Inode]));
}

function contentsOf({ written, flushed }: Inode): string[] {
  if (flushed === written) return [flushed];
  const lengths = [0, Math.floor(written.length / 2), written.length];
  return [...lengths.map((length) => written.slice(0, length)), ...(flushed === undefined ? [] : [flushed])];
}

function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** The disk that the replaced calls of `node:fs` work on. */
export const inUse = { disk: new SimulatedDisk() };

const textOf = (content: string | Uint8Array): string =>
  typeof content === 'string' ? content : Buffer.from(content).toString('latin1');

export const syncCalls = {
  openSync: (path: string, flags: string) => inUse.disk.open(path, flags),
  writeFileSync: (handle: number, content: string | Uint8Array) => inUse.disk.write(handle, textOf(content)),
  fsyncSync: (handle: number) => inUse.disk.flush(handle),
  closeSync: (handle: number) => inUse.disk.close(handle),
  renameSync: (from: string, to: string) => inUse.disk.rename(from, to),
  linkSync: (from: string, to: string) => inUse.disk.link(from, to),
  rmSync: (path: string) => inUse.disk.remove(path),
  readdirSync: (folder: string) => inUse.disk.names(folder),
  mkdirSync: () => undefined,
};

export const asyncCalls = {
  open: async (path: string, flags: string) => {
    const handle = inUse.disk.open(path, flags);
    return {
      writeFile: async (content: string | Uint8Array) => inUse.disk.write(handle, textOf(content)),
      sync: async () => inUse.disk.flush(handle),
      close: async () => inUse.disk.close(handle),
    };
  },
  rename: async (from: string, to: string) => inUse.disk.rename(from, to),
  link: async (from: string, to: string) => inUse.disk.link(from, to),
  rm: async (path: string) => inUse.disk.remove(path),
  readdir: async (folder: string) => inUse.disk.names(folder),
};

export const FOLDER = '/data';
export const FILE = join(FOLDER, 'time.json');
