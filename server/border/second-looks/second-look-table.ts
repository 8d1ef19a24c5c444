import type { Reach } from '../../platform/access/principal.ts';
import { personIdSchema, siteIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema, transactionIdSchema, type KioskId } from '../../contract/field.ts';
import { standingSchema } from '../referrals/referral-state-schema.ts';
import type { DecisionOutcome } from '../referrals/vocabulary.ts';
import { FOLLOW_UPS, LOOK_FINDINGS, type FollowUp, type LookFinding } from './vocabulary.ts';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import {
  bytes,
  checked,
  integer,
  json,
  knownWord,
  nullable,
  type RecordOf,
  type Row,
  table,
  text,
} from '../../platform/database/table.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

const looks = table({
  referralId: text,
  kioskId: checked(kioskIdSchema),
  site: checked(siteIdSchema),
  lane: text,
  transactionId: checked(transactionIdSchema),
  /** The standing of the referral. */
  standing: json(standingSchema),
  decidedBy: checked(personIdSchema),
  /** The person who gave a second opinion before the decision. */
  opinionBy: nullable(checked(personIdSchema)),
  decidedAt: integer,
  dueAt: integer,
  finding: knownWord(LOOK_FINDINGS),
  foundBy: nullable(checked(personIdSchema)),
  foundAt: nullable(integer),
  /** When the alarm for a missing look was raised; `null` before. */
  overdueAt: nullable(integer),
  followUp: knownWord(FOLLOW_UPS),
  followedBy: nullable(checked(personIdSchema)),
  followedAt: nullable(integer),
  /** The lane's match report in JSON. */
  payload: bytes,
});

/** With the lane of its referral, and the outcome of the decision. */
export type SecondLook = Omit<RecordOf<typeof looks>, 'standing'> & { readonly outcome: DecisionOutcome };

type Begun = Pick<
  SecondLook,
  'referralId' | 'kioskId' | 'transactionId' | 'decidedBy' | 'opinionBy' | 'decidedAt' | 'dueAt'
>;

export async function insertSecondLook(transaction: Transaction, look: Begun): Promise<void> {
  await insertRow(transaction, 'second_looks', looks.row(look));
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
  const { standing, ...look } = looks.read(row);
  if (standing.state !== 'decided') throw new StoreError('damaged', 'a second look belongs to an undecided referral');
  return { ...look, outcome: standing.decision.outcome };
}
