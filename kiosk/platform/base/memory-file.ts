/**
 * Memories of a lane that prevent rollback: the latest time, the newest documents and lists. Each memory is a small
 * file in the data folder. An empty mark file in the folder of the key store, which is in no backup, distinguishes a
 * lost file from a first start.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { codedError } from '../../../hardware/host/coded-error.ts';
import { createFileSync, makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { keyDirOf, type LaneFolders } from './key-dir.ts';

export interface MemoryFile {
  readonly file: string;
  /** Exists after the first write of `file`. */
  readonly mark: string;
}

/** Closed list. */
export type MemoryFault =
  /** The file cannot be read, or its content is invalid. */
  | 'memory-unreadable'
  /** The file was written before and is missing. */
  | 'memory-missing';

export class MemoryError extends codedError<MemoryFault>('MemoryError') {
  constructor(code: MemoryFault, { file }: MemoryFile, options?: { cause?: unknown }) {
    const what = code === 'memory-missing' ? 'was written before and is gone' : 'cannot be read';
    super(code, `${code}: ${basename(file)} ${what}; kiosk/README.md has the recovery`, options);
  }
}

/** @param name name of the file in the data folder, without its extension */
export function memoryFileIn(folders: LaneFolders, name: string): MemoryFile {
  return { file: join(folders.dataDir, `${name}.json`), mark: join(keyDirOf(folders), `${name}.remembered`) };
}

/** `undefined` before the first write. Throws `MemoryError`: treating it as empty would accept an older state. */
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

/** Durable when it returns. The file is written before its mark, so a power cut never leaves a mark without a file. */
export function writeMemoryFile(memory: MemoryFile, content: object): void {
  replaceFileSync(memory.file, JSON.stringify(content));
  if (existsSync(memory.mark)) return;
  makeFolderSync(dirname(memory.mark));
  createFileSync(memory.mark, '');
}
