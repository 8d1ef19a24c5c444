/** Why the server did not do something to the fleet, and what to do. */
import type { Refused } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

const FLEET_REFUSALS: Partial<{ readonly [Code in Refused['code']]: string }> = {
  'lane-taken': 'Another kiosk stands at this lane. Disable that one first, or name another lane.',
  'other-place': 'This kiosk is enrolled at another lane. A kiosk that moves gets a new name.',
  'kiosk-disabled': 'This kiosk was disabled, which is for good. Give the machine a new name.',
  'no-authority': 'The fleet has no certificate authority yet: npm run fleet -- init, at the server.',
  'not-found': 'There is no open code of this kiosk: it was used, withdrawn or has run out.',
  'out-of-scope': 'This lane is not among yours.',
};

export function fleetRefusalWords(refused: Refused): string {
  return FLEET_REFUSALS[refused.code] ?? refusalWords(refused);
}
