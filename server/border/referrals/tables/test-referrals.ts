import { z } from 'zod';
import { transactionIdSchema } from '../../../contract/field.ts';
import { siteIdSchema } from '../../../platform/access/vocabulary.ts';
import { SCENARIO_NAMES } from '../test-referral.ts';
import { TEST_RESULTS, type TestResult } from '../vocabulary.ts';
import { bytesColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  checked,
  column,
  integer,
  named,
  nullable,
  type RecordOf,
  table,
  text,
} from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

const tests = table({
  referralId: text,
  transactionId: checked(transactionIdSchema),
  site: checked(siteIdSchema),
  scenario: checked(z.enum(SCENARIO_NAMES)),
  nonce: column(
    (value) => Buffer.from(bytesColumn(value)).toString('hex'),
    (hex) => Buffer.from(hex, 'hex'),
  ),
  commitment: text,
  sealedAt: integer,
});

/** A test with the lane of its referral. */
export type SealedTest = RecordOf<typeof tests>;

const openedTests = table({
  referralId: text,
  site: checked(siteIdSchema),
  person: named('decided_by', nullable(text)),
  result: checked(z.enum(TEST_RESULTS)),
});

export type OpenedTest = RecordOf<typeof openedTests>;

export async function insertTest(
  transaction: Transaction,
  test: Omit<SealedTest, 'transactionId' | 'site'> & { readonly payload: Uint8Array },
): Promise<void> {
  await insertRow(transaction, 'test_referrals', { ...tests.row(test), payload: Buffer.from(test.payload) });
}

/** Tests that have not ended. */
export function sealedTests(database: Connection): Promise<SealedTest[]> {
  return tests.all(testQuery(database).whereNull('test_referrals.opened_at'));
}

/** The open test behind a referral, or `undefined`. */
export function sealedTestOf(database: Connection, referralId: string): Promise<SealedTest | undefined> {
  return tests.one(
    testQuery(database).where({ referral_id: referralId }).whereNull('test_referrals.opened_at').first(),
  );
}

export async function openTest(
  transaction: Transaction,
  referralId: string,
  result: TestResult,
  at: number,
): Promise<void> {
  await changeRows(transaction, 'test_referrals', { referral_id: referralId }, { result, opened_at: at });
}

/** Tests that ended since `since`, with their deciders. */
export function testsOpenedSince(database: Connection, since: number): Promise<OpenedTest[]> {
  return openedTests.all(
    database('test_referrals')
      .join('referrals', 'referrals.id', 'test_referrals.referral_id')
      .join('kiosks', 'kiosks.id', 'referrals.kiosk_id')
      .where('test_referrals.opened_at', '>=', since)
      .select('test_referrals.referral_id', 'kiosks.site', 'referrals.decided_by', 'test_referrals.result'),
  );
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
