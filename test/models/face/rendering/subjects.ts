import type { Image } from '../../../../hardware/device/image.ts';
import type { FaceAnalyser } from '../../../../models/face/face-analyser.ts';
import { type FaceSeen, wipeObservation } from '../../../../models/face/face-observation.ts';
import type { HeadTurnOutcome, TurnDirection } from '../../../../models/face/presentation-attack/head-turn-outcome.ts';
import { createHeadTurnSequence } from '../../../../models/face/presentation-attack/head-turn-sequence.ts';
import { cut, samplePhotograph } from './photographs.ts';

/** A photograph of one person, and their face in it. */
export interface GeneratedSubject {
  readonly photograph: Image;
  readonly face: FaceSeen;
}

/** Roughly frontal faces in the sample photographs: photograph, left, top, width, px. */
const FACES = [
  [3, 1473, 355, 194],
  [5, 357, 939, 203],
  [6, 1142, 351, 235],
  [3, 586, 383, 206],
  [3, 1063, 252, 244],
  [5, 774, 162, 165],
  [5, 1109, 253, 184],
  [6, 240, 536, 219],
  [6, 656, 382, 235],
  [6, 1471, 321, 231],
] as const;

/** Ten people for textures of heads and pictures. */
export async function subjects(analyser: FaceAnalyser): Promise<GeneratedSubject[]> {
  const found: GeneratedSubject[] = [];
  for (const [number, left, top, width] of FACES) {
    const photograph = cut(
      await samplePhotograph(number),
      Math.round(left - width / 2),
      Math.round(top - 0.7 * width),
      2 * width,
      Math.round(2.2 * width),
    );
    const face = await analyser.analyse(photograph);
    if (face.kind === 'face') found.push({ photograph, face });
  }
  return found;
}

/** A prompted turn, frame by frame. */
export interface PlayedTurn {
  readonly direction: TurnDirection;
  readonly promptAtMs: number;
  readonly frameTimesMs: readonly number[];
  readonly frameAt: (atMs: number) => Image | Promise<Image>;
}

/** Runs a sequence through the check like a lane: first frame, further frames, decision. */
export async function judgeSequence(analyser: FaceAnalyser, scene: PlayedTurn): Promise<HeadTurnOutcome> {
  const sequence = createHeadTurnSequence();
  let begun = false;
  const prompt = { direction: scene.direction, atMs: scene.promptAtMs };
  for (const atMs of scene.frameTimesMs) {
    // The lane ends the sequence here too
    if (begun && sequence.isEnough(prompt)) break;
    const frame = await scene.frameAt(atMs);
    const observation = await analyser.analyse(frame);
    if (begun) sequence.add(frame, observation, atMs);
    else if (observation.kind === 'face') {
      const start = sequence.begin(frame, observation);
      if (start.kind === 'undecidable') return start;
      begun = true;
    }
    wipeObservation(observation);
  }
  const outcome = sequence.decide(prompt);
  sequence.wipe();
  return outcome;
}
