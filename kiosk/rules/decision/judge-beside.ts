/**
 * The outcome that another policy would have given a traveller whose evidence was captured under the policy in use. Pure. Nothing is captured
 * again: where the other policy asks for more than was captured, there is no answer. Where it is stricter with what was captured, the
 * traveller counts as refused, although another try at the lane might have passed.
 */
import { canonicalJson } from '../../../server/contract/canonical-json.ts';
import { type CheckName, ELIGIBILITY_CHECKS } from '../../../server/contract/vocabulary.ts';
import { channelOf, type DeclarationVerdict } from '../declaration/judge-declaration.ts';
import { decide, requiredOf } from './decide.ts';
import { type Evidence, listAnswered } from './evidence.ts';
import type { Finding } from './finding.ts';
import { asksForRegisteredFaces, type Policy, policyDigest } from './policy.ts';

export type Beside =
  | { readonly kind: 'judged'; readonly clears: boolean }
  /** The evidence does not say what the other policy would have found in these checks. */
  | { readonly kind: 'not-captured'; readonly checks: readonly CheckName[] };

/** How the other policy would have captured what a check judges. `other`: in a way that cannot be compared. */
type Difference = 'laxer' | 'stricter' | 'other';

/** @returns `undefined` for a traveller about whom no policy decided: interrupted, or at a lane with rules that are too old */
export function judgeBeside(evidence: Evidence, inUse: Policy, other: Policy): Beside | undefined {
  if (evidence.interruption !== undefined || evidence.releases === 'too-old') return undefined;
  const seen = asSeenBy(evidence, inUse, other);
  const required = requiredOf(seen, other);
  const found = decide(seen, other)
    .checks.filter(({ name }) => required.has(name))
    .map(({ name, ...finding }) => ({ name, answer: answerOf(name, finding, { evidence: seen, inUse, other }) }));
  if (found.some(({ answer }) => answer === 'refused')) return { kind: 'judged', clears: false };
  const checks = found.filter(({ answer }) => answer === 'not-captured').map(({ name }) => name);
  return checks.length === 0 ? { kind: 'judged', clears: true } : { kind: 'not-captured', checks };
}

interface Compared {
  readonly evidence: Evidence;
  readonly inUse: Policy;
  readonly other: Policy;
}

/** Eligibility by the rules of the other policy, and the answers of its watchlists. */
function asSeenBy(evidence: Evidence, inUse: Policy, other: Policy): Evidence {
  const { document, watchlists } = evidence;
  const lists = other.watchlists?.map(({ list }) => list) ?? [];
  const isSame = isEqual(inUse.eligibility, other.eligibility);
  const beside = declarationBeside(evidence, other);
  return {
    ...evidence,
    ...(beside !== undefined && { declaration: channelOf(beside) }),
    watchlists: watchlists?.filter((answer) => lists.includes(listAnswered(answer))),
    document:
      document?.kind !== 'read' || isSame
        ? document
        : { ...document, eligibility: other.eligibility && eligibilityBeside(document, other) },
  };
}

/** `not-reached`, which no policy passes, when the document was not judged by the rules of this policy. */
function eligibilityBeside({ beside }: Extract<Evidence['document'], { kind: 'read' }>, other: Policy) {
  if (beside?.policy === policyDigest(other)) return beside.eligibility;
  return Object.fromEntries(ELIGIBILITY_CHECKS.map((name) => [name, 'not-reached'])) as Record<
    (typeof ELIGIBILITY_CHECKS)[number],
    'not-reached'
  >;
}

function answerOf(name: CheckName, finding: Finding, compared: Compared): 'passed' | 'refused' | 'not-captured' {
  if (finding.result === 'not-run' && finding.reason === 'earlier-check-decided') return 'not-captured';
  const differences = [...ofDocument(compared), ...differencesOf(name, finding, compared)];
  const isPassed = finding.result === 'passed';
  const unsure: Difference = isPassed ? 'stricter' : 'laxer';
  if (differences.includes('other') || differences.includes(unsure)) return 'not-captured';
  return isPassed ? 'passed' : 'refused';
}

/** A document that was read may have needed each try; one that was not read, one more. */
function ofDocument({ evidence, inUse, other }: Compared): Difference[] {
  const attempts = byNumber(inUse.documentAttempts, other.documentAttempts);
  const isRead = evidence.document?.kind === 'read';
  return [
    ...attempts.filter((difference) => (difference === 'stricter') === isRead),
    // The lane was within the age of the policy in use
    ...byNumber(inUse.masterLists?.referAfterMs ?? Infinity, other.masterLists?.referAfterMs ?? Infinity).filter(
      (difference) => difference === 'stricter',
    ),
  ];
}

