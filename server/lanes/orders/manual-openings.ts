import type { Reach } from '../../platform/access/principal.ts';
import { personIdSchema, siteIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import {
  EMERGENCY_CAUSES,
  OPENING_CAUSES,
  type EmergencyCause,
  type OpeningCause,
} from '../../contract/order-vocabulary.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import {
  checked,
  integer,
  knownWord,
  named,
  nullable,
  type RecordOf,
  type Row,
  table,
  text,
  word,
} from '../../platform/database/table.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

export const FINDINGS = ['confirmed', 'unfounded'] as const;
export type Finding = (typeof FINDINGS)[number];

/** Orders by which one person opens a lane on their own decision; another person must review them. */
export const MANUAL_OPENINGS = ['open-in-emergency', 'open-for-cause'] as const;
export type ManualOpeningKind = (typeof MANUAL_OPENINGS)[number];

const openings = table({
  /** Digest of the order. */
  digest: named('order_digest', text),
  kind: word(MANUAL_OPENINGS),
  site: checked(siteIdSchema),
  kioskId: checked(kioskIdSchema),
  cause: { read: causeIn, write: (cause) => ({ cause }) },
  openedBy: checked(personIdSchema),
  openedAt: integer,
  confirmBy: integer,
  /** `null` until another person has reviewed it. */
  finding: knownWord(FINDINGS),
  foundBy: nullable(checked(personIdSchema)),
  foundAt: nullable(integer),
  /** When the alarm for a missing review was raised; `null` before. */
  overdueAt: nullable(integer),
});

/** A lane opened by one person. Times are the server's wall time, ms. */
export type ManualOpening = RecordOf<typeof openings>;

function causeIn(row: Row): EmergencyCause | OpeningCause {
  return wordColumn(row['kind'] === 'open-for-cause' ? OPENING_CAUSES : EMERGENCY_CAUSES, row['cause']);
}

/** More than all lanes of a large airport, opened twice. */
const UNCONFIRMED_LIMIT = 500;

type Opened = Pick<ManualOpening, 'digest' | 'kind' | 'kioskId' | 'cause' | 'openedBy' | 'openedAt' | 'confirmBy'>;

export async function insertManualOpening(transaction: Transaction, opened: Opened): Promise<void> {
  await insertRow(transaction, 'emergency_openings', openings.row(opened));
}

export function findManualOpening(database: Connection, digest: string): Promise<ManualOpening | undefined> {
  return openings.one(openingQuery(database).where({ order_digest: digest }).first());
}

/** Openings of a kind at lanes within a reach: those without a finding first, then newest first. */
export function listManualOpenings(
  database: Connection,
  kind: ManualOpeningKind,
  reach: Reach,
  limit: number,
): Promise<ManualOpening[]> {
  return openings.all(
    narrowTo(openingQuery(database).where('emergency_openings.kind', kind), reach)
      .orderByRaw('case when found_at is null then 0 else 1 end')
      .orderBy('opened_at', 'desc')
      .limit(limit),
  );
}

/** Those without a finding, the oldest first. */
export function unconfirmedOpenings(database: Connection): Promise<ManualOpening[]> {
  return openings.all(
    openingQuery(database).whereNull('emergency_openings.found_at').orderBy('opened_at').limit(UNCONFIRMED_LIMIT),
  );
}

/** Times since `since` at which this person, or at this lane, ordered openings of a kind; ascending. */
export async function openingTimes(
  database: Connection,
  kind: ManualOpeningKind,
  by: { readonly openedBy: PersonId } | { readonly kioskId: KioskId },
  since: number,
): Promise<number[]> {
  const times: readonly unknown[] = await database('emergency_openings')
    .where({ kind, ...('kioskId' in by ? { kiosk_id: by.kioskId } : { opened_by: by.openedBy }) })
    .where('opened_at', '>', since)
    .orderBy('opened_at')
    .pluck('opened_at');
  return times.map(integerColumn);
}

/** `false` when it already has a finding. */
export async function settleManualOpening(
  transaction: Transaction,
  digest: string,
  { finding, by, at }: { readonly finding: Finding; readonly by: PersonId; readonly at: number },
): Promise<boolean> {
  const settled = await changeRows(
    transaction,
    'emergency_openings',
    (rows) => rows.where({ order_digest: digest }).whereNull('found_at'),
    { finding, found_by: by, found_at: at },
  );
  return settled === 1;
}

/** Marks openings whose review is overdue and returns them; each is returned once. */
export async function takeOverdueOpenings(transaction: Transaction, at: number): Promise<ManualOpening[]> {
  const overdue: string[] = await transaction('emergency_openings')
    .whereNull('found_at')
    .whereNull('overdue_at')
    .where('confirm_by', '<=', at)
    .orderBy('opened_at')
    .pluck('order_digest');
  const taken: ManualOpening[] = [];
  for (const digest of overdue) {
    await changeRows(transaction, 'emergency_openings', { order_digest: digest }, { overdue_at: at });
    const opening = await findManualOpening(transaction, digest);
    if (opening !== undefined) taken.push(opening);
  }
  return taken;
}

function openingQuery(database: Connection) {
  return database('emergency_openings')
    .join('kiosks', 'kiosks.id', 'emergency_openings.kiosk_id')
    .select('emergency_openings.*', 'kiosks.site');
}
