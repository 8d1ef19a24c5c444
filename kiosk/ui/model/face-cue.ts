/** The advice at the camera: one piece at a time, shown long enough to be read although it is measured fifteen times a second. */
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { FaceProgress } from '../../biometrics/face/face-attempt.ts';
import type { RetryHint } from '../../lane/state-machine/lane-view.ts';

/** A side as the traveller sees it: their own left is the screen's. */
export type Side = 'left' | 'right';

/** `undefined`: nothing to add to "Look at the camera". */
export type FaceCue =
  | {
      readonly kind: 'advice';
      readonly advice: Advice;
      /** Where the middle is. */
      readonly side?: Side;
    }
  | { readonly kind: 'hint'; readonly hint: Exclude<RetryHint, Advice> }
  | undefined;

export interface ShownCue {
  readonly cue: FaceCue;
  readonly sinceMs: number;
}

/** Nearer to the middle than this, as a share of the picture's width, no side is named. */
const MIN_SIDE_SHARE = 0.12;

/** About the time that a short line takes to read. */
export const MIN_CUE_MS = 1_200;

const ADVICE: readonly string[] = [
  'one-person-only',
  'step-back',
  'centre',
  'come-closer',
  'look-straight',
  'more-light',
  'less-light',
  'uncover-eyes',
  'uncover-face',
  'hold-still',
] satisfies readonly Advice[];

/** Hints about the attempt itself. They stay while the traveller looks at the camera. */
const LASTING: readonly RetryHint[] = ['look-again', 'light-again', 'turn-again'];

/** These contradict a mirror with a face in it, so they give way to it at once. */
const OF_NO_FACE: readonly RetryHint[] = ['step-into-view', 'stand-alone'];

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['come-closer', 'step-back'],
  ['more-light', 'less-light'],
  ['centre left', 'centre right'],
];

/**
 * The advice for this moment. Live advice comes first, then the hint from the last attempt until the traveller follows it.
 *
 * @param wasSeen whether this attempt has seen a face: a traveller who has moved for a moment is not told to step in front of the camera
 */
export function cueFor(face: FaceProgress | undefined, hint: RetryHint | undefined, wasSeen = false): FaceCue {
  if (face?.advice !== undefined) {
    const side = face.advice === 'centre' ? sideOf(face.box) : undefined;
    return { kind: 'advice', advice: face.advice, ...(side !== undefined && { side }) };
  }
  const isInView = face?.box !== undefined;
  if (hint !== undefined && (!isInView || LASTING.includes(hint)) && !(wasSeen && OF_NO_FACE.includes(hint))) {
    return isAdvice(hint) ? { kind: 'advice', advice: hint } : { kind: 'hint', hint };
  }
  return face === undefined || isInView || wasSeen ? undefined : { kind: 'hint', hint: 'step-into-view' };
}

/**
 * Keeps the shown cue for `MIN_CUE_MS`, unless it has become wrong: its opposite is wanted, or it asks for a face that is in view.
 *
 * @param face what the camera sees now
 */
export function steady(shown: ShownCue, wanted: FaceCue, nowMs: number, face?: FaceProgress): ShownCue {
  if (sameCue(shown.cue, wanted)) return shown;
  const isWrong = isOpposite(shown.cue, wanted) || (face?.box !== undefined && asksForFace(shown.cue));
  return isWrong || nowMs - shown.sinceMs >= MIN_CUE_MS ? { cue: wanted, sinceMs: nowMs } : shown;
}

export function sameCue(one: FaceCue, other: FaceCue): boolean {
  return cueKey(one) === cueKey(other);
}

function cueKey(cue: FaceCue): string {
  if (cue === undefined) return '';
  if (cue.kind === 'hint') return cue.hint;
  return cue.side === undefined ? cue.advice : `${cue.advice} ${cue.side}`;
}

function isAdvice(hint: RetryHint): hint is Advice {
  return ADVICE.includes(hint);
}

function isOpposite(one: FaceCue, other: FaceCue): boolean {
  const keys = [cueKey(one), cueKey(other)];
  return OPPOSITES.some((pair) => pair.every((key) => keys.includes(key)));
}

function asksForFace(cue: FaceCue): boolean {
  return cue?.kind === 'hint' && OF_NO_FACE.includes(cue.hint);
}

/** The picture is not mirrored: a traveller on its right has to move to their own right. */
function sideOf(box: FaceProgress['box']): Side | undefined {
  if (box === undefined) return undefined;
  const off = box.left + box.width / 2 - 0.5;
  if (Math.abs(off) < MIN_SIDE_SHARE) return undefined;
  return off > 0 ? 'right' : 'left';
}
