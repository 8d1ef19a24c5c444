/**
 * Stores the newest document of each kind that was in force on this lane, so that an older one is refused after a restart
 * too.
 */
import { z } from 'zod';
import type { DocumentKind } from '../../../server/contract/signed-document.ts';
import type { LaneFolders } from '../../platform/base/key-dir.ts';
import {
  type MemoryFile,
  MemoryError,
  memoryFileIn,
  readMemoryFile,
  writeMemoryFile,
} from '../../platform/base/memory-file.ts';
import { DocumentError } from './document-error.ts';

const memorySchema = z.strictObject({ version: z.literal(1), number: z.int().min(1), digest: z.string() });
export type Remembered = Pick<z.infer<typeof memorySchema>, 'number' | 'digest'>;

/** The file of the first kind keeps the name that it had as the only kind. */
const MEMORIES: Readonly<Record<DocumentKind, string>> = {
  'retention-policy': 'retention',
  'decision-policy': 'decision-policy',
  notice: 'notice',
  brand: 'brand',
  'officer-keys': 'officer-keys',
  watchlist: 'watchlist',
  'watchlist-keys': 'watchlist-keys',
  'office-keys': 'office-keys',
  'partner-terms': 'partner-terms',
  'impostor-tests': 'impostor-tests',
};

/** @param about which document of the kind, where a lane has several */
export function memoryFileOf(folders: LaneFolders, kind: DocumentKind, about?: string): MemoryFile {
  return memoryFileIn(folders, about === undefined ? MEMORIES[kind] : `${MEMORIES[kind]}-${about}`);
}

/**
 * `undefined` when no document of the kind was in force here. Throws `DocumentError` `unreadable` when the file is damaged
 * or lost, because an old document could be accepted.
 */
export function readMemory(memory: MemoryFile): Remembered | undefined {
  try {
    return readMemoryFile(memory, memorySchema);
  } catch (cause) {
    if (!(cause instanceof MemoryError)) throw cause;
    throw new DocumentError('unreadable', cause.message, { cause });
  }
}

/** On the disk when it returns. */
export function remember(memory: MemoryFile, { number, digest }: Remembered): void {
  writeMemoryFile(memory, { version: 1, number, digest });
}
