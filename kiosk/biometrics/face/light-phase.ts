/**
 * The light challenge of one attempt: the screen shows colours in an unpredictable order, and the camera observes
 * their reflection.
 */
import { confirmShown } from '../../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import {
  challengeMs,
  drawLightChallenge,
} from '../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import type { LightLatency } from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { LightFinding } from '../../rules/decision/evidence.ts';
import type { SealedCapture } from '../../vault/captures/vault.ts';
import { LIGHT_ANSWER_MS, LIGHT_MARGIN_MS, LIGHT_SETTLES_MS, MAX_LOST_FRAMES } from './face-constants.ts';
import { type FaceStepOptions, type NotCaptured, seenOf } from './face-attempt.ts';
import type { FrameFeed } from './frame-feed.ts';
import { holdExposure } from './hold-exposure.ts';
import type { LaneLights, LightBoard } from './light-board.ts';
import { isTooSlow } from './slow-analysis.ts';

export interface WatchedLight {
  readonly verdict: LightFinding;
  /** The last frame with the face, stored for the comparison; `undefined` when no frame was observed. */
  readonly last: SealedCapture | undefined;
  /** Whether the head turn has begun with that frame. */
  readonly turnBegun: boolean;
  /** Whether it is undecidable because too few frames were analysed. */
  readonly isTooSlow: boolean;
}

const NOT_SHOWN = { last: undefined, turnBegun: false, isTooSlow: false } as const;

/** If a screen, a lock, a latency or an answer is missing, the result is `undecidable` and no colour is shown. */
export async function watchLight(
  options: FaceStepOptions,
  { board, latency }: LaneLights,
  frames: FrameFeed,
): Promise<NotCaptured | WatchedLight> {
  const measured = latency();
  if (board.declined()) return { verdict: 'declined', ...NOT_SHOWN };
  if (measured === undefined || board.screens() === 0 || !(await holdExposure(options.camera, true))) {
    return { verdict: 'undecidable', ...NOT_SHOWN };
  }
  try {
    return await watch(options, board, measured, frames);
  } finally {
    await holdExposure(options.camera, false);
  }
}

async function watch(
  options: FaceStepOptions,
  board: LightBoard,
  latency: LightLatency,
  frames: FrameFeed,
): Promise<NotCaptured | WatchedLight> {
  const { vault, analysis, clock, random, signal, onProgress } = options;
  const challenge = drawLightChallenge(random);
  onProgress({ prompt: 'light', advice: undefined, box: undefined });
  const showing = board.show(challenge);
  const startedMs = clock.monotonicMs();
  const deadline = startedMs + challengeMs(challenge) + LIGHT_MARGIN_MS;
  let last: SealedCapture | undefined;
  let lost: NotCaptured['kind'] = 'nobody';
  let lostFrames = 0;
  let turnBegun = false;
  const timesMs: number[] = [];
  const turnFollows = options.duties.headTurn !== 'skipped';
  const restedMs = (atMs: number): number =>
    showing.complete() ? atMs - (showing.said().at(-1)?.arrivedMs ?? atMs) : 0;
  const goesOn = (): boolean => {
    const now = clock.monotonicMs();
    const answered = showing.said().length > 0 || now - startedMs < LIGHT_ANSWER_MS;
    return answered && restedMs(now) < challenge.tailMs && lostFrames <= MAX_LOST_FRAMES && !board.declined();
  };
  try {
    while (goesOn()) {
      const frame = await frames.next(deadline);
      if (frame === undefined) break;
      // In the grey after the colours the head keeps still and looks ahead, as the first frame of a turn requires
      const startsTurn = turnFollows && restedMs(frame.atMs) >= latency.latencyMs + LIGHT_SETTLES_MS;
      const { sighting, advice } = await analysis.addToLight(frame.capture, frame.atMs, startsTurn);
      timesMs.push(frame.atMs);
      onProgress({ prompt: 'light', advice: undefined, ...seenOf(sighting) });
      const seen = sighting.kind === 'face';
      lostFrames = seen ? 0 : lostFrames + 1;
      if (!seen) lost = sighting.kind;
      if (seen && last !== undefined) vault.discard(last);
      if (seen) {
        last = frame.capture;
        turnBegun = startsTurn && advice === undefined;
      } else vault.discard(frame.capture);
    }
  } finally {
    showing.end();
  }
  signal.throwIfAborted();
  if (lostFrames > MAX_LOST_FRAMES) {
    if (last !== undefined) vault.discard(last);
    return { kind: lost };
  }
  const shown = confirmShown(challenge, showing.said());
  // Also called when the screen did not acknowledge, so that the thread deletes its measurements.
  const verdict = await analysis.decideLight(shown, latency);
  const slow = verdict === 'undecidable' && shown !== undefined && isTooSlow('light', timesMs);
  return { verdict: board.declined() ? 'declined' : verdict, last, turnBegun, isTooSlow: slow && !board.declined() };
}
