import type { Image } from '../../../hardware/device/image.ts';
import { checkImage } from '../check-image.ts';
import { FaceError } from '../face-error.ts';
import type { FaceObservation, FaceSeen } from '../face-observation.ts';
import { headPose } from '../head-pose.ts';
import { NOSE_TIP } from '../landmark-points.ts';
import { choosePoints } from './choose-points.ts';
import {
  CROP_INTER_EYE_PX,
  FRAMES_MAX,
  FRAMES_MIN,
  INTER_EYE_MIN_PX,
  TRACKS_MIN,
  TRACKS_OFF_FACE,
} from './constants.ts';
import { type CropRegion, cropRegionOf, readCrop } from './crop-region.ts';
import { depthAtPoints } from './depth-at-points.ts';
import type { HeadTurnOutcome, TurnPrompt, Undecidable } from './head-turn-outcome.ts';
import { type FittedFrame, judgeHeadTurn } from './judge-head-turn.ts';
import { follow, wipeFlowScratch } from './optical-flow.ts';
import { fitParallax } from './parallax.ts';
import { hasTurnedEnough } from './prompt-response.ts';
import { createPyramid, fillPyramid, type Pyramid, wipePyramid } from './pyramid.ts';

/** Whether the first frame is usable. */
export type BeginOutcome =
  | { readonly kind: 'tracking'; readonly tracks: number }
  | { readonly kind: 'undecidable'; readonly why: Undecidable };

/**
 * One head turn, frame by frame. It tracks the texture of the face and not a network's landmarks, because on a flat
 * photograph landmarks show depth that is not there. It stores five numbers per frame for at most 300 frames; the
 * pixels of the last two frames are in buffers that `wipe` zeroes. Frames are borrowed for the call.
 */
export interface HeadTurnSequence {
  /** Starts or restarts with a frame in which the traveller looks straight ahead. */
  begin(frame: Image, face: FaceSeen): BeginOutcome;
  /**
   * Takes the next frame.
   *
   * @param atMs the frame's time on the clock of the prompt
   * @throws FaceError `sequence-misused` before `begin` has returned `tracking`, or when the time does not advance
   */
  add(frame: Image, observation: FaceObservation, atMs: number): void;
  /** Whether the frames so far are enough for a decision: see `hasTurnedEnough`. */
  isEnough(prompt: TurnPrompt): boolean;
  /** Decides from the frames so far. Pure: it can be called again after more frames. */
  decide(prompt: TurnPrompt): HeadTurnOutcome;
  /** Zeroes every pixel and deletes the frames. `begin` may follow. */
  wipe(): void;
}

interface Start {
  readonly region: CropRegion;
  readonly yaw: number;
  readonly centreX: number;
  readonly centreY: number;
  /** Float64 [n, 2], first positions, centred, inter-eye distances. */
  readonly from: Float64Array;
  /** Float64 [n], inter-eye distances. */
  readonly depth: Float64Array;
  /** Float32 [n, 2], the last positions, crop px. */
  readonly points: Float32Array;
  readonly alive: Uint8Array;
}

