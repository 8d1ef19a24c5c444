import { FINGER_ADVICE } from '../constants.ts';
import type { FingerQuality } from './finger-quality.ts';

/** Requests to the traveller before another attempt. The screen shows one at a time. */
export type FingerAdvice =
  | 'place-whole-finger'
  | 'move-up'
  | 'press-harder'
  | 'press-lighter'
  | 'moisten-finger'
  | 'dry-finger';

/**
 * The most useful request, in the order in which a person can act on it: position of the finger, condition of the
 * skin, pressure.
 *
 * @returns `undefined` when the print is good enough, or when the traveller cannot improve it
 */
export function fingerAdvice({ score, measures }: FingerQuality): FingerAdvice | undefined {
  if (score >= FINGER_ADVICE.scoreEnough) return undefined;
  const share = measures.ridgeShare.native;
  const small = measures.area.native < FINGER_ADVICE.areaLeastMm2;
  if (small && measures.cutBelow && measures.middleY > FINGER_ADVICE.lowMiddle) return 'move-up';
  const faint = measures.contrast.native < FINGER_ADVICE.contrastLeast;
  if (small) return faint || share < FINGER_ADVICE.drySharesMost ? 'press-harder' : 'place-whole-finger';
  const broken = measures.coherence.native < FINGER_ADVICE.coherenceLeast;
  if (share > FINGER_ADVICE.wetShareLeast) return broken || faint ? 'dry-finger' : 'press-lighter';
  if (broken) return 'moisten-finger';
  return faint ? 'press-harder' : undefined;
}
