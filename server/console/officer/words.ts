/** The words of deciding on referred travellers. Complete by type. They state what was found, never what a traveller is. */
import type { OrderKind } from '../../contract/order-vocabulary.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { TestResult } from '../../border/referrals/vocabulary.ts';
import { t, translated } from '../languages/text.ts';
import { SIGNING_WORDS } from '../sign-in/words.ts';
import type { Ordering } from './lanes/order.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const ORDER_WORDS: Words<OrderKind> = translated({
  'open-for-traveller': 'Open for the admitted traveller',
  'open-for-cause': 'Open once',
  'take-out-of-service': 'Take out of service',
  'return-to-service': 'Return to service',
  'open-in-emergency': 'Emergency: stand open',
  'end-emergency': 'End the emergency',
  'resolve-referral': 'Referral resolved',
  'hold-captures': 'Hold captures',
  'release-hold': 'Release the hold',
  'erase-captures': 'Erase captures',
  'adopt-retention': 'Adopt a retention policy',
  'degrade-policy': 'Reduce the policy',
  'end-degradation': 'Restore the full policy',
});

export const TEST_WORDS: Words<TestResult> = translated({
  sound: 'You saw what was wrong. Well done.',
  missed:
    'The lane had found a grave fault, and you decided to admit. Read the checks again: this is what such a fault looks like.',
  'not-noticed': 'It was not taken up in time.',
  'not-scored': 'No traveller was there, as you found. It is not scored.',
});

const REFUSALS: Partial<Words<WireErrorCode | 'unreachable'>> = translated({
  unreachable: 'The server does not answer. Nothing was done.',
  'not-signed-in': 'You are no longer signed in. Sign in and do it again.',
  'step-up-required': 'Confirm your identity again. Nothing was done.',
  'not-entitled': 'Your duty does not include this.',
  'out-of-scope': 'This lane is not among those of your duty.',
  'duty-over': 'Your duty has ended.',
  'off-shift': 'Your shift is over, or has not begun.',
  'training-lapsed': 'Your training for this has lapsed.',
  'course-missing': 'A course that your duty needs is missing. Take it under Training.',
  'another-person-required': 'A person who was not involved must do this.',
  'referral-changed': 'A colleague has changed it since. Read it again, then decide.',
  'referral-taken': 'A colleague has just taken it.',
  'referral-decided': 'It has been decided.',
  'not-your-referral': 'It is no longer yours. Take it first.',
  'second-opinion-required': 'One person alone cannot refuse entry. Ask for a second opinion first.',
  'opinion-differs': 'The second opinion differs. A supervisor decides.',
  'not-on-watch': 'Begin to watch the lanes of this site first.',
  'watching-elsewhere': 'You watch another site. End that watch first.',
  'relief-due': 'Your hour is over. Hand over and take a break; you may finish what you hold.',
  'no-passkey': 'Opening a gate needs a passkey, and you have none here. Add one under Your account.',
  'draft-over': 'That took too long, or was sent before. Nothing was done. Give the order again.',
  'assertion-refused': 'That was not signed with a passkey of yours. Nothing was done. Use your own passkey.',
  'not-admitted': 'The gate opens only for a traveller whom an officer has admitted.',
  'evidence-not-seen': 'View the evidence first, then say what you found.',
  'not-found': 'It is no longer there.',
  'rate-limited': 'You have done this too often. Wait a few minutes, or ask a colleague.',
  'grant-required': 'View the evidence of this traveller first. The look-up belongs to that viewing.',
});

export function refusalWords(code: WireErrorCode | 'unreachable'): string {
  return REFUSALS[code] ?? t('The server could not do it. Nothing was changed.');
}

/** Why an order was not given, and what to do; `null` when it was. */
export function orderingWords(ordering: Ordering): string | null {
  if (ordering.kind === 'trouble') return SIGNING_WORDS[ordering.trouble];
  return ordering.kind === 'refused' ? refusalWords(ordering.code) : null;
}

/** While the authenticator waits for its person. */
export function signOrderWords(): string {
  return t('Confirm with your passkey: it signs this one order.');
}
