import type { Reach } from '../../platform/access/principal.ts';
import { personIdSchema, siteIdSchema, type PersonId, type SiteId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema, transactionIdSchema, type KioskId, type TransactionId } from '../../contract/field.ts';
import { standingSchema } from '../referrals/referral-state-schema.ts';
import type { DecisionOutcome } from '../referrals/vocabulary.ts';
import { FOLLOW_UPS, LOOK_FINDINGS, type FollowUp, type LookFinding } from './vocabulary.ts';
import {
  bytesColumn,
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

export interface SecondLook {
  readonly referralId: string;
  readonly kioskId: KioskId;
  readonly site: SiteId;
  readonly lane: string;
  readonly transactionId: TransactionId;
  readonly outcome: DecisionOutcome;
  readonly decidedBy: PersonId;
  /** The person who gave a second opinion before the decision. */
  readonly opinionBy: PersonId | null;
  readonly decidedAt: number;
  readonly dueAt: number;
  readonly finding: LookFinding | null;
  readonly foundBy: PersonId | null;
  readonly foundAt: number | null;
  /** When the alarm for a missing look was raised; `null` before. */
  readonly overdueAt: number | null;
  readonly followUp: FollowUp | null;
  readonly followedBy: PersonId | null;
  readonly followedAt: number | null;
  /** The lane's match report in JSON. */
  readonly payload: Uint8Array;
}

type Begun = Pick<
  SecondLook,
  'referralId' | 'kioskId' | 'transactionId' | 'decidedBy' | 'opinionBy' | 'decidedAt' | 'dueAt'
>;

export async function insertSecondLook(transaction: Transaction, look: Begun): Promise<void> {
  await insertRow(transaction, 'second_looks', {
    referral_id: look.referralId,
    kiosk_id: look.kioskId,
    transaction_id: look.transactionId,
    decided_by: look.decidedBy,
    opinion_by: look.opinionBy,
    decided_at: look.decidedAt,
    due_at: look.dueAt,
  });
}

export async function findSecondLook(database: Connection, referralId: string): Promise<SecondLook | undefined> {
  const row: Row | undefined = await lookQuery(database).where('second_looks.referral_id', referralId).first();
  return row === undefined ? undefined : lookOf(row);
}

/** Looks at lanes within a reach: open ones first, earliest due first. */
export async function listSecondLooks(database: Connection, reach: Reach, limit: number): Promise<SecondLook[]> {
  const rows: readonly Row[] = await narrowTo(lookQuery(database), reach)
    .orderByRaw('case when second_looks.found_at is null then 0 else 1 end')
    .orderBy('second_looks.due_at')
    .limit(limit);
  return rows.map(lookOf);
}

/** `false` when there is a finding already. */
export async function settleSecondLook(
  transaction: Transaction,
  referralId: string,
  { finding, by, at }: { readonly finding: LookFinding; readonly by: PersonId; readonly at: number },
): Promise<boolean> {
  const settled = await changeRows(
    transaction,
    'second_looks',
    (rows) => rows.where({ referral_id: referralId }).whereNull('found_at'),
    { finding, found_by: by, found_at: at },
  );
  return settled === 1;
}

/** `false` unless the finding is a disagreement without a follow-up. */
export async function followUpSecondLook(
  transaction: Transaction,
  referralId: string,
  { followUp, by, at }: { readonly followUp: FollowUp; readonly by: PersonId; readonly at: number },
): Promise<boolean> {
  const followed = await changeRows(
    transaction,
    'second_looks',
    (rows) => rows.where({ referral_id: referralId, finding: 'disagrees' }).whereNull('followed_at'),
    { follow_up: followUp, followed_by: by, followed_at: at },
  );
  return followed === 1;
}

/** Marks overdue looks and returns their lanes; each look is returned once. */
export async function takeOverdueLooks(transaction: Transaction, at: number): Promise<KioskId[]> {
  const overdue: readonly Record<'referral_id' | 'kiosk_id', unknown>[] = await transaction('second_looks')
    .whereNull('found_at')
    .whereNull('overdue_at')
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .select('referral_id', 'kiosk_id');
  for (const { referral_id: id } of overdue) {
    await changeRows(transaction, 'second_looks', { referral_id: textColumn(id) }, { overdue_at: at });
  }
  return overdue.map((row) => kioskIdSchema.parse(row.kiosk_id));
}

type Row = Record<
  | 'referral_id'
  | 'kiosk_id'
  | 'site'
  | 'lane'
  | 'transaction_id'
  | 'decided_by'
  | 'opinion_by'
  | 'decided_at'
  | 'due_at'
  | 'finding'
  | 'found_by'
  | 'found_at'
  | 'overdue_at'
  | 'follow_up'
  | 'followed_by'
  | 'followed_at'
  | 'standing'
  | 'payload',
  unknown
>;

function lookQuery(database: Connection) {
  return database('second_looks')
    .join('kiosks', 'kiosks.id', 'second_looks.kiosk_id')
    .join('referrals', 'referrals.id', 'second_looks.referral_id')
    .join('reports', (join) => {
      join
        .on('reports.kiosk_id', 'second_looks.kiosk_id')
        .andOn('reports.transaction_id', 'second_looks.transaction_id')
        .andOnVal('reports.kind', 'match');
    })
    .select('second_looks.*', 'kiosks.site', 'kiosks.lane', 'referrals.standing', 'reports.payload');
}

function lookOf(row: Row): SecondLook {
  const standing = standingSchema.parse(JSON.parse(textColumn(row.standing)));
  if (standing.state !== 'decided') throw new StoreError('damaged', 'a second look belongs to an undecided referral');
  const finding = nullableTextColumn(row.finding);
  const followUp = nullableTextColumn(row.follow_up);
  return {
    referralId: textColumn(row.referral_id),
    kioskId: kioskIdSchema.parse(row.kiosk_id),
    site: siteIdSchema.parse(row.site),
    lane: textColumn(row.lane),
    transactionId: transactionIdSchema.parse(row.transaction_id),
    outcome: standing.decision.outcome,
    decidedBy: personIdSchema.parse(row.decided_by),
    opinionBy: personIdSchema.nullable().parse(row.opinion_by),
    decidedAt: integerColumn(row.decided_at),
    dueAt: integerColumn(row.due_at),
    finding: LOOK_FINDINGS.find((one) => one === finding) ?? null,
    foundBy: personIdSchema.nullable().parse(row.found_by),
    foundAt: nullableIntegerColumn(row.found_at),
    overdueAt: nullableIntegerColumn(row.overdue_at),
    followUp: FOLLOW_UPS.find((one) => one === followUp) ?? null,
    followedBy: personIdSchema.nullable().parse(row.followed_by),
    followedAt: nullableIntegerColumn(row.followed_at),
    payload: bytesColumn(row.payload),
  };
}
