/** Loads trust data about signers from a folder managed by the operator, with a subfolder for each kind of file, and the newest times. */
import { join } from 'node:path';
import { z } from 'zod';
import { EMPTY_POOL } from '../../rules/document/trust/csca-pool.ts';
import type { TrustStore } from '../../rules/document/trust/trust-store.ts';
import { type MemoryFile, readMemoryFile, writeMemoryFile } from '../../platform/base/memory-file.ts';
import {
  type JudgedTrust,
  judgeTrust,
  NO_TRUST_MEMORY,
  type TrustFolder,
  type TrustMemory,
  trustMemorySchema,
} from './judge-trust.ts';
import { filesIn, readSmallFile } from './operator-files.ts';

export type LoadedTrust = Pick<JudgedTrust, 'store' | 'masterLists' | 'refused'>;

/**
 * @param memoryFile file with the newest times
 * @throws MemoryError when the file is damaged or lost, and errors of reading a folder or writing the file
 */
export function loadTrust(folder: string, memoryFile: MemoryFile, nowMs: number): LoadedTrust {
  const { memory, ...loaded } = judgeTrust(trustFolderAt(folder), readMemory(memoryFile), nowMs);
  writeMemoryFile(memoryFile, memory);
  return loaded;
}

export const EMPTY_TRUST: TrustStore = { pool: EMPTY_POOL, revocationLists: new Map(), defects: undefined };

/** A folder on disk. Missing subfolders are empty. */
export function trustFolderAt(folder: string): TrustFolder {
  return (place) =>
    new Map(filesIn(join(folder, place)).map((name) => [name, readSmallFile(join(folder, place, name))] as const));
}

/** The format before: one time of revocation lists for each country. */
const memorySchemaBefore = trustMemorySchema
  .omit({ revocationListsOfCountries: true, deviationLists: true })
  .extend({ version: z.literal(1) });

function readMemory(memoryFile: MemoryFile): TrustMemory {
  const memory = readMemoryFile(memoryFile, z.union([trustMemorySchema, memorySchemaBefore]));
  if (memory === undefined) return NO_TRUST_MEMORY;
  if (memory.version === 2) return memory;
  const { masterLists, revocationLists, defectList } = memory;
  return { ...NO_TRUST_MEMORY, masterLists, revocationListsOfCountries: revocationLists, defectList };
}
