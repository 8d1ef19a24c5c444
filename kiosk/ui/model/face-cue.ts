/** One thing at a time, and long enough to be read: advice comes fifteen times a second and must not flicker. */
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { FaceProgress } from '../../face/face-attempt.ts';
import type { RetryHint } from '../../lane/lane-view.ts';

/** `undefined`: nothing needs saying beyond "look at the camera". */
export type FaceCue =
  | { readonly kind: 'advice'; readonly advice: Advice }
  | { readonly kind: 'hint'; readonly hint: RetryHint }
  | undefined;

export interface ShownCue {
  readonly cue: FaceCue;
  readonly sinceMs: number;
}

/** About what it takes to read a short line. */
export const CUE_LEAST_MS = 1_200;

/** What would be said now. A retry hint gives way to advice, and to a traveller who has done what it asked. */
export function cueFor(face: FaceProgress | undefined, hint: RetryHint | undefined): FaceCue {
  if (face?.advice !== undefined) return { kind: 'advice', advice: face.advice };
  const inView = face?.box !== undefined;
  if (hint === 'face-again') return { kind: 'hint', hint };
  if (hint !== undefined && !inView) return { kind: 'hint', hint };
  return face === undefined || inView ? undefined : { kind: 'hint', hint: 'step-into-view' };
}

/** Keeps what is shown until it has been there for `CUE_LEAST_MS`. */
export function steady(shown: ShownCue, wanted: FaceCue, nowMs: number): ShownCue {
  if (sameCue(shown.cue, wanted) || nowMs - shown.sinceMs < CUE_LEAST_MS) return shown;
  return { cue: wanted, sinceMs: nowMs };
}

export function sameCue(one: FaceCue, other: FaceCue): boolean {
  return cueKey(one) === cueKey(other);
}

function cueKey(cue: FaceCue): string {
  if (cue === undefined) return '';
  return cue.kind === 'advice' ? cue.advice : cue.hint;
}