function differencesOf(name: CheckName, finding: Finding, compared: Compared): Difference[] {
  const { inUse, other } = compared;
  switch (name) {
    case 'passive-authentication':
    case 'chip-genuineness':
      return finding.result === 'failed' ? [] : byNumber(inUse.oldestRevocationListMs, other.oldestRevocationListMs);
    case 'document-watchlist':
      return finding.result === 'failed' ? [] : ofLists(compared);
    case 'face-capture':
    case 'face-quality':
    case 'presentation-attack-head-turn':
    case 'presentation-attack-light-challenge':
      return ofFace(compared);
    case 'face-comparison':
      return [...ofFace(compared), ...ofReference(compared), ...ofFaceRate(compared)];
    case 'finger-comparison':
      return ofFingers(compared);
    case 'declaration':
      return areAnswersComparable(compared) && areGoodsComparable(compared) ? [] : ['other'];
    default:
      // Judged from the document as it was read, or with the limits of the other policy
      return [];
  }
}

/** How the other policy judged the same answers; `undefined` where it did not. */
export function declarationBeside(
  { declarationBeside: beside }: Evidence,
  other: Policy,
): DeclarationVerdict | undefined {
  return beside?.policy === policyDigest(other) ? beside.candidate : undefined;
}

function areAnswersComparable({ evidence, inUse, other }: Compared): boolean {
  const isSame = isEqual(inUse.declaration?.rules, other.declaration?.rules);
  return isSame || declarationBeside(evidence, other) !== undefined;
}

/** Goods of a shown declaration were judged as the policy in use takes their codes. */
function areGoodsComparable({ evidence: { goods }, inUse, other }: Compared): boolean {
  return goods === undefined || inUse.declaration?.goodsCodes === other.declaration?.goodsCodes;
}

function ofLists({ inUse, other }: Compared): Difference[] {
  return (other.watchlists ?? []).flatMap((terms): Difference[] => {
    const asked = inUse.watchlists?.find(({ list }) => list === terms.list);
    if (asked === undefined || !isEqual(asked.blind, terms.blind)) return ['other'];
    return byNumber(asked.referAfterMs, terms.referAfterMs);
  });
}

function ofFace({ evidence, inUse, other }: Compared): Difference[] {
  const { face, triesToday } = evidence;
  const isExhausted = face?.kind === 'captured' && face.comparison?.kind === 'attempts-exhausted';
  const tries = [
    [triesToday?.comparisons ?? 0, inUse.comparisonsPerDocumentPerDay, other.comparisonsPerDocumentPerDay],
    [triesToday?.presentations ?? 0, inUse.presentationsPerDocumentPerDay, other.presentationsPerDocumentPerDay],
  ] as const;
  return [
    ...byNumber(inUse.faceAttempts, other.faceAttempts),
    ...tries.flatMap(([before, most, otherMost]): Difference[] => {
      if (otherMost > most) return isExhausted ? ['laxer'] : [];
      return otherMost < most && before + inUse.faceAttempts > otherMost ? ['stricter'] : [];
    }),
  ];
}

/** A traveller who was compared with the portrait might have had a registered face. */
function ofReference({ evidence, inUse, other }: Compared): Difference[] {
  if (inUse.faceReference === other.faceReference) return [];
  return asksForRegisteredFaces(other) || evidence.faceReference !== undefined ? ['other'] : [];
}

/** The lane keeps the rate of a match only. */
function ofFaceRate({ evidence: { face }, inUse, other }: Compared): Difference[] {
  const isMatch = face?.kind === 'captured' && face.comparison?.kind === 'match';
  return isMatch ? [] : byNumber(Number(inUse.faceFalseMatchRate), Number(other.faceFalseMatchRate));
}

function ofFingers({ evidence: { finger }, inUse, other }: Compared): Difference[] {
  if (!isEqual(inUse.fingerPositions, other.fingerPositions)) return ['other'];
  const isMatch = finger?.kind === 'captured' && finger.comparison.kind === 'match';
  return [
    ...byNumber(inUse.fingerAttempts, other.fingerAttempts),
    ...(isMatch ? [] : byNumber(Number(inUse.fingerFalseMatchRate), Number(other.fingerFalseMatchRate))),
  ];
}

/** A higher number is laxer. */
function byNumber(inUse: number, other: number): Difference[] {
  if (inUse === other) return [];
  return other > inUse ? ['laxer'] : ['stricter'];
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Buffer.from(canonicalJson(one)).equals(canonicalJson(other));
}
