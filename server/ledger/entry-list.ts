/** Lists entries of the log with index, kind and time. The content is available only through a proof. */
import { z } from 'zod';
import { parseJson } from '../contract/payload.ts';
import type { Connection } from '../database/connection.ts';
import { listOpenings } from './entry/openings.ts';
import type { LedgerEntryView } from './answers.ts';
import { ENTRY_TYPE_CODES, type EntryType } from './entry/entry.ts';

export const ENTRY_TYPES = Object.keys(ENTRY_TYPE_CODES) as [EntryType, ...EntryType[]];

const typeSchema = z.enum(ENTRY_TYPES);

export interface EntryQuery {
  /** Lists entries before this index; absent: the latest. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly type?: EntryType | undefined;
}

/** Latest first. */
export async function listEntries(openings: Connection, query: EntryQuery): Promise<LedgerEntryView[]> {
  const listed = await listOpenings(openings, query);
  return listed.map(({ index, type, payload }) => ({
    index,
    type: typeSchema.parse(type),
    at: payload === undefined ? null : timeOf(payload),
  }));
}

/** Each entry type has its own field for the time. */
function timeOf(payload: Uint8Array): number | null {
  const said = parseJson(payload)?.json as { readonly at?: unknown; readonly receivedAt?: unknown } | undefined;
  const at = said?.at ?? said?.receivedAt;
  return typeof at === 'number' ? at : null;
}
