/** Entries of the log as whoever browses it sees them: where, of which kind, when. What they say is for whoever may have it proved. */
import { z } from 'zod';
import { parseJson } from '../contract/payload.ts';
import type { Connection } from '../database/connection.ts';
import { listOpenings } from './entry/openings.ts';
import type { LedgerEntryView } from './answers.ts';
import { ENTRY_TYPE_CODES, type EntryType } from './entry/entry.ts';

export const ENTRY_TYPES = Object.keys(ENTRY_TYPE_CODES) as [EntryType, ...EntryType[]];

const typeSchema = z.enum(ENTRY_TYPES);

export interface EntryQuery {
  /** An index: what came before it; absent: the latest. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly type?: EntryType | undefined;
}

/** The latest first. */
export async function listEntries(openings: Connection, query: EntryQuery): Promise<LedgerEntryView[]> {
  const listed = await listOpenings(openings, query);
  return listed.map(({ index, type, payload }) => ({
    index,
    type: typeSchema.parse(type),
    at: payload === undefined ? null : timeOf(payload),
  }));
}

/** Each kind of entry says when in a field of its own. */
function timeOf(payload: Uint8Array): number | null {
  const said = parseJson(payload)?.json as { readonly at?: unknown; readonly receivedAt?: unknown } | undefined;
  const at = said?.at ?? said?.receivedAt;
  return typeof at === 'number' ? at : null;
}
