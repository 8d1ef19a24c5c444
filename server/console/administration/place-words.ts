/** The reasons why the server refused a change of a site or a lane, each with the next step. */
import { t, translated } from '../languages/text.ts';
import type { Refused } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';
import type { Trouble } from '../sign-in/trouble.ts';

const REFUSALS: Readonly<Record<string, string>> = translated({
  'unknown-site': 'This site is no longer on record. Another administrator has removed it.',
  'unknown-lane': 'This lane is no longer on record. Another administrator has removed it.',
  'place-in-use': 'It cannot be removed: a kiosk, a code or a duty names it. Change its name instead.',
  'place-changed':
    'Another administrator has changed it since you opened it. Nothing was changed. Close this and look again.',
  'too-many-places': 'The limit of this server is reached.',
});

const TAKEN_WORDS: Readonly<Record<string, string>> = translated({
  id: 'Another site has this id.',
  number: 'This site already has a lane with this number.',
  name: 'Another place has this name. Choose a name that cannot be confused with it.',
});

export function placeTrouble(refused: Refused): Trouble {
  const taken = refused.code === 'name-taken' ? TAKEN_WORDS[refused.faults[0]?.path ?? ''] : undefined;
  return { words: taken ?? REFUSALS[refused.code] ?? refusalWords(refused), waitS: refused.retryAfterS };
}

/** Metres as typed: a number with a point or a comma; `undefined` for anything else. */
export function metresIn(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,4}(\.\d{1,2})?$/.test(plain) && Number(plain) <= 2_000 ? Number(plain) : undefined;
}

export const METRES_WORDS = () =>
  t('Positions are metres from 0 to 2000, with at most two decimals. Leave both empty for none.');
