/**
 * Pure: the outcome of an act, in words. The name of an act is the name of a right, and one right covers several outcomes: the right to
 * approve a duty includes turning it down, and the same right starts and ends an emergency.
 */
import type { ActView } from '../../records/acts/answers.ts';
import type { OrderKind } from '../../contract/order-vocabulary.ts';
import { ALL_DECISION_REASONS, DECISIONS } from '../../border/referrals/vocabulary.ts';
import type { Tone } from '../design/tone.ts';
import { t, translated } from '../languages/text.ts';
import { DECIDED_WORDS, DECISION_REASON_WORDS } from '../words-of-referrals.ts';

export interface ActOutcome {
  readonly tone: Tone;
  readonly word: string;
}

const STEP_WORDS: Readonly<Record<string, string>> = translated({
  proposed: 'Proposed',
  approved: 'Approved',
  withdrawn: 'Withdrawn',
  'site-added': 'Site added',
  'site-changed': 'Site changed',
  'site-removed': 'Site removed',
  'lane-added': 'Lane added',
  'lane-changed': 'Lane changed',
  'lane-moved': 'Lane moved on the plan',
  'lane-removed': 'Lane removed',
  adopted: 'Records made for places in use',
  stated: 'Stated',
  'taken-back': 'Taken back',
  silenced: 'Silenced',
  unsilenced: 'Silence ended',
  tested: 'Tested',
  'secret-renewed': 'Secret renewed',
  made: 'Made',
  begin: 'Started',
  end: 'Ended',
  offer: 'Offered',
  accept: 'Taken over',
  withdraw: 'Withdrawn',
  raise: 'Raised',
  acknowledge: 'Taken on',
  opened: 'Opened',
  extended: 'Extended',
  closed: 'Closed',
  take: 'Taken',
  'hand-back': 'Given back',
  'ask-second-opinion': 'Second opinion asked for',
  'withdraw-question': 'Question withdrawn',
  'give-second-opinion': 'Second opinion given',
  reassign: 'Reassigned',
});

const ORDERED_WORDS: { readonly [Kind in OrderKind]: string } = translated({
  'open-for-traveller': 'Gate opened for an admitted traveller',
  'open-for-cause': 'Gate opened once, by hand',
  'take-out-of-service': 'Taken out of service',
  'return-to-service': 'Returned to service',
  'open-in-emergency': 'Emergency started',
  'end-emergency': 'Emergency ended',
  'resolve-referral': 'Referral resolved',
  'hold-captures': 'Captures held',
  'release-hold': 'Hold released',
  'erase-captures': 'Captures erased',
  'adopt-retention': 'Lane ordered to adopt the retention policy',
  'degrade-policy': 'Policy reduced',
  'end-degradation': 'Full policy restored',
});

export const FINDING_WORDS: {
  readonly [One in 'confirmed' | 'unfounded' | 'agrees' | 'disagrees' | 'cannot-tell' | 'turned-down']: string;
} = translated({
  confirmed: 'Confirmed',
  unfounded: 'Found to be without cause',
  agrees: 'Agreed with the decision',
  disagrees: 'Disagreed with the decision',
  'cannot-tell': 'Could not tell',
  'turned-down': 'Turned down',
});

const FINDING_TONES: Readonly<Record<string, ActOutcome['tone']>> = {
  confirmed: 'good',
  unfounded: 'bad',
  agrees: 'good',
  disagrees: 'bad',
};

export function outcomeOf({ result, details }: Pick<ActView, 'result' | 'details'>): ActOutcome {
  if (result !== 'done') return { tone: 'bad', word: t('Refused: {result}', { result }) };
  const { step, order, finding } = details;
  if (step === 'turned-down') return { tone: 'caution', word: FINDING_WORDS['turned-down'] };
  const found = (FINDING_WORDS as Readonly<Record<string, string | undefined>>)[String(finding)];
  if (found !== undefined) return { tone: FINDING_TONES[String(finding)] ?? 'plain', word: found };
  if (order === 'open-in-emergency') return { tone: 'bad', word: ORDERED_WORDS[order] };
  return { tone: 'plain', word: decisionWords(details) ?? orderWords(order) ?? stepWords(step) ?? t('Done') };
}

/** A decision about a traveller, or the one that an officer proposes. */
function decisionWords({ outcome, reason, step }: ActView['details']): string | undefined {
  const decided = DECISIONS.find((one) => one === outcome);
  if (decided === undefined) return undefined;
  const why = ALL_DECISION_REASONS.find((one) => one === reason);
  const words = why === undefined ? DECIDED_WORDS[decided] : `${DECIDED_WORDS[decided]}: ${DECISION_REASON_WORDS[why]}`;
  return step === 'decide' || step === 'settle' ? words : `${stepWords(step) ?? t('Opinion')}. ${words}`;
}

function orderWords(order: unknown): string | undefined {
  return typeof order === 'string' && Object.hasOwn(ORDERED_WORDS, order)
    ? ORDERED_WORDS[order as OrderKind]
    : undefined;
}

function stepWords(step: unknown): string | undefined {
  return typeof step === 'string' && Object.hasOwn(STEP_WORDS, step) ? STEP_WORDS[step] : undefined;
}
