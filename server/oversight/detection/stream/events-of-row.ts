/**
 * Events of the entries about rows. An entry has the digest of its row's content, so that of several entries about one row each is recognised
 * by its own content: reading again gives the same events although the row has changed since. Pure.
 */
import type { Row } from '../../../platform/database/table.ts';
import { contentOf } from '../../../records/ledger/recorded/row-content.ts';
import type { RecordedTableName } from '../../../records/ledger/recorded/recorded-tables.ts';
import type { DetectionEvent } from '../events/event.ts';
import type { EntryOf, Rows } from './facts.ts';

type RowEntry = EntryOf<'row'>;
type Part = Omit<DetectionEvent, 'entry'>;

const KIB = 1_024;
const LONGEST = 128;

/** Results of a partner's call that its program causes in ordinary operation: a proof that is not published yet, a download continued too late. */
const ORDINARY: ReadonlySet<string> = new Set(['done', 'not-published', 'content-erased', 'range-not-satisfiable']);

/** @param latestAt time of the event before, for rows without a time of their own */
export function eventsOfRow(entry: RowEntry, index: number, rows: Rows, latestAt: number): DetectionEvent[] {
  const key = entry.key.join(':');
  if (entry.content === null) return [];
  const part = partOf(entry, key, rows, latestAt);
  return part === undefined ? [] : [{ ...part, entry: index }];
}

function partOf(entry: RowEntry, key: string, rows: Rows, at: number): Part | undefined {
  switch (entry.table) {
    case 'release_publications':
      // A watchlist is published every hour, as a target
      return key.startsWith('watchlist:') ? undefined : { at, kind: 'release-published', subject: key };
    case 'released_targets': {
      if (!key.startsWith('watchlist:')) return { at, kind: 'release-published', subject: key.slice(0, LONGEST) };
      return { at, kind: 'feed-received', subject: key.replace(/:[^:]*$/, '').slice(0, LONGEST) };
    }
    case 'declarations':
      return ofDeclaration(key, rows);
    case 'sharing_calls':
    case 'sharing_portal_calls':
      return ofCall(key, rows);
    case 'sharing_deliveries':
      return ofDelivery(entry, rows.deliveries.get(key));
    case 'trader_people':
      return ofTraderPerson(entry, rows.traderPeople.get(key));
    case 'trader_passkeys':
      return ofTraderPasskey(entry, rows.traderPasskeys.get(key));
    case 'trader_own_keys':
      return ofOwnKey(entry, rows.ownKeys.get(key));
    case 'trader_key_uses':
      return ofKeyUse(rows.keyUses.get(key));
    case 'trader_portal_uses':
      return ofPortalUse(rows.portalUses.get(key));
    case 'trader_mandates':
      return ofMandate(entry, rows.mandates.get(key));
    default:
      return undefined;
  }
}

function ofDeclaration(key: string, rows: Rows): Part | undefined {
  const declared = rows.declarations.get(key);
  if (declared === undefined || declared.isErased) return undefined;
  const kind = declared.state === 'rejected' ? 'declaration-refused' : 'goods-declared';
  return { at: declared.receivedAt, kind, actor: declared.trader, subject: key };
}

function ofCall(key: string, rows: Rows): Part | undefined {
  const call = rows.calls.get(key);
  if (call === undefined) return undefined;
  const { party, agreement, result, bytes, at } = call;
  const by = { at, actor: party, role: 'partner', ...(agreement !== null && { subject: agreement }) };
  if (result === 'agreement-not-in-force') return { ...by, kind: 'partner-outside-agreement', reason: result };
  if (!ORDINARY.has(result)) return { ...by, kind: 'partner-refused', reason: result };
  return { ...by, kind: 'partner-called', reason: call.call, count: Math.max(1, Math.ceil(bytes / KIB)) };
}

/** A delivery is made, may become overdue, and is answered. A refused one has an alarm. */
function ofDelivery(entry: RowEntry, row: Row | undefined): Part | undefined {
  if (row === undefined) return undefined;
  const about = { actor: wordOf(row, 'party'), role: 'partner', subject: wordOf(row, 'agreement') };
  const reason = wordOf(row, 'dataset');
  const unanswered = { answer: null, signature: null, answered_at: null };
  const [madeAt, overdueAt, answeredAt] = [row['made_at'], row['overdue_at'], row['answered_at']].map(timeOf);
  if (isContent(entry, row, { ...unanswered, overdue_at: null })) {
    if (madeAt === undefined || row['digest'] === null || row['kind'] !== 'counts') return undefined;
    const bytes = timeOf(row['bytes']) ?? 0;
    return { at: madeAt, kind: 'export-sent', ...about, reason, count: Math.max(1, Math.ceil(bytes / KIB)) };
  }
  if (overdueAt !== undefined && isContent(entry, row, unanswered))
    return { at: overdueAt, kind: 'export-receipt-missing', ...about, reason };
  return answeredAt !== undefined && isContent(entry, row)
    ? { at: answeredAt, kind: 'export-received', ...about, reason }
    : undefined;
}

