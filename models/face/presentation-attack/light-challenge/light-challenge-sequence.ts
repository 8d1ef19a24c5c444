import type { Image } from '../../../../hardware/device/image.ts';
import { checkImage } from '../../check-image.ts';
import { FaceError } from '../../face-error.ts';
import type { FaceObservation, FaceSeen } from '../../face-observation.ts';
import { LIGHT_FRAMES_MAX, LIGHT_INTER_EYE_MIN_PX } from './constants.ts';
import { FACE_REGIONS, regionCentres, regionNormals } from './face-regions.ts';
import { framesFault, judgeLight } from './judge-light-challenge.ts';
import type { LightLatency, LightOutcome, ShownLight } from './light-challenge-outcome.ts';
import { type LitFrame, measureLight } from './measure-light.ts';
import { sampleLight } from './sample-light.ts';

/**
 * One light challenge, frame by frame. It stores 48 colour values per frame and the mean shape of the face, and no
 * pixels. Frames are borrowed for the call.
 */
export interface LightChallengeSequence {
  /**
   * Takes the next frame.
   *
   * @param atMs middle of the exposure on the clock of the shown states, ms
   * @throws FaceError `sequence-misused` when the time does not advance
   */
  add(frame: Image, observation: FaceObservation, atMs: number): void;
  /** Compares the frames so far with the states that the screen showed. Pure: it can be called again. */
  decide(shown: ShownLight, latency: LightLatency): LightOutcome;
  /** Zeroes and deletes everything. The next frame begins another challenge. */
  wipe(): void;
}

const NUMBERS = 3 * FACE_REGIONS.length;

export function createLightChallengeSequence(): LightChallengeSequence {
  const places = new Float64Array(NUMBERS);
  const normals = new Float64Array(NUMBERS);
  let frames: LitFrame[] = [];
  let yaws: number[] = [];
  let [faceLost, several, tooFar] = [0, 0, 0];
  let lastAtMs = Number.NEGATIVE_INFINITY;

  return {
    add(frame, observation, atMs) {
      checkImage(frame);
      if (!(atMs > lastAtMs)) throw new FaceError('sequence-misused', 'frames must be in the order of their time');
      lastAtMs = atMs;
      if (frames.length + faceLost + several + tooFar >= LIGHT_FRAMES_MAX) return;
      if (observation.kind === 'nobody') faceLost++;
      else if (observation.kind === 'several') several++;
      else if (observation.interEyeDistancePx < LIGHT_INTER_EYE_MIN_PX) tooFar++;
      else {
        const { landmarks, interEyeDistancePx, pose } = observation;
        frames.push({ atMs, light: sampleLight(frame, landmarks, interEyeDistancePx) });
        yaws.push(pose.yaw);
        addShape(observation, places, normals);
      }
    },

    decide(shown, latency) {
      if (tooFar > frames.length) return { kind: 'undecidable', why: 'too-far' };
      const yawRangeDegrees = yaws.length === 0 ? 0 : Math.max(...yaws) - Math.min(...yaws);
      const timesMs = frames.map(({ atMs }) => atMs);
      const why = framesFault({ timesMs, faceLost: faceLost + tooFar, several, yawRangeDegrees }, shown, latency);
      if (why !== undefined) return { kind: 'undecidable', why };
      const count = frames.length;
      const shape = { places: places.map((sum) => sum / count), normals: unit(normals) };
      const measures = measureLight(frames, shape, shown, latency.latencyMs);
      shape.places.fill(0);
      shape.normals.fill(0);
      return judgeLight(measures);
    },

    wipe() {
      places.fill(0);
      normals.fill(0);
      for (const { light } of frames) light.fill(0);
      frames = [];
      yaws = [];
      [faceLost, several, tooFar] = [0, 0, 0];
      lastAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Adds the positions of a frame's regions, inter-eye distances about their middle, and the normals to the sums. */
function addShape({ landmarks, interEyeDistancePx }: FaceSeen, places: Float64Array, normals: Float64Array): void {
  const centres = regionCentres(landmarks);
  const turned = regionNormals(landmarks, interEyeDistancePx);
  const middle = [0, 1, 2].map((axis) => {
    let sum = 0;
    for (let at = axis; at < NUMBERS; at += 3) sum += centres[at]!;
    return sum / FACE_REGIONS.length;
  });
  for (let at = 0; at < NUMBERS; at++) {
    places[at] = places[at]! + (centres[at]! - middle[at % 3]!) / interEyeDistancePx;
    normals[at] = normals[at]! + turned[at]!;
  }
  centres.fill(0);
  turned.fill(0);
}

function unit(sums: Float64Array): Float64Array {
  const out = new Float64Array(sums.length);
  for (let at = 0; at < sums.length; at += 3) {
    const length = Math.hypot(sums[at]!, sums[at + 1]!, sums[at + 2]!) || 1;
    for (let axis = 0; axis < 3; axis++) out[at + axis] = sums[at + axis]! / length;
  }
  return out;
}
