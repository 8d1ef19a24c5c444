import { describe, expect, it } from 'vitest';
import { DECISION_REASONS, DECISIONS, type DecisionOutcome } from '../../../../server/border/referrals/vocabulary.ts';
import {
  commitmentOf,
  inventReport,
  SCENARIO_NAMES,
  SCENARIOS,
  scoreOf,
} from '../../../../server/border/referrals/test-referral.ts';
import { hasEvidence } from '../../../../server/border/referrals/referral-view.ts';
import { clearedReport, REPORTED_AT, transactionOf } from '../../fixtures/sample-report.ts';

const handle = '9'.repeat(64);
const draft = { transactionId: transactionOf(99), handle, pace: 0.5, at: REPORTED_AT + 1_000 };
const decided = (outcome: DecisionOutcome) => ({ outcome, reason: DECISION_REASONS[outcome][0] });

describe('invented report', () => {
  it.each(SCENARIO_NAMES)('“%s” is a valid lane report without pictures', (scenario) => {
    const template = clearedReport();
    const report = inventReport(template, { scenario, ...draft });
    expect(report).toMatchObject({ outcome: 'referred', reasons: [SCENARIOS[scenario].reason], kind: 'match' });
    expect(report.checks.map(({ name }) => name)).toEqual(template.checks.map(({ name }) => name));
    expect(report.document).toMatchObject({ type: 'P', issuingState: 'UTO', handle });
    expect(hasEvidence(report)).toBe(false);
    expect(report.devices).toEqual(template.devices);
    const total = (report.durations.notice ?? 0) + (report.durations.document ?? 0);
    expect(report.durations.total).toBe(total);
    expect(report.startedAt).toBe(report.reportedAt - total);
  });

  it('omits checks that this lane does not make', () => {
    const template = clearedReport({
      checks: [
        { name: 'document-read', result: 'passed' },
        { name: 'chip-genuineness', result: 'not-run', reason: 'not-required-by-policy' },
        { name: 'face-capture', result: 'passed' },
      ],
    });
    const report = inventReport(template, { scenario: 'expired-document', ...draft });
    expect(report.checks).toEqual([
      { name: 'document-read', result: 'passed' },
      { name: 'document-validity', result: 'failed', reason: 'document-expired' },
      { name: 'chip-genuineness', result: 'not-run', reason: 'not-required-by-policy' },
      { name: 'face-capture', result: 'not-run', reason: 'earlier-check-decided' },
    ]);
  });
});

describe('test score', () => {
  it('is missed only for an admission despite a grave fault', () => {
    for (const scenario of SCENARIO_NAMES) {
      for (const outcome of DECISIONS) {
        const isMiss = SCENARIOS[scenario].isGrave && outcome === 'admitted-after-manual-check';
        expect([scenario, outcome, scoreOf(scenario, decided(outcome)) === 'missed']).toEqual([
          scenario,
          outcome,
          isMiss,
        ]);
      }
    }
  });

  it('does not count an absent traveller, or caution with a traveller who chose the desk', () => {
    expect(scoreOf('copied-chip', decided('no-traveller'))).toBe('not-scored');
    expect(scoreOf('copied-chip', decided('left'))).toBe('not-scored');
    expect(scoreOf('desk-by-choice', decided('sent-to-secondary-inspection'))).toBe('not-scored');
    expect(scoreOf('desk-by-choice', decided('admitted-after-manual-check'))).toBe('sound');
    expect(scoreOf('copied-chip', decided('sent-to-secondary-inspection'))).toBe('sound');
  });
});

describe('commitment', () => {
  it('fixes the referral and the scenario, and cannot be found by trying', () => {
    const sealed = {
      referralId: 'a'.repeat(32),
      transactionId: transactionOf(9),
      scenario: 'copied-chip',
      nonce: 'b'.repeat(32),
    } as const;
    const commitment = commitmentOf(sealed);
    expect(commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(commitmentOf({ ...sealed, nonce: 'c'.repeat(32) })).not.toBe(commitment);
    expect(commitmentOf({ ...sealed, scenario: 'expired-document' })).not.toBe(commitment);
    expect(commitmentOf({ ...sealed, referralId: 'd'.repeat(32) })).not.toBe(commitment);
  });
});
