/** The error rates of one cell, such as a site or a camera in a month, from sums of observations. Pure. */
import type { Modality, Observation } from '../records/observe.ts';
import type { LabelQuality } from '../statistics/corrected-share.ts';
import { type FalseNonMatchRate, falseNonMatchRate } from '../statistics/false-non-match-rate.ts';
import { type Proportion, proportionOf } from '../statistics/proportion.ts';

export type Tally = { readonly [O in Observation]?: number };

/** How often officers find genuine travellers genuine, and impostors out. */
export interface OfficerQuality {
  readonly sensitivity: LabelQuality;
  readonly specificity: LabelQuality;
}

/** A corrected rate with the counts it is made of. */
export interface CorrectedRate extends FalseNonMatchRate {
  readonly trials: number;
  readonly rejected: number;
  readonly settled: number;
  readonly foundGenuine: number;
}

export interface Rates {
  readonly modality: Modality;
  /** Transactions in which no usable sample was made, of those in which the traveller was there. */
  readonly failureToAcquire: Proportion;
  readonly falseNonMatch: CorrectedRate;
  /** Genuine travellers whom presentation-attack detection refused, corrected as above. Faces only. */
  readonly genuineRefusedAsAttack: CorrectedRate | undefined;
  /** Travellers whom presentation-attack detection refused or could not judge. Faces only. */
  readonly notTakenAsLive: Proportion | undefined;
}

export function ratesOf(modality: Modality, tally: Tally, quality: OfficerQuality): Rates {
  const count = (observation: Observation): number => tally[observation] ?? 0;
  const corrected = (trials: number, rejected: 'not-matched' | 'refused-as-attack'): CorrectedRate => {
    const foundGenuine = count(`${rejected}-genuine`);
    const counts = {
      rejected: count(rejected),
      settled: foundGenuine + count(`${rejected}-impostor`),
      foundGenuine,
    };
    return { trials, ...counts, ...falseNonMatchRate({ compared: trials, ...counts, ...quality }) };
  };
  const [acquired, notAcquired] = [count('acquired'), count('not-acquired')];
  const [refused, undecided] = [count('refused-as-attack'), count('attack-undecided')];
  const presented = count('taken-as-live') + refused + undecided;
  const isFace = modality === 'face';
  return {
    modality,
    failureToAcquire: proportionOf(notAcquired, acquired + notAcquired),
    falseNonMatch: corrected(count('matched') + count('not-matched'), 'not-matched'),
    genuineRefusedAsAttack: isFace ? corrected(presented, 'refused-as-attack') : undefined,
    notTakenAsLive: isFace ? proportionOf(refused + undecided, presented) : undefined,
  };
}
