import type { Refused } from './ask.ts';
import type { PasskeyOutcome } from './passkey.ts';
import { outcomeWords, refusalWords } from './words.ts';

/** The reason why an attempt did not succeed. */
export interface Trouble {
  readonly words: string;
  /** Seconds to wait before the next one. */
  readonly waitS: number | null;
}

export function refusalTrouble(refused: Refused): Trouble {
  return { words: refusalWords(refused), waitS: refused.retryAfterS };
}

export function outcomeTrouble(outcome: Exclude<PasskeyOutcome, { kind: 'done' }>): Trouble {
  return { words: outcomeWords(outcome), waitS: outcome.kind === 'refused' ? outcome.retryAfterS : null };
}
