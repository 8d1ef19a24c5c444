/**
 * What a lane remembers so that nothing goes back: the latest time, the newest documents and lists. Each memory is a small file in the data
 * folder. An empty mark in the folder of the key store, which no backup holds, tells that the memory was written before: a lost file is
 * told apart from a first start.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { createFileSync, makeFolderSync, replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import { keyDirOf, type LaneFolders } from './key-dir.ts';

export interface MemoryFile {
  readonly file: string;
  /** Exists from the first write of `file` on. */
  readonly mark: string;
}

/** Closed. */
export type MemoryFault =
  /** The file cannot be read, or does not hold a memory. */
  | 'memory-unreadable'
  /** The file was written before and is gone. */
  | 'memory-missing';

export class MemoryError extends Error {
  override readonly name = 'MemoryError';
  readonly code: MemoryFault;

  constructor(code: MemoryFault, { file }: MemoryFile, options?: { cause?: unknown }) {
    const what = code === 'memory-missing' ? 'was written before and is gone' : 'cannot be read';
    super(`${code}: ${basename(file)} ${what}; kiosk/README.md has the recovery`, options);
    this.code = code;
  }
}

/** @param name of the file in the data folder, without its ending */
export function memoryFileIn(folders: LaneFolders, name: string): MemoryFile {
  return { file: join(folders.dataDir, `${name}.json`), mark: join(keyDirOf(folders), `${name}.remembered`) };
}

/** `undefined` before the first write. Throws `MemoryError`: a memory that counted as none would let an older state in. */
export function readMemoryFile<T>(memory: MemoryFile, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(memory.file)) {
    if (existsSync(memory.mark)) throw new MemoryError('memory-missing', memory);
    return undefined;
  }
  try {
    return schema.parse(JSON.parse(readFileSync(memory.file, 'utf8')));
  } catch (cause) {
    throw new MemoryError('memory-unreadable', memory, { cause });
  }
}

/** On the disk when it returns. The file is written before its mark: a power cut in between leaves a memory, and no mark without one. */
export function writeMemoryFile(memory: MemoryFile, content: object): void {
  replaceFileSync(memory.file, JSON.stringify(content));
  if (existsSync(memory.mark)) return;
  makeFolderSync(dirname(memory.mark));
  createFileSync(memory.mark, '');
}
