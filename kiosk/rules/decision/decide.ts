/**
 * Decides from evidence and policy: returns named checks and an outcome. Pure and deterministic. A lane clears only when
 * every required check passed; missing, late or undecidable evidence refers.
 */
import type { Check } from '../../../server/contract/report.ts';
import { CHECK_NAMES, type CheckName, type ReasonCode } from '../../../server/contract/vocabulary.ts';
import {
  comparisonAttempts,
  dg1MatchesMrz,
  documentRead,
  documentValidity,
  documentWatchlist,
  mrzCheckDigits,
} from './document-checks.ts';
import { eligibilityCheck } from './eligibility-checks.ts';
import { declarationMade } from './declaration-check.ts';
import type { Evidence } from './evidence.ts';
import { faceCapture, faceComparison, faceQuality, headTurn, lightChallenge } from './face-checks.ts';
import { fingerComparison } from './finger-checks.ts';
import type { Finding } from './finding.ts';
import { asksForDeclaration, type Policy } from './policy.ts';
import { chipGenuineness, passiveAuthentication } from './trust-checks.ts';

export type LaneOutcome = 'cleared' | 'referred' | 'abandoned';

export interface Decision {
  readonly outcome: LaneOutcome;
  /** Distinct, in the order of the checks; empty exactly when cleared. */
  readonly reasons: readonly ReasonCode[];
  readonly checks: readonly Check[];
}

type Rule = (evidence: Evidence, policy: Policy) => Finding;

const RULES: Readonly<Record<CheckName, Rule>> = {
  'document-read': documentRead,
  'mrz-check-digits': mrzCheckDigits,
  'document-validity': documentValidity,
  'dg1-matches-mrz': dg1MatchesMrz,
  'passive-authentication': passiveAuthentication,
  'chip-genuineness': chipGenuineness,
  nationality: eligibilityCheck('nationality'),
  'issuing-state': eligibilityCheck('issuing-state'),
  'document-type': eligibilityCheck('document-type'),
  'holder-age': eligibilityCheck('holder-age'),
  'remaining-validity': eligibilityCheck('remaining-validity'),
  'opening-hours': eligibilityCheck('opening-hours'),
  'document-watchlist': documentWatchlist,
  'comparison-attempts': comparisonAttempts,
  'face-capture': faceCapture,
  'face-quality': faceQuality,
  'presentation-attack-head-turn': headTurn,
  'presentation-attack-light-challenge': lightChallenge,
  'face-comparison': faceComparison,
  'finger-comparison': fingerComparison,
  declaration: declarationMade,
};

export function decide(evidence: Evidence, policy: Policy): Decision {
  const required = requiredOf(evidence, policy);
  const checks = CHECK_NAMES.map((name): Check => {
    const finding = RULES[name](evidence, policy);
    const chosen = finding.reason === 'traveller-chose-no-lights';
    const skipped = !required.has(name) && finding.result === 'not-run' && !chosen;
    return skipped ? { name, result: 'not-run', reason: 'not-required-by-policy' } : { name, ...finding };
  });
  const reasons = decidingReasons(checks, required, evidence);
  return { outcome: outcomeOf(reasons, evidence), reasons, checks };
}

/**
 * The required checks. A traveller can only opt out of the light challenge, if the policy accepts the head turn instead.
 */
export function requiredOf({ face }: Evidence, policy: Policy): Set<CheckName> {
  const required = new Set<CheckName>(policy.requiredChecks);
  const declined = face?.kind === 'captured' && face.lightChallenge === 'declined';
  const standsIn = policy.withoutLights === 'head-turn-only' && required.has('presentation-attack-head-turn');
  if (declined && standsIn) required.delete('presentation-attack-light-challenge');
  return required;
}

/** Whether the document already rules out clearing, so that no biometric needs to be captured. */
export function documentDecides(evidence: Evidence, policy: Policy): boolean {
  return alreadyDecided({ ...evidence, face: undefined, finger: undefined }, policy);
}

/** Whether document and face already rule out clearing, or the face did not match: then no finger is captured. */
export function faceDecides(evidence: Evidence, policy: Policy): boolean {
  const matched = evidence.face?.kind === 'captured' && evidence.face.comparison?.kind === 'match';
  return !matched || alreadyDecided({ ...evidence, finger: undefined }, policy);
}

/** Whether the traveller is asked for a declaration: the policy requires it, and clearing is still possible. */
export function declarationMatters(evidence: Evidence, policy: Policy): boolean {
  return asksForDeclaration(policy) && !alreadyDecided({ ...evidence, declaration: undefined }, policy);
}

function alreadyDecided(evidence: Evidence, policy: Policy): boolean {
  if (evidence.releases === 'too-old') return true;
  const required = requiredOf(evidence, policy);
  const { checks } = decide(evidence, policy);
  return checks.some(
    ({ name, result, reason }) => required.has(name) && result !== 'passed' && reason !== 'earlier-check-decided',
  );
}

/** An interruption and expired rules of the lane are reasons by themselves; otherwise each required check that did not pass gives one. */
function decidingReasons(checks: readonly Check[], required: ReadonlySet<CheckName>, evidence: Evidence): ReasonCode[] {
  const reasons = new Set<ReasonCode>();
  if (evidence.interruption !== undefined) reasons.add(evidence.interruption);
  if (evidence.releases === 'too-old') reasons.add('release-too-old');
  const open = checks.filter(({ name, result }) => required.has(name) && result !== 'passed');
  const decided = open.filter(({ reason }) => reason !== 'earlier-check-decided');
  for (const { reason } of decided.length > 0 || reasons.size > 0 ? decided : open) {
    if (reason !== undefined) reasons.add(reason);
  }
  return [...reasons];
}

/** No referral is created for a traveller who left before there was evidence, or was sent out by an emergency. */
function outcomeOf(reasons: readonly ReasonCode[], { interruption, document }: Evidence): LaneOutcome {
  if (reasons.length === 0) return 'cleared';
  if (interruption === 'lane-emergency') return 'abandoned';
  const leftOnTheirOwn = interruption === 'traveller-left' || interruption === 'timed-out';
  return leftOnTheirOwn && document?.kind !== 'read' ? 'abandoned' : 'referred';
}
