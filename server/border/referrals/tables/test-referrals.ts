import { z } from 'zod';
import { transactionIdSchema, type TransactionId } from '../../../contract/field.ts';
import { siteIdSchema, type SiteId } from '../../../platform/access/vocabulary.ts';
import { SCENARIO_NAMES, type Scenario } from '../test-referral.ts';
import { TEST_RESULTS, type TestResult } from '../vocabulary.ts';
import { bytesColumn, integerColumn, nullableTextColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

export interface SealedTest {
  readonly referralId: string;
  readonly transactionId: TransactionId;
  readonly site: SiteId;
  readonly scenario: Scenario;
  readonly nonce: string;
  readonly commitment: string;
  readonly sealedAt: number;
}

export async function insertTest(
  transaction: Transaction,
  test: Omit<SealedTest, 'transactionId' | 'site'> & { readonly payload: Uint8Array },
): Promise<void> {
  await insertRow(transaction, 'test_referrals', {
    referral_id: test.referralId,
    scenario: test.scenario,
    payload: Buffer.from(test.payload),
    nonce: Buffer.from(test.nonce, 'hex'),
    commitment: test.commitment,
    sealed_at: test.sealedAt,
  });
}

/** Tests that have not ended. */
export async function sealedTests(database: Connection): Promise<SealedTest[]> {
  const rows: readonly Row[] = await testQuery(database).whereNull('test_referrals.opened_at');
  return rows.map(testOf);
}

/** The open test behind a referral, or `undefined`. */
export async function sealedTestOf(database: Connection, referralId: string): Promise<SealedTest | undefined> {
  const row: Row | undefined = await testQuery(database)
    .where({ referral_id: referralId })
    .whereNull('test_referrals.opened_at')
    .first();
  return row === undefined ? undefined : testOf(row);
}

export async function openTest(
  transaction: Transaction,
  referralId: string,
  result: TestResult,
  at: number,
): Promise<void> {
  await changeRows(transaction, 'test_referrals', { referral_id: referralId }, { result, opened_at: at });
}

export interface OpenedTest {
  readonly referralId: string;
  readonly site: SiteId;
  readonly person: string | null;
  readonly result: TestResult;
}

/** Tests that ended since `since`, with their deciders. */
export async function testsOpenedSince(database: Connection, since: number): Promise<OpenedTest[]> {
  const rows: readonly Record<'referral_id' | 'site' | 'decided_by' | 'result', unknown>[] = await database(
    'test_referrals',
  )
    .join('referrals', 'referrals.id', 'test_referrals.referral_id')
    .join('kiosks', 'kiosks.id', 'referrals.kiosk_id')
    .where('test_referrals.opened_at', '>=', since)
    .select('test_referrals.referral_id', 'kiosks.site', 'referrals.decided_by', 'test_referrals.result');
  return rows.map((row) => ({
    referralId: textColumn(row.referral_id),
    site: siteIdSchema.parse(row.site),
    person: nullableTextColumn(row.decided_by),
    result: resultSchema.parse(row.result),
  }));
}

function testQuery(database: Connection) {
  return database('test_referrals')
    .join('referrals', 'referrals.id', 'test_referrals.referral_id')
    .join('kiosks', 'kiosks.id', 'referrals.kiosk_id')
    .select(
      'test_referrals.referral_id',
      'test_referrals.scenario',
      'test_referrals.nonce',
      'test_referrals.commitment',
      'test_referrals.sealed_at',
      'referrals.transaction_id',
      'kiosks.site',
    );
}

type Row = Record<
  'referral_id' | 'scenario' | 'nonce' | 'commitment' | 'sealed_at' | 'transaction_id' | 'site',
  unknown
>;

const scenarioSchema = z.enum(SCENARIO_NAMES);
const resultSchema = z.enum(TEST_RESULTS);

function testOf(row: Row): SealedTest {
  return {
    referralId: textColumn(row.referral_id),
    transactionId: transactionIdSchema.parse(row.transaction_id),
    site: siteIdSchema.parse(row.site),
    scenario: scenarioSchema.parse(row.scenario),
    nonce: Buffer.from(bytesColumn(row.nonce)).toString('hex'),
    commitment: textColumn(row.commitment),
    sealedAt: integerColumn(row.sealed_at),
  };
}
