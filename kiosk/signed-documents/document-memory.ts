/** The newest document of a kind that was in force on this lane, so that an older one is refused after a restart too. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import type { DocumentKind } from '../../server/contract/signed-document.ts';
import { DocumentError } from './document-error.ts';

const memorySchema = z.strictObject({ version: z.literal(1), number: z.int().min(1), digest: z.string() });
export type Remembered = Pick<z.infer<typeof memorySchema>, 'number' | 'digest'>;

/** In the lane's data folder. The name of the first kind stays what it was before there were others. */
const MEMORY_FILES: Readonly<Record<DocumentKind, string>> = {
  'retention-policy': 'retention.json',
  'decision-policy': 'decision-policy.json',
  notice: 'notice.json',
  'officer-keys': 'officer-keys.json',
};

export function memoryFileOf(dataDir: string, kind: DocumentKind): string {
  return join(dataDir, MEMORY_FILES[kind]);
}

/**
 * `undefined` when no document of the kind was in force here. Throws `DocumentError` `unreadable` for a memory that is there and cannot be
 * read: a damaged memory must not let an old document in.
 */
export function readMemory(file: string): Remembered | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new DocumentError('unreadable', 'the record of what was in force before cannot be read', { cause });
  }
}

/** On the disk when it returns. */
export function remember(file: string, { number, digest }: Remembered): void {
  replaceFileSync(file, JSON.stringify({ version: 1, number, digest }));
}
