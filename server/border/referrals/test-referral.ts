/** Test referrals: invented reports about travellers who do not exist, each with a fault that is plain on the console. No lane takes part. Pure. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { TransactionId } from '../../contract/field.ts';
import { matchReportSchema, type Check, type MatchReport } from '../../contract/report.ts';
import { CHECK_NAMES, type CheckName, type ReasonCode } from '../../contract/vocabulary.ts';
import type { Decision, DecisionOutcome, TestResult } from './vocabulary.ts';

/** Faults that appear before a lane takes a picture: such referrals, tests or not, have no evidence to view. */
export const SCENARIOS = {
  'copied-chip': { check: 'chip-genuineness', reason: 'chip-copied', isGrave: true },
  'altered-data': { check: 'passive-authentication', reason: 'data-group-altered', isGrave: true },
  'revoked-signer': { check: 'passive-authentication', reason: 'signer-revoked', isGrave: true },
  'wrong-check-digit': { check: 'mrz-check-digits', reason: 'check-digit-mismatch', isGrave: true },
  'expired-document': { check: 'document-validity', reason: 'document-expired', isGrave: true },
  'desk-by-choice': { check: null, reason: 'traveller-chose-desk', isGrave: false },
} as const satisfies Readonly<Record<string, { check: CheckName | null; reason: ReasonCode; isGrave: boolean }>>;
export type Scenario = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as [Scenario, ...Scenario[]];

/** A test that was not taken within this time counts as not noticed. */
export const NOTICED_WITHIN_MS = 900_000;

const WITHOUT_TRAVELLER: readonly DecisionOutcome[] = ['left', 'no-traveller'];

/** Whether the decision states that there was no traveller to decide on. */
export function isWithoutTraveller({ outcome }: Decision): boolean {
  return WITHOUT_TRAVELLER.includes(outcome);
}

export function scoreOf(scenario: Scenario, decision: Decision): TestResult {
  const { outcome } = decision;
  if (isWithoutTraveller(decision)) return 'not-scored';
  const { isGrave } = SCENARIOS[scenario];
  if (outcome === 'admitted-after-manual-check') return isGrave ? 'missed' : 'sound';
  return isGrave ? 'sound' : 'not-scored';
}

export interface TestDraft {
  readonly scenario: Scenario;
  readonly transactionId: TransactionId;
  /** Replaces the document's handle: 64 hex digits. */
  readonly handle: string;
  /** Between 0 and 1: scales the duration of each step relative to the template. */
  readonly pace: number;
  /** Wall ms at which the lane would have reported. */
  readonly at: number;
}

/** The first check after those of the document; it was not reached. */
const FIRST_NOT_REACHED = CHECK_NAMES.indexOf('face-capture');

/** Derives a report with the scenario's fault from a real report of the same lane (`template`). */
export function inventReport(template: MatchReport, draft: TestDraft): MatchReport {
  const { check: faulty, reason } = SCENARIOS[draft.scenario];
  const reported = template.checks.map(({ name }) => name);
  const names = CHECK_NAMES.filter((name) => reported.includes(name) || name === faulty);
  const checks = names.map((name): Check => {
    const before = template.checks.find((one) => one.name === name);
    if (name === faulty) return { name, result: 'failed', reason };
    if (before?.result === 'not-run' && before.reason === 'not-required-by-policy') return before;
    const isReached = CHECK_NAMES.indexOf(name) < FIRST_NOT_REACHED;
    return isReached ? { name, result: 'passed' } : { name, result: 'not-run', reason: 'earlier-check-decided' };
  });
  const documentMs = Math.round((template.durations.document ?? 3_000) * (0.8 + 0.4 * draft.pace));
  const noticeMs = Math.round((template.durations.notice ?? 1_500) * (1.2 - 0.4 * draft.pace));
  return matchReportSchema.parse({
    ...template,
    transactionId: draft.transactionId,
    reportedAt: draft.at,
    startedAt: draft.at - documentMs - noticeMs,
    durations: { notice: noticeMs, document: documentMs, total: documentMs + noticeMs },
    outcome: 'referred',
    reasons: [reason],
    checks,
    document: template.document === null ? null : { ...template.document, handle: draft.handle },
  });
}

export interface Commitment {
  readonly referralId: string;
  readonly transactionId: TransactionId;
  readonly scenario: Scenario;
  /** 32 random hex digits; without it the referral cannot be found by trying. */
  readonly nonce: string;
}

/** SHA-256 in hex. Enters the ledger before the referral is visible and is opened when the test ends. */
export function commitmentOf({ referralId, transactionId, scenario, nonce }: Commitment): string {
  return createHash('sha256')
    .update(canonicalJson({ domain: 'postern/test-referral/v1', nonce, referralId, scenario, transactionId }))
    .digest('hex');
}
