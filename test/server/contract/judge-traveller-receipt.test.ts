import { limitOf } from '../../../server/contract/retention.ts';
import { describe, expect, it } from 'vitest';
import { judgeErasure, judgeReceiptPolicy, keptAtMostMs } from '../../../server/contract/judge-traveller-receipt.ts';
import type { ErasureReport } from '../../../server/contract/report.ts';
import { erasureTagOf, type ReceiptCode, type TravellerReceipt } from '../../../server/contract/traveller-receipt.ts';
import { DEVELOPMENT_RETENTION } from '../../../kiosk/vault/retention/development-retention.ts';
import { erasureReport, KIOSK, kioskIdOf, REPORTED_AT } from '../fixtures/sample-report.ts';

const code = '0123456789abcdef0123456789abcdef' as ReceiptCode;
const digest = 'd'.repeat(64);
const policy = DEVELOPMENT_RETENTION;
const HOUR_MS = 3_600_000;

const cleared: TravellerReceipt = {
  version: 1,
  retentionClass: 'cleared',
  code,
  issuedAt: REPORTED_AT,
  goneBy: REPORTED_AT + 120_000,
  retentionDigest: digest,
  keyIds: [],
  kioskId: KIOSK,
};
const referred: TravellerReceipt = {
  ...cleared,
  retentionClass: 'referred',
  goneBy: REPORTED_AT + HOUR_MS,
  keyIds: ['a'.repeat(32), 'b'.repeat(32)],
};
const erased = (over: Partial<ErasureReport>): ErasureReport => erasureReport({ ...over });

describe('a traveller’s receipt compared with a retention policy', () => {
  it('is within the policy up to its limit', () => {
    expect(judgeReceiptPolicy(cleared, policy, digest)).toBe('within-policy');
    expect(judgeReceiptPolicy(referred, policy, digest)).toBe('within-policy');
    // A referral's captures may be kept after an officer has admitted the traveller.
    const longest = keptAtMostMs((name) => limitOf(policy, name), 'referred');
    expect(longest).toBe(policy.classes.referred.limitMs + limitOf(policy, 'after-doubt'));
    const late = { ...referred, goneBy: referred.issuedAt + longest + 6 * 60_000 };
    expect(judgeReceiptPolicy(late, policy, digest)).toBe('beyond-policy');
    expect(judgeReceiptPolicy({ ...cleared, goneBy: referred.goneBy }, policy, digest)).toBe('beyond-policy');
  });

  it('is not judged by another policy', () => {
    expect(judgeReceiptPolicy(cleared, policy, 'e'.repeat(64))).toBe('other-policy');
  });
});

describe('a traveller’s receipt compared with an erasure report', () => {
  it('is covered by its tag if the traveller was cleared', () => {
    const report = erased({ receiptTags: ['0'.repeat(32), erasureTagOf(code)] });
    expect(judgeErasure(cleared, report)).toBe('names-this-receipt');
  });

  it('of a referral is covered only if all its keys were destroyed', () => {
    const { keyIds } = referred;
    expect(judgeErasure(referred, erased({ keyIds: ['c'.repeat(32), ...keyIds] }))).toBe('destroyed-its-keys');
    expect(judgeErasure(referred, erased({ keyIds: keyIds.slice(1) }))).toBe('not-in-report');
  });

  it('is not covered by a report about others or of another lane', () => {
    expect(judgeErasure(cleared, erased({}))).toBe('not-in-report');
    expect(judgeErasure(cleared, erased({ keyIds: [] }))).toBe('not-in-report');
    const elsewhere = erased({ kioskId: kioskIdOf('south-9'), receiptTags: [erasureTagOf(code)] });
    expect(judgeErasure(cleared, elsewhere)).toBe('other-lane');
  });
});