export function createHeadTurnSequence(): HeadTurnSequence {
  let previous: Pyramid = createPyramid();
  let current: Pyramid = createPyramid();
  let start: Start | undefined;
  let refused: Undecidable | undefined;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let fitted: FittedFrame[] = [];
  let unfitted = { faceLost: 0, several: 0, tooFewTracks: 0 };

  const readInto = (pyramid: Pyramid, frame: Image, region: CropRegion): void => {
    readCrop(frame, region, pyramid[0]!.data);
    fillPyramid(pyramid);
  };

  const forget = (): void => {
    start?.from.fill(0);
    start?.depth.fill(0);
    start?.points.fill(0);
    start = undefined;
    refused = undefined;
    lastAtMs = Number.NEGATIVE_INFINITY;
    fitted = [];
    unfitted = { faceLost: 0, several: 0, tooFewTracks: 0 };
  };

  const refuse = (why: Undecidable): BeginOutcome => {
    refused = why;
    return { kind: 'undecidable', why };
  };

  return {
    begin: (frame, face) => {
      checkImage(frame);
      forget();
      if (face.interEyeDistancePx < INTER_EYE_MIN_PX) return refuse('too-far');
      const region = cropRegionOf(face);
      readInto(previous, frame, region);
      const points = choosePoints(previous[0]!, region, face.landmarks);
      const tracks = points.length / 2;
      if (tracks < TRACKS_MIN) return refuse('too-few-tracks');
      const from = Float64Array.from(points, (value) => value / CROP_INTER_EYE_PX);
      const centreX = meanOf(from, 0);
      const centreY = meanOf(from, 1);
      for (let at = 0; at < from.length; at++) from[at] = from[at]! - (at % 2 === 0 ? centreX : centreY);
      const depth = depthAtPoints(points, region, face.landmarks);
      const alive = new Uint8Array(tracks).fill(1);
      start = { region, yaw: headPose(face.landmarks).yaw, centreX, centreY, from, depth, points, alive };
      return { kind: 'tracking', tracks };
    },

    add: (frame, observation, atMs) => {
      checkImage(frame);
      if (start === undefined)
        throw new FaceError('sequence-misused', 'a sequence must begin with a frame that can be tracked');
      if (!(atMs > lastAtMs)) throw new FaceError('sequence-misused', 'frames must be in the order of their time');
      lastAtMs = atMs;
      if (fitted.length + unfitted.faceLost + unfitted.several + unfitted.tooFewTracks >= FRAMES_MAX) return;
      readInto(current, frame, start.region);
      follow(previous, current, start.points, start.alive);
      [previous, current] = [current, previous];
      if (observation.kind === 'nobody') unfitted.faceLost++;
      else if (observation.kind === 'several') unfitted.several++;
      else {
        const frameFit = fit(start, observation, atMs);
        if (frameFit === undefined) unfitted.tooFewTracks++;
        else fitted.push(frameFit);
      }
    },

    isEnough: (prompt) => fitted.length >= FRAMES_MIN && hasTurnedEnough(fitted, prompt),

    decide: (prompt) =>
      refused !== undefined ? { kind: 'undecidable', why: refused } : judgeHeadTurn(fitted, unfitted, prompt),

    wipe: () => {
      wipePyramid(previous);
      wipePyramid(current);
      wipeFlowScratch();
      forget();
    },
  };
}

function fit(
  { region, from, depth, points, alive, centreX, centreY, yaw }: Start,
  face: FaceSeen,
  atMs: number,
): FittedFrame | undefined {
  const tracks = alive.reduce((sum, one) => sum + one, 0);
  if (tracks < TRACKS_MIN || !liesOn(face, points, alive, region)) return undefined;
  const to = Float64Array.from(points, (value, at) => value / CROP_INTER_EYE_PX - (at % 2 === 0 ? centreX : centreY));
  const parallax = fitParallax(from, to, depth, alive);
  const relief = fitParallax(from, to, depth, alive, 'cylinder');
  if (parallax === undefined || relief === undefined) return undefined;
  const { x, residual } = parallax;
  return { atMs, yaw: face.pose.yaw - yaw, parallax: x, relief: relief.x, residual, tracks };
}

/** Whether the tracks are still on the observed face. */
function liesOn(
  { landmarks, interEyeDistancePx }: FaceSeen,
  points: Float32Array,
  alive: Uint8Array,
  region: CropRegion,
): boolean {
  let [x, y, count] = [0, 0, 0];
  for (let point = 0; point < alive.length; point++) {
    if (alive[point] === 0) continue;
    x += points[2 * point]!;
    y += points[2 * point + 1]!;
    count++;
  }
  const noseX = landmarks[3 * NOSE_TIP]! - (region.originX + (region.scale * x) / count);
  const noseY = landmarks[3 * NOSE_TIP + 1]! - (region.originY + (region.scale * y) / count);
  return Math.hypot(noseX, noseY) < TRACKS_OFF_FACE * interEyeDistancePx;
}

function meanOf(points: Float64Array, axis: 0 | 1): number {
  let sum = 0;
  for (let at = axis; at < points.length; at += 2) sum += points[at]!;
  return (2 * sum) / points.length;
}
