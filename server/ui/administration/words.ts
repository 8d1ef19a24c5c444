/** What acts are called; why the server did not do something to the fleet, and what to do. */
import { ACCESS_TABLE } from '../../access/access-table.ts';
import type { OwnAct } from '../../acts/own-acts.ts';
import type { Refused } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

const FLEET_REFUSALS: Partial<{ readonly [Code in Refused['code']]: string }> = {
  'lane-taken': 'Another kiosk stands at this lane. Disable that one first, or name another lane.',
  'other-place': 'This kiosk is enrolled at another lane. A kiosk that moves gets a new name.',
  'kiosk-disabled': 'This kiosk was disabled, which is for good. Give the machine a new name.',
  'no-authority': 'The fleet has no certificate authority yet: npm run fleet -- init, at the server.',
  'not-found': 'There is no open code of this kiosk: it was used, withdrawn or has run out.',
  'out-of-scope': 'This lane is not among yours.',
  'two-people-required': 'This kiosk keeps captures under a legal hold. Propose it: a privacy officer approves.',
};

export function fleetRefusalWords(refused: Refused): string {
  return FLEET_REFUSALS[refused.code] ?? refusalWords(refused);
}

const OWN_ACT_WORDS: { readonly [One in OwnAct]: string } = {
  'session.begin': 'Sign in',
  'session.end': 'Sign out, or be signed out',
  'session.step-up': 'Prove again who one is',
  'session.refuse': 'Try to sign in, and be refused',
  'key.add': 'Add a passkey of one’s own',
  'key.remove': 'Remove a passkey of one’s own',
  'password.set': 'Set a password of one’s own',
  'password.remove': 'Remove one’s own password',
  'code-generator.add': 'Add a code generator of one’s own',
  'code-generator.remove': 'Remove one’s own code generator',
  'account.enrol': 'Begin to work here, by a code',
  'account.administer-first': 'Become one of the first administrators',
  'account.print-codes': 'Print codes for administrators on the server’s own machine',
};

/** What an act is, in words; one that is not known stands as it is. */
export function actWords(act: string): string {
  const rules: Readonly<Record<string, { readonly says: string } | undefined>> = ACCESS_TABLE;
  const own: Readonly<Record<string, string | undefined>> = OWN_ACT_WORDS;
  return rules[act]?.says ?? own[act] ?? act;
}