function ofTraderPerson(entry: RowEntry, row: Row | undefined): Part | undefined {
  if (row === undefined) return undefined;
  const [enrolledAt, endedAt] = [timeOf(row['enrolled_at']), timeOf(row['ended_at'])];
  const about = { ...byTrader(row), subject: wordOf(row, 'id') };
  if (enrolledAt !== undefined && isContent(entry, row, { ended_at: null }))
    return { at: enrolledAt, kind: 'trader-person-enrolled', ...about };
  return endedAt !== undefined && isContent(entry, row)
    ? { at: endedAt, kind: 'trader-person-ended', ...about }
    : undefined;
}

function ofTraderPasskey(entry: RowEntry, row: Row | undefined): Part | undefined {
  if (row === undefined) return undefined;
  const { trader, ...passkey } = row;
  const [addedAt, regressedAt] = [timeOf(passkey['added_at']), timeOf(passkey['regressed_at'])];
  // The id of a passkey is longer than a word of an event
  const about = { ...byTrader({ trader }), subject: wordOf(passkey, 'person') };
  if (addedAt !== undefined && isContent(entry, passkey, { regressed_at: null }))
    return { at: addedAt, kind: 'trader-passkey-added', ...about };
  if (regressedAt === undefined || !isContent(entry, passkey)) return undefined;
  return { at: regressedAt, kind: 'trader-passkey-regressed', ...about };
}

function ofOwnKey(entry: RowEntry, row: Row | undefined): Part | undefined {
  if (row === undefined) return undefined;
  const { trader, ...key } = row;
  const [madeAt, endedAt] = [timeOf(key['made_at']), timeOf(key['ended_at'])];
  const about = { ...byTrader({ trader }), subject: wordOf(key, 'digest') };
  if (madeAt !== undefined && isContent(entry, key, { ended_at: null }))
    return { at: madeAt, kind: 'trader-key-made', ...about };
  return endedAt !== undefined && isContent(entry, key)
    ? { at: endedAt, kind: 'trader-key-ended', ...about }
    : undefined;
}

function ofKeyUse(row: Row | undefined): Part | undefined {
  const at = timeOf(row?.['at']);
  if (row === undefined || at === undefined) return undefined;
  return { at, kind: 'key-used', ...byTrader(row), subject: wordOf(row, 'key'), console: wordOf(row, 'network') };
}

function ofPortalUse(row: Row | undefined): Part | undefined {
  const at = timeOf(row?.['at']);
  if (row === undefined || at === undefined) return undefined;
  const kind = row['what'] === 'signed-in' ? 'trader-signed-in' : 'trader-passkey-added-from';
  return { at, kind, ...byTrader(row), subject: wordOf(row, 'person'), console: wordOf(row, 'network') };
}

/** A mandate is given by the principal, accepted by the representative, and ended by either. Its time of keeping changes when it is accepted. */
function ofMandate(entry: RowEntry, row: Row | undefined): Part | undefined {
  if (row === undefined) return undefined;
  const [givenAt, acceptedAt, endedAt] = [row['given_at'], row['accepted_at'], row['ended_at']].map(timeOf);
  const [principal, representative] = [wordOf(row, 'principal'), wordOf(row, 'representative')];
  const about = { role: 'trader', subject: wordOf(row, 'id') };
  if (endedAt !== undefined && isContent(entry, row))
    return { at: endedAt, kind: 'trader-mandate-ended', actor: principal, ...about };
  const isAccepted = acceptedAt !== undefined && isContent(entry, row, { ended_by: null, ended_at: null });
  if (isAccepted) return { at: acceptedAt, kind: 'trader-mandate-accepted', actor: representative, ...about };
  return givenAt === undefined ? undefined : { at: givenAt, kind: 'trader-mandate-given', actor: principal, ...about };
}

function byTrader(row: Row): Pick<DetectionEvent, 'actor' | 'role'> {
  return { actor: wordOf(row, 'trader'), role: 'trader' };
}

/** Whether the entry is about the row as it is, or as it was with other values. */
function isContent({ table, content }: RowEntry, row: Row, earlier: Row = {}): boolean {
  return contentOf(table as RecordedTableName, { ...row, ...earlier }) === content;
}

function wordOf(row: Row, column: string): string {
  return String(row[column]).slice(0, LONGEST);
}

/** Engines give large integers as numbers or as text. */
function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : undefined;
}
