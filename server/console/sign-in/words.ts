/** Words for sign-in and for the person's account. Complete by type where a vocabulary is closed. */
import type { EnrolmentPurpose } from '../../people/people/answers/people.ts';
import type { SignInMethod } from '../../people/people/answers/session.ts';
import { plural, t, translated } from '../languages/text.ts';
import type { Refused } from './ask.ts';
import type { PasskeyOutcome, PasskeyTrouble } from './passkey.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const METHOD_WORDS: Words<SignInMethod> = translated({
  passkey: 'with a passkey',
  password: 'with password and code',
  development: 'as an invented person',
});

export const PURPOSE_WORDS: Words<EnrolmentPurpose> = translated({
  'first-administrator': 'This code makes you an administrator of this server.',
  invitation: 'You are invited to work with this server.',
  recovery: 'Two administrators have agreed that you get a new key. Your old keys no longer work.',
});

const TROUBLE_WORDS: Words<PasskeyTrouble> = translated({
  cancelled: 'Nothing was done: it was cancelled, or it took too long. Try again when you are ready.',
  'known-already': 'This key is already registered for you. Use another one.',
  'wrong-address': 'Passkeys are bound to a host name, and this page has another address. Open it by the host name.',
  unsupported: 'This browser does not support passkeys. Use a newer one.',
  failed: 'The browser could not use this key. Try again, or use another key.',
});

const FAULT_WORDS: Readonly<Record<string, string>> = translated({
  'too-short': 'The password is too short: at least 12 characters. Several words are good.',
  'too-long': 'The password is too long: at most 128 characters.',
  common: 'This password is one of the most common.',
  repetitive: 'This password is a repetition or a row of keys.',
  'names-the-person': 'This password is little more than your name.',
  breached: 'This password was found in a breach elsewhere. Choose one that you use nowhere else.',
  'wrong-code': 'The code was wrong. Wait for the next one and check the clock of your phone.',
});

const REFUSAL_WORDS: Partial<Words<Refused['code']>> = translated({
  'sign-in-failed': 'The sign-in failed. Try again, or use another way.',
  'enrolment-code-refused': 'This code is not valid: it is wrong, used or expired. Ask for a new one.',
  'person-exists': 'Another person already has this name.',
  'person-required': 'Enter your name first.',
  'last-credential': 'This is your last way to sign in. Add another one first.',
  'not-signed-in': 'You are no longer signed in.',
  'course-missing': 'A course that your duty needs is missing. Take it under Training.',
  'not-entitled': 'Your duties do not allow this, or you have as many keys as one person may have.',
  'another-person-required': 'Another person must do this: one person cannot decide it alone or for themselves.',
  'evidence-not-seen': 'View the evidence first, then say what you found.',
  'two-people-required': 'This takes two people: one administrator proposes it, another person approves.',
  'step-up-required': 'This needs a fresh proof that it is you. Nothing was done.',
  'invalid-message': 'A value is missing or is not in the expected form. Check what you entered.',
  'not-found': 'It no longer exists.',
  unreachable: 'The server does not answer. Nothing was lost; try again.',
});

/** The reason of a refusal and the next step, with the time to wait. It never reveals which people exist. */
export function refusalWords(refused: Refused): string {
  if (refused.code === 'rate-limited') {
    return t('Too many attempts. Wait {time}.', { time: waitWords(refused.retryAfterS ?? 1) });
  }
  if (refused.code === 'password-refused') {
    return refused.faults.map(({ message }) => FAULT_WORDS[message] ?? t('This password is not accepted.')).join(' ');
  }
  return REFUSAL_WORDS[refused.code] ?? t('The server could not do this. Try again.');
}

export function outcomeWords(outcome: Exclude<PasskeyOutcome, { kind: 'done' }>): string {
  return outcome.kind === 'trouble' ? TROUBLE_WORDS[outcome.trouble] : refusalWords(outcome);
}

/** The reason why a passkey did not sign a viewing, an order or a decision. */
export const SIGNING_WORDS: Words<PasskeyTrouble> = translated(
  {
    cancelled: 'Your passkey did not sign: it was cancelled, or it took too long. Nothing was done. Try again.',
    'wrong-address': 'Passkeys do not work at this address. Open the console by its own address.',
  },
  TROUBLE_WORDS,
);

export function waitWords(seconds: number): string {
  if (seconds < 60) return plural(seconds, 'a second', '{count} seconds');
  const minutes = Math.ceil(seconds / 60);
  return plural(minutes, 'a minute', '{count} minutes');
}
