/** The words of signing in and of one's account. Complete by type where a vocabulary is closed. */
import type { EnrolmentPurpose } from '../../people/answers/people.ts';
import type { SignInMethod } from '../../people/answers/session.ts';
import type { Refused } from './ask.ts';
import type { PasskeyOutcome, PasskeyTrouble } from './passkey.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const METHOD_WORDS: Words<SignInMethod> = {
  passkey: 'with a passkey',
  password: 'with password and code',
  development: 'as somebody invented',
};

export const PURPOSE_WORDS: Words<EnrolmentPurpose> = {
  'first-administrator': 'This code makes you an administrator of this server.',
  invitation: 'You are invited to work with this server.',
  recovery: 'Two administrators have agreed that you get a new key. Your old ones no longer open anything.',
};

const TROUBLE_WORDS: Words<PasskeyTrouble> = {
  cancelled: 'Nothing was done: it was stopped, or took too long. Try again when you are ready.',
  'known-already': 'This key is yours here already. Use another one.',
  'wrong-address': 'Passkeys are bound to a name, and this page was opened by another. Open it by the name.',
  unsupported: 'This browser knows no passkeys. Use a newer one.',
  failed: 'The browser could not do it. Try again, or use another key.',
};

const FAULT_WORDS: Readonly<Record<string, string>> = {
  'too-short': 'The password is too short: at least 12 characters. Several words are good.',
  'too-long': 'The password is too long: at most 128 characters.',
  common: 'This password is one of the first that everybody tries.',
  repetitive: 'This password is a repetition or a row of keys.',
  'names-the-person': 'This password is little more than your name.',
  breached: 'This password was found in a breach elsewhere. Choose one that you use nowhere else.',
  'wrong-code': 'The code was not right. Wait for the next one and check the clock of your phone.',
};

const REFUSAL_WORDS: Partial<Words<Refused['code']>> = {
  'sign-in-failed': 'That did not prove who you are. Try again, or use another way.',
  'enrolment-code-refused': 'This is not a code of this server, or it was used or has run out. Ask for a new one.',
  'person-exists': 'Somebody has this name already.',
  'person-required': 'Say first who you are.',
  'last-credential': 'This is your last way to sign in. Add another one first.',
  'not-signed-in': 'You are no longer signed in.',
  'not-entitled': 'Your duties do not allow this, or you have as many keys as one person may have.',
  'another-person-required': 'Somebody else must do this: nobody decides it alone or for themselves.',
  'evidence-not-seen': 'View the evidence first, then say what you found.',
  'two-people-required': 'This takes two people: one administrator proposes it, another person approves.',
  'step-up-required': 'This needs a fresh proof that it is you. Nothing was done.',
  'invalid-message': 'Something is missing or is written in a way that is not taken. Check what you entered.',
  'not-found': 'It is no longer there.',
  unreachable: 'The server does not answer. Nothing was lost; try again.',
};

/** Why it did not work and what to do; of waiting says how long, of all else nothing about who there is. */
export function refusalWords(refused: Refused): string {
  if (refused.code === 'rate-limited') return `Too many attempts. Wait ${waitWords(refused.retryAfterS ?? 1)}.`;
  if (refused.code === 'password-refused') {
    return refused.faults.map(({ message }) => FAULT_WORDS[message] ?? 'This password is not taken.').join(' ');
  }
  return REFUSAL_WORDS[refused.code] ?? 'The server could not do this. Try again.';
}

export function outcomeWords(outcome: Exclude<PasskeyOutcome, { kind: 'done' }>): string {
  return outcome.kind === 'trouble' ? TROUBLE_WORDS[outcome.trouble] : refusalWords(outcome);
}

/** Why a passkey did not sign one viewing or one order. */
export const SIGNING_WORDS: Words<PasskeyTrouble> = {
  ...TROUBLE_WORDS,
  cancelled: 'Your passkey did not sign: it was cancelled, or it took too long. Nothing was done. Try again.',
  'wrong-address': 'Passkeys do not work at this address. Open the console by its own address.',
};

export function waitWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
