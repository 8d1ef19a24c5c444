/**
 * The memory of readiness checks over a stop of the program: whether one is running or was not passed, and the last signed
 * record. A check that was running when the program stopped is unfinished, and the lane stays out of service.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { sha256HexSchema, transactionIdSchema, wallMsSchema } from '../../../server/contract/field.ts';
import { signedMessageSchema } from '../../../server/contract/server-message.ts';
import { type MemoryFile, readMemoryFile, writeMemoryFile } from '../../platform/base/memory-file.ts';

const begunSchema = z.strictObject({
  checkId: transactionIdSchema,
  startedAt: wallMsSchema,
  approval: sha256HexSchema.optional(),
  /** Counted before each opening. */
  openings: z.int().min(0),
});
export type BegunCheck = z.infer<typeof begunSchema>;

const memorySchema = z.discriminatedUnion('state', [
  z.strictObject({ version: z.literal(1), state: z.literal('none') }),
  z.strictObject({ version: z.literal(1), state: z.literal('running'), check: begunSchema }),
  z.strictObject({ version: z.literal(1), state: z.enum(['unfinished', 'failed']) }),
]);

export type RememberedCheck =
  | { readonly state: 'none' | 'unfinished' | 'failed' }
  | { readonly state: 'running'; readonly check: BegunCheck };

/** Throws `MemoryError`: with a lost memory, a lane that did not pass could return to service. */
export function readCheckMemory(memory: MemoryFile): RememberedCheck {
  return readMemoryFile(memory, memorySchema) ?? { state: 'none' };
}

/** Durable when it returns. */
export function writeCheckMemory(memory: MemoryFile, remembered: RememberedCheck): void {
  writeMemoryFile(memory, { version: 1, ...remembered });
}

const recordSchema = z.strictObject({
  version: z.literal(1),
  at: wallMsSchema,
  record: signedMessageSchema,
  /** Names the technician. */
  approval: signedMessageSchema.optional(),
});
export type KeptRecord = z.infer<typeof recordSchema>;

/** The last record, for printing at the lane. */
export interface RecordFile {
  read(): KeptRecord | undefined;
  write(record: Omit<KeptRecord, 'version'>): void;
  /** Erases a record that is older. */
  eraseBefore(atMs: number): void;
}

const RECORD_FILE = 'readiness-record.json';

export function recordFile(dataDir: string): RecordFile {
  const file = join(dataDir, RECORD_FILE);
  const read = (): KeptRecord | undefined => {
    if (!existsSync(file)) return undefined;
    try {
      return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // Only a copy: the server has the record
      return undefined;
    }
  };
  return {
    read,
    write: (record) => replaceFileSync(file, JSON.stringify({ version: 1, ...record })),
    eraseBefore(atMs) {
      const kept = read();
      if (kept !== undefined && kept.at < atMs) rmSync(file);
    },
  };
}
