/** Reads the ledger's entries from a position, with the rows that they name. */
import { readPayload } from '../../../contract/payload.ts';
import { REPORT_FORM } from '../../../contract/envelope.ts';
import type { Report } from '../../../contract/report.ts';
import { bytesColumn, integerColumn, nullableTextColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { ENTITY_KINDS } from '../rules/entity.ts';
import { RULE_IDS } from '../rules/rule-ids.ts';
import { readOpening } from '../../../records/ledger/entry/commitment.ts';
import { openingsBetween, openingsOf } from '../../../records/ledger/entry/openings.ts';
import type { EntryType } from '../../../records/ledger/entry/entry.ts';
import { findRequest } from '../../../privacy/tables/access-requests.ts';
import { programRows } from './read-programs.ts';
import type { EntryOf, Fact, ProposalFacts, ReferralFacts, Rows } from './facts.ts';

export interface FactPage {
  readonly facts: readonly Fact[];
  readonly rows: Rows;
  /** Index after the last entry that was read. */
  readonly next: number;
  /** An entry before others is not marked yet, so the page ends there. */
  readonly hasGap: boolean;
}

/** SQLite takes at most 32,766 values in a statement; pages are shorter. */
export const PAGE = 500;

/**
 * Entries `from`… in the log's order, at most `PAGE`. It ends before an entry whose index is not stored yet.
 * @param passGap reads on behind missing entries: they were removed, which reconciliation reports
 */
export async function readPage(database: Connection, from: number, passGap: boolean): Promise<FactPage> {
  const kept = await openingsBetween(database, from, from + PAGE);
  const facts: Fact[] = [];
  let next = from;
  let hasGap = false;
  for (const { index, opening } of kept) {
    if (index !== next && !passGap) {
      hasGap = true;
      break;
    }
    next = index + 1;
    const read = opening === undefined ? undefined : readOpening(opening);
    if (read?.kind === 'opened') facts.push({ index, entry: read.entry });
  }
  return { facts, rows: await rowsFor(database, facts), next, hasGap };
}

async function rowsFor(database: Connection, facts: readonly Fact[]): Promise<Rows> {
  const acts = entriesOf(facts, 'act');
  const subjects = (pattern: RegExp) =>
    acts.flatMap(({ act, subject }) => (subject !== null && pattern.test(act) ? [subject] : []));
  const about = (pattern: RegExp) => [...new Set(subjects(pattern))];
  const positions = entriesOf(facts, 'report').map(({ feedPosition }) => feedPosition);
  const declared = entriesOf(facts, 'row').flatMap(({ table, key }) =>
    table === 'declarations' ? [String(key[0])] : [],
  );
  const grants = await grantsIn(
    database,
    entriesOf(facts, 'viewing').map(({ grant }) => grant),
  );
  return {
    sites: await sitesIn(database),
    reports: await reportsAt(database, positions),
    proposals: await proposalsIn(database, about(/[.-](?:propose|approve|disable)$/)),
    referrals: await referralsIn(database, about(/^(?:referral|second-look)\./)),
    grants,
    openers: await openersIn(database, about(/^(?:opening|emergency)\.confirm$/)),
    declarations: await declarationsIn(database, declared),
    controls: await controlsIn(database, about(/^control\.(?:record|confirm)$/)),
    referralOf: await referralsOf(database, [
      ...entriesOf(facts, 'grant').map(({ transactionId }) => transactionId),
      ...[...grants.values()].map(({ transactionId }) => transactionId),
      ...acts.flatMap(({ act, transactionId }) =>
        act === 'lane.open' && transactionId !== null ? [transactionId] : [],
      ),
    ]),
    requests: await requestsIn(database, about(/^access-request\.answer$/)),
    judged: await judgedIn(database, about(/^finding\.judge$/)),
    ...(await programRows(database, entriesOf(facts, 'row'))),
  };
}

function entriesOf<Type extends EntryType>(facts: readonly Fact[], type: Type): EntryOf<Type>[] {
  return facts.flatMap(({ entry }) => (entry.type === type ? [entry as EntryOf<Type>] : []));
}

async function sitesIn(database: Connection): Promise<ReadonlyMap<string, string>> {
  const rows: readonly Record<'id' | 'site', unknown>[] = await database('kiosks').select('id', 'site');
  return new Map(rows.map(({ id, site }) => [textColumn(id), textColumn(site)]));
}

async function reportsAt(database: Connection, positions: readonly number[]): Promise<ReadonlyMap<number, Report>> {
  if (positions.length === 0) return new Map();
  const rows: readonly Record<'feed_position' | 'payload', unknown>[] = await database('reports')
    .whereIn('feed_position', [...positions])
    .whereIn('kind', ['match', 'passage'])
    .select('feed_position', 'payload');
  return new Map(
    rows.flatMap((row) => {
      const read = readPayload(REPORT_FORM, bytesColumn(row.payload));
      return read.kind === 'valid' ? [[integerColumn(row.feed_position), read.message] as const] : [];
    }),
  );
}

async function proposalsIn(database: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, ProposalFacts>> {
  if (ids.length === 0) return new Map();
  const rows: readonly Record<'id' | 'kind' | 'payload' | 'proposed_by' | 'proposed_at', unknown>[] = await database(
    'proposals',
  )
    .whereIn('id', [...ids])
    .select('id', 'kind', 'payload', 'proposed_by', 'proposed_at');
  return new Map(
    rows.map((row) => [
      textColumn(row.id),
      {
        kind: textColumn(row.kind),
        proposedBy: textColumn(row.proposed_by),
        proposedAt: integerColumn(row.proposed_at),
        payload: JSON.parse(textColumn(row.payload)) as ProposalFacts['payload'],
      },
    ]),
  );
}

async function referralsIn(database: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, ReferralFacts>> {
  if (ids.length === 0) return new Map();
  const rows: readonly Record<'id' | 'kiosk_id' | 'transaction_id' | 'decided_by' | 'payload', unknown>[] =
    await database('referrals')
      .leftJoin('reports', (join) =>
        join
          .on('reports.kiosk_id', 'referrals.kiosk_id')
          .andOn('reports.transaction_id', 'referrals.transaction_id')
          .andOnVal('reports.kind', 'match'),
      )
      .whereIn('referrals.id', [...ids])
      .select(
        'referrals.id',
        'referrals.kiosk_id',
        'referrals.transaction_id',
        'referrals.decided_by',
        'reports.payload',
      );
  return new Map(
    rows.map((row) => {
      const read = row.payload === null ? undefined : readPayload(REPORT_FORM, bytesColumn(row.payload));
      const reason = read?.kind === 'valid' && read.message.kind === 'match' ? read.message.reasons[0] : undefined;
      return [
        textColumn(row.id),
        {
          kioskId: textColumn(row.kiosk_id),
          transactionId: textColumn(row.transaction_id),
          reason,
          decidedBy: nullableTextColumn(row.decided_by),
        },
      ];
    }),
  );
}

async function grantsIn(
  database: Connection,
  digests: readonly string[],
): Promise<ReadonlyMap<string, EntryOf<'grant'>>> {
  if (digests.length === 0) return new Map();
  const openings = await openingsOf(
    database,
    [...new Set(digests)].map((digest) => `grant/${digest}`),
  );
  return new Map(
    [...openings.values()].flatMap(({ opening }) => {
      const read = opening === undefined ? undefined : readOpening(opening);
      return read?.kind === 'opened' && read.entry.type === 'grant' ? [[read.entry.grant, read.entry] as const] : [];
    }),
  );
}

async function openersIn(database: Connection, digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (digests.length === 0) return new Map();
  const rows: readonly Record<'order_digest' | 'opened_by', unknown>[] = await database('emergency_openings')
    .whereIn('order_digest', [...digests])
    .select('order_digest', 'opened_by');
  return new Map(rows.map((row) => [textColumn(row.order_digest), textColumn(row.opened_by)]));
}

async function declarationsIn(database: Connection, ids: readonly string[]): Promise<Rows['declarations']> {
  if (ids.length === 0) return new Map();
  const rows: readonly Record<'id' | 'trader' | 'received_at' | 'state' | 'erased_at', unknown>[] = await database(
    'declarations',
  )
    .whereIn('id', [...ids])
    .select('id', 'trader', 'received_at', 'state', 'erased_at');
  return new Map(
    rows.map((row) => [
      textColumn(row.id),
      {
        trader: textColumn(row.trader),
        receivedAt: integerColumn(row.received_at),
        state: textColumn(row.state),
        isErased: row.erased_at !== null && textColumn(row.state) !== 'rejected',
      },
    ]),
  );
}

async function controlsIn(database: Connection, ids: readonly string[]): Promise<Rows['controls']> {
  if (ids.length === 0) return new Map();
  const rows: readonly Record<'id' | 'trader' | 'route' | 'decided_by', unknown>[] = await database(
    'declaration_controls',
  )
    .join('declarations', 'declarations.id', 'declaration_controls.id')
    .whereIn('declaration_controls.id', [...ids])
    .select('declaration_controls.id', 'trader', 'route', 'decided_by');
  return new Map(
    rows.map((row) => [
      textColumn(row.id),
      {
        trader: textColumn(row.trader),
        route: nullableTextColumn(row.route),
        decidedBy: nullableTextColumn(row.decided_by),
      },
    ]),
  );
}

async function referralsOf(database: Connection, transactions: readonly string[]): Promise<Rows['referralOf']> {
  if (transactions.length === 0) return new Map();
  const rows: readonly Record<'id' | 'transaction_id', unknown>[] = await database('referrals')
    .whereIn('transaction_id', [...new Set(transactions)])
    .select('id', 'transaction_id');
  return new Map(rows.map((row) => [textColumn(row.transaction_id), textColumn(row.id)]));
}

async function requestsIn(database: Connection, ids: readonly string[]): Promise<Rows['requests']> {
  const found = await Promise.all(ids.map((id) => findRequest(database, id)));
  return new Map(found.flatMap((one) => (one?.transactions ? [[one.id, one.transactions] as const] : [])));
}

async function judgedIn(database: Connection, ids: readonly string[]): Promise<Rows['judged']> {
  if (ids.length === 0) return new Map();
  const rows: readonly Record<'id' | 'rule' | 'entity_kind' | 'entity_id' | 'from_at', unknown>[] = await database(
    'detection_findings',
  )
    .whereIn('id', [...ids])
    .select('id', 'rule', 'entity_kind', 'entity_id', 'from_at');
  return new Map(
    rows.map((row) => [
      textColumn(row.id),
      {
        rule: wordColumn(RULE_IDS, row.rule),
        entity: { kind: wordColumn(ENTITY_KINDS, row.entity_kind), id: textColumn(row.entity_id) },
        from: integerColumn(row.from_at),
      },
    ]),
  );
}
