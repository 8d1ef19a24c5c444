import { siteIdSchema, type SiteId } from '../../../platform/access/vocabulary.ts';
import { kioskIdSchema, transactionIdSchema, type KioskId, type TransactionId } from '../../../contract/field.ts';
import { standingSchema } from '../referral-state-schema.ts';
import type { Referral } from '../referral.ts';
import type { DecisionOutcome } from '../vocabulary.ts';
import type { Reach } from '../../../platform/access/principal.ts';
import { bytesColumn, integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { narrowTo } from '../../../platform/access/scope-filter.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

/** A referral as stored, with its lane's site and the report of the lane or of the test. */
export interface StoredReferral extends Referral {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly site: SiteId;
  readonly lane: string;
  readonly transactionId: TransactionId;
  readonly arisenAt: number;
  /** A match report in JSON. */
  readonly payload: Uint8Array;
}

export interface NewReferral {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly transactionId: TransactionId;
  readonly arisenAt: number;
}

/** Maximum number of referrals in a list. */
const LIST_LIMIT = 500;
const EVERYWHERE: Reach = [{ sites: 'all', lanes: 'all' }];

export async function insertReferral(transaction: Transaction, referral: NewReferral & Referral): Promise<void> {
  await insertRow(transaction, 'referrals', {
    id: referral.id,
    kiosk_id: referral.kioskId,
    transaction_id: referral.transactionId,
    arisen_at: referral.arisenAt,
    ...columnsOf(referral),
  });
}

/** `false` when the stored version is no longer `before`: another server was faster. */
export async function updateReferral(
  transaction: Transaction,
  id: string,
  before: number,
  after: Referral,
): Promise<boolean> {
  return (await changeRows(transaction, 'referrals', { id, version: before }, columnsOf(after))) === 1;
}

export async function findReferral(database: Connection, id: string): Promise<StoredReferral | undefined> {
  const row: Row | undefined = await referralQuery(database).where('referrals.id', id).first();
  return row === undefined ? undefined : referralOf(row);
}

export async function findReferralOf(
  database: Connection,
  kioskId: KioskId,
  transactionId: TransactionId,
): Promise<StoredReferral | undefined> {
  const row: Row | undefined = await referralQuery(database)
    .where({ 'referrals.kiosk_id': kioskId, 'referrals.transaction_id': transactionId })
    .first();
  return row === undefined ? undefined : referralOf(row);
}

/** Not decided, at the lanes within a reach, oldest first. */
export async function openReferrals(database: Connection, reach: Reach = EVERYWHERE): Promise<StoredReferral[]> {
  const rows: readonly Row[] = await narrowTo(referralQuery(database), reach)
    .whereNot('referrals.state', 'decided')
    .orderBy('referrals.arisen_at')
    .limit(LIST_LIMIT);
  return rows.map(referralOf);
}

/** Decided since `since`, at the lanes within a reach, latest first. */
export async function decidedSince(
  database: Connection,
  { since, reach, limit = LIST_LIMIT }: { readonly since: number; readonly reach: Reach; readonly limit?: number },
): Promise<StoredReferral[]> {
  const rows: readonly Row[] = await narrowTo(referralQuery(database), reach)
    .where('referrals.decided_at', '>=', since)
    .orderBy('referrals.decided_at', 'desc')
    .limit(limit);
  return rows.map(referralOf);
}

function referralQuery(database: Connection) {
  return (
    database('referrals')
      .join('kiosks', 'kiosks.id', 'referrals.kiosk_id')
      .leftJoin('reports', (join) => {
        join
          .on('reports.kiosk_id', 'referrals.kiosk_id')
          .andOn('reports.transaction_id', 'referrals.transaction_id')
          .andOnVal('reports.kind', 'match');
      })
      .leftJoin('test_referrals', 'test_referrals.referral_id', 'referrals.id')
      // A test that no officer took in time ends without a decision.
      .where((query) => void query.whereNull('test_referrals.opened_at').orWhere('referrals.state', 'decided'))
      .select(
        'referrals.id',
        'referrals.kiosk_id',
        'kiosks.site',
        'kiosks.lane',
        'referrals.transaction_id',
        'referrals.arisen_at',
        'referrals.version',
        'referrals.standing',
        'reports.payload as reported',
        'test_referrals.payload as invented',
      )
  );
}

type Row = Record<
  | 'id'
  | 'kiosk_id'
  | 'site'
  | 'lane'
  | 'transaction_id'
  | 'arisen_at'
  | 'version'
  | 'standing'
  | 'reported'
  | 'invented',
  unknown
>;

function columnsOf({ version, standing }: Referral) {
  const decided = standing.state === 'decided' ? standing : null;
  return {
    version,
    state: standing.state,
    standing: JSON.stringify(standing),
    decided_by: decided?.by ?? null,
    decided_at: decided?.at ?? null,
  };
}

function referralOf(row: Row): StoredReferral {
  return {
    id: textColumn(row.id),
    kioskId: kioskIdSchema.parse(row.kiosk_id),
    site: siteIdSchema.parse(row.site),
    lane: textColumn(row.lane),
    transactionId: transactionIdSchema.parse(row.transaction_id),
    arisenAt: integerColumn(row.arisen_at),
    version: integerColumn(row.version),
    standing: standingSchema.parse(JSON.parse(textColumn(row.standing))),
    payload: bytesColumn(row.reported ?? row.invented),
  };
}

/** A decision of people about one traveller. */
export interface DecidedReferral {
  readonly arisenAt: number;
  readonly decidedAt: number;
  readonly outcome: DecisionOutcome;
  /** Whether a second person gave an opinion. */
  readonly isByTwo: boolean;
}

/** The latest decisions since a time, without tests of attention. */
export async function decisionsSince(database: Connection, since: number, limit: number): Promise<DecidedReferral[]> {
  const rows: readonly Record<'arisen_at' | 'standing', unknown>[] = await database('referrals')
    .leftJoin('test_referrals', 'test_referrals.referral_id', 'referrals.id')
    .whereNull('test_referrals.referral_id')
    .where('referrals.decided_at', '>=', since)
    .orderBy('referrals.decided_at', 'desc')
    .limit(limit)
    .select('referrals.arisen_at', 'referrals.standing');
  return rows.flatMap((row) => {
    const standing = standingSchema.parse(JSON.parse(textColumn(row.standing)));
    if (standing.state !== 'decided') return [];
    const { at, decision, opinion } = standing;
    const arisenAt = integerColumn(row.arisen_at);
    return [{ arisenAt, decidedAt: at, outcome: decision.outcome, isByTwo: opinion !== null }];
  });
}
