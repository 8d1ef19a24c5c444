/** The outcome that a reported traveller would have had under another policy. Pure. */
import { type EligibilityGroup, groupOf, isAccepted, isOpenAt, isTypeAccepted } from '../../contract/eligibility.ts';
import type { MatchReport } from '../../contract/report.ts';
import type { CheckName, ReasonCode } from '../../contract/vocabulary.ts';
import type { TrialPolicy } from './trial-policy.ts';

export type Tried =
  | { readonly kind: 'cleared' }
  | { readonly kind: 'referred'; readonly reasons: readonly ReasonCode[] }
  /** Nothing refers the traveller, and these checks did not run. */
  | { readonly kind: 'not-known'; readonly checks: readonly CheckName[] };

/** With these the transaction ended before its checks, or the lane could not clear, under any policy. */
const INTERRUPTIONS: ReadonlySet<ReasonCode> = new Set([
  'traveller-chose-desk',
  'traveller-left',
  'timed-out',
  'release-too-old',
  'lane-emergency',
]);

type Finding = 'passed' | 'not-known' | ReasonCode;

/** @returns `undefined` for a traveller who left before a decision */
export function judgeTrial(report: MatchReport, policy: TrialPolicy): Tried | undefined {
  if (report.outcome !== 'cleared' && report.outcome !== 'referred') return undefined;
  const interruptions = report.reasons.filter((reason) => INTERRUPTIONS.has(reason));
  if (interruptions.length > 0) return { kind: 'referred', reasons: interruptions };
  const found = policy.requiredChecks.map((name) => ({ name, finding: findingOf(name, report, policy) }));
  const reasons = new Set(
    found.map(({ finding }) => finding).filter((finding) => finding !== 'passed' && finding !== 'not-known'),
  );
  if (reasons.size > 0) return { kind: 'referred', reasons: [...reasons] };
  const checks = found.filter(({ finding }) => finding === 'not-known').map(({ name }) => name);
  return checks.length === 0 ? { kind: 'cleared' } : { kind: 'not-known', checks };
}

function findingOf(name: CheckName, report: MatchReport, { eligibility }: TrialPolicy): Finding {
  const { document } = report;
  if (eligibility === undefined || document === null) return reported(name, report);
  // A report has no nationality: in nearly all documents it is the issuing state
  const group = groupOf(eligibility, document.issuingState);
  switch (name) {
    case 'nationality':
      return group === undefined ? 'nationality-not-eligible' : 'passed';
    case 'opening-hours':
      return isOpenAt(eligibility, report.startedAt) ? 'passed' : 'outside-opening-hours';
    case 'issuing-state':
    case 'document-type':
    case 'holder-age':
    case 'remaining-validity':
      return group === undefined ? 'passed' : ofGroup(name, group, report, document);
    default:
      return reported(name, report);
  }
}

function ofGroup(
  name: 'issuing-state' | 'document-type' | 'holder-age' | 'remaining-validity',
  group: EligibilityGroup,
  report: MatchReport,
  { issuingState, type }: NonNullable<MatchReport['document']>,
): Finding {
  switch (name) {
    case 'issuing-state':
      return isAccepted(group.issuingStates, issuingState) ? 'passed' : 'issuing-state-not-eligible';
    case 'document-type':
      return isTypeAccepted(group, type) ? 'passed' : 'document-type-not-eligible';
    case 'holder-age':
      return group.age === undefined ? 'passed' : reported(name, report);
    case 'remaining-validity':
      return group.remainingValidity === undefined ? 'passed' : reported(name, report);
  }
}

/** The finding that the lane reported. A check that did not run, or ran under other limits than today's, says nothing more. */
function reported(name: CheckName, { checks }: MatchReport): Finding {
  const check = checks.find((one) => one.name === name);
  if (check === undefined || check.result === 'not-run') return 'not-known';
  return check.result === 'passed' ? 'passed' : (check.reason ?? 'not-known');
}
