/** Lists entries of the log with index, kind and time; of acts also which act it was. The rest is available only through a proof. */
import { z } from 'zod';
import { ACCESS_TABLE } from '../../platform/access/access-table.ts';
import { parseJson } from '../../contract/payload.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listOpenings } from './entry/openings.ts';
import type { LedgerEntryView } from './answers.ts';
import { ENTRY_TYPE_CODES, entrySchema, type ActDetails, type EntryType } from './entry/entry.ts';

export const ENTRY_TYPES = Object.keys(ENTRY_TYPE_CODES) as [EntryType, ...EntryType[]];

const typeSchema = z.enum(ENTRY_TYPES);

export interface EntryQuery {
  /** Lists entries before this index; absent: the latest. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly type?: EntryType | undefined;
}

/**
 * Latest first.
 * @param isRead whether the reader may read the entries' content. Other readers learn only of acts that concern no traveller.
 */
export async function listEntries(openings: Connection, query: EntryQuery, isRead = false): Promise<LedgerEntryView[]> {
  const listed = await listOpenings(openings, query);
  return listed.map(({ index, type, payload }) => ({
    index,
    type: typeSchema.parse(type),
    at: payload === undefined ? null : timeOf(payload),
    act: payload === undefined || type !== 'act' ? null : actOf(payload, isRead),
  }));
}

/** Each entry type has its own field for the time. */
function timeOf(payload: Uint8Array): number | null {
  const said = parseJson(payload)?.json as { readonly at?: unknown; readonly receivedAt?: unknown } | undefined;
  const at = said?.at ?? said?.receivedAt;
  return typeof at === 'number' ? at : null;
}

/** The person, the place and the subject stay out of the list. */
function actOf(payload: Uint8Array, isRead: boolean): LedgerEntryView['act'] {
  const entry = entrySchema.safeParse(parseJson(payload)?.json).data;
  if (entry?.type !== 'act') return null;
  const { act: name, role, result, details } = entry;
  const rules: Readonly<Record<string, { readonly travellers: string } | undefined>> = ACCESS_TABLE;
  // An act on the person's own account is not in the table
  if (!isRead && (rules[name]?.travellers ?? 'none') !== 'none') return null;
  return { name, role, result, details: decisionOf(details) };
}

/** The details that say what was decided. Ids and digests stay out. */
const DECISION_FIELDS: readonly string[] = ['step', 'kind', 'finding', 'outcome', 'reason', 'order'];

function decisionOf(details: ActDetails): ActDetails {
  return Object.fromEntries(Object.entries(details).filter(([field]) => DECISION_FIELDS.includes(field)));
}
