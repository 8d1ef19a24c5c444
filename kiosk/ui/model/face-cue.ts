/** One thing at a time, and long enough to be read: advice comes fifteen times a second and must not flicker. */
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { FaceProgress } from '../../face/face-attempt.ts';
import type { RetryHint } from '../../lane/lane-view.ts';

/** `undefined`: nothing needs saying beyond "look at the camera". */
export type Side = 'left' | 'right';

export type FaceCue =
  | {
      readonly kind: 'advice';
      readonly advice: Advice;
      /** Where the middle is, as the traveller sees it: their own left is the screen's. */
      readonly side?: Side;
    }
  | { readonly kind: 'hint'; readonly hint: RetryHint }
  | undefined;

export interface ShownCue {
  readonly cue: FaceCue;
  readonly sinceMs: number;
}

/** Nearer to the middle than this, as a share of the picture's width, nobody is told which way. */
const SIDE_LEAST_SHARE = 0.12;

/** About what it takes to read a short line. */
export const CUE_LEAST_MS = 1_200;

/** What would be said now. A retry hint gives way to advice, and to a traveller who has done what it asked. */
export function cueFor(face: FaceProgress | undefined, hint: RetryHint | undefined): FaceCue {
  if (face?.advice !== undefined) {
    const side = face.advice === 'centre' ? sideOf(face.box) : undefined;
    return { kind: 'advice', advice: face.advice, ...(side !== undefined && { side }) };
  }
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
  return cue.kind === 'advice' ? `${cue.advice} ${cue.side}` : cue.hint;
}

/** The picture is not mirrored: who stands on its right is to go to their own right. */
function sideOf(box: FaceProgress['box']): Side | undefined {
  if (box === undefined) return undefined;
  const off = box.left + box.width / 2 - 0.5;
  if (Math.abs(off) < SIDE_LEAST_SHARE) return undefined;
  return off > 0 ? 'right' : 'left';
}
