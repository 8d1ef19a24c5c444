/** The names of acts, and the reasons why the server refused a change of the fleet, each with the next step. */
import { ACCESS_TABLE } from '../../platform/access/access-table.ts';
import type { OwnAct, ServerAct } from '../../records/acts/own-acts.ts';
import { translated, translatedPart } from '../languages/text.ts';
import type { Refused } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

const FLEET_REFUSALS: Partial<{ readonly [Code in Refused['code']]: string }> = translated({
  'lane-taken': 'Another kiosk stands at this lane. Disable that one first, or name another lane.',
  'unknown-site': 'This site is not on record. Name it under Sites first.',
  'unknown-lane': 'This lane is not on record. Add it under Sites first.',
  'other-place': 'This kiosk is enrolled at another lane. A kiosk that moves gets a new name.',
  'kiosk-disabled': 'This kiosk was disabled permanently. Give the machine a new name.',
  'no-authority': 'The fleet has no certificate authority yet. Run postern-server fleet init at the server.',
  'not-found': 'There is no open code of this kiosk: it was used or withdrawn, or it has expired.',
  'out-of-scope': 'Your duty does not include this lane.',
  'two-people-required': 'This kiosk keeps captures under a legal hold. Propose it: a privacy officer approves.',
});

export function fleetRefusalWords(refused: Refused): string {
  return FLEET_REFUSALS[refused.code] ?? refusalWords(refused);
}

const CHECK_REFUSALS: Partial<{ readonly [Code in Refused['code']]: string }> = translated({
  'no-check-request': 'The lane does not ask for an approval now. Begin the check again at the lane.',
  'check-code-refused': 'This is not the code that the lane shows. After five wrong codes the lane needs a new one.',
  'out-of-scope': 'Your duty does not include this lane.',
});

export function checkRefusalWords(refused: Refused): string {
  return CHECK_REFUSALS[refused.code] ?? refusalWords(refused);
}

const RELEASE_REFUSALS: Partial<{ readonly [Code in Refused['code']]: string }> = translated({
  'roll-out-changed': 'The state of the roll-out has changed. Read it again before you continue.',
  'invalid-message': 'The freeze must end after it begins, in the future, and last at most 120 days.',
  'not-found': 'This roll-out or freeze no longer exists.',
});

export function releaseRefusalWords(refused: Refused): string {
  return RELEASE_REFUSALS[refused.code] ?? refusalWords(refused);
}

const OWN_ACT_WORDS: { readonly [One in OwnAct | ServerAct]: string } = translated({
  'session.begin': 'Sign in',
  'session.end': 'End a session',
  'session.step-up': 'Give a fresh proof of identity',
  'session.refuse': 'Fail to sign in',
  'key.add': 'Add a passkey',
  'key.remove': 'Remove a passkey',
  'password.set': 'Set a password',
  'password.remove': 'Remove a password',
  'code-generator.add': 'Add a code generator',
  'code-generator.remove': 'Remove a code generator',
  'account.enrol': 'Enrol with a code',
  'account.administer-first': 'Become one of the first administrators',
  'account.print-codes': 'Print codes for administrators at the server',
  'officer.revoke': 'Revoke an officer at the server',
  'retention.send': 'Order lanes to adopt the signed retention policy',
});

const ACT_WORDS = translatedPart(ACCESS_TABLE, 'says');

/** The name of an act in words. An unknown act is shown by its code. */
export function actWords(act: string): string {
  const words: Readonly<Record<string, string | undefined>> = act in ACT_WORDS ? ACT_WORDS : OWN_ACT_WORDS;
  return words[act] ?? act;
}

/** For acts that no person did. */
export const MACHINE_WORDS: Readonly<Record<string, string>> = translated({
  'command-line': 'Command line of the server',
  server: 'The server',
});
