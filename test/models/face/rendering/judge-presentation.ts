import type { FaceAnalyser } from '../../../../models/face/face-analyser.ts';
import { type FaceObservation, wipeObservation } from '../../../../models/face/face-observation.ts';
import type { HeadTurnOutcome } from '../../../../models/face/presentation-attack/head-turn-outcome.ts';
import { createHeadTurnSequence } from '../../../../models/face/presentation-attack/head-turn-sequence.ts';
import { createLightChallengeSequence } from '../../../../models/face/presentation-attack/light-challenge/light-challenge-sequence.ts';
import type { LightOutcome } from '../../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { adviceFor } from '../../../../models/face/quality/advice.ts';
import type { Image } from '../../../../hardware/device/image.ts';
import type { Presentation } from './presentation.ts';

export interface JudgedPresentation {
  readonly light: LightOutcome;
  readonly turn: HeadTurnOutcome;
  /** Time from the first frame of the light challenge to the last analysed frame, ms. */
  readonly lengthMs: number;
  readonly frames: readonly FrameCost[];
}

/** Time of one frame, without rendering. */
export interface FrameCost {
  readonly phase: 'light' | 'turn';
  readonly clockMs: number;
  /** CPU time of all threads of the process: an upper bound without the time of other programs. */
  readonly processorMs: number;
}

/**
 * Runs both phases with the product's code, like a lane: the face is tracked between detections.
 *
 * @param stopEarly skips the turn when the light challenge has already decided
 */
export async function judgePresentation(
  analyser: FaceAnalyser,
  shown: Presentation,
  stopEarly = false,
): Promise<JudgedPresentation> {
  const frames: FrameCost[] = [];
  const see = async (
    phase: FrameCost['phase'],
    atMs: number,
    then: (frame: Image, seen: FaceObservation) => void,
  ): Promise<void> => {
    const frame = await shown.frameAt(atMs);
    const [clock, processor] = [performance.now(), process.cpuUsage()];
    const seen = await analyser.follow(frame, atMs);
    then(frame, seen);
    const { user, system } = process.cpuUsage(processor);
    frames.push({ phase, clockMs: performance.now() - clock, processorMs: (user + system) / 1_000 });
    wipeObservation(seen);
  };
  await analyser.wipe();

  const challenge = createLightChallengeSequence();
  for (const atMs of shown.lightTimesMs) {
    await see('light', atMs, (frame, seen) => challenge.add(frame, seen, atMs));
  }
  const light = challenge.decide(shown.shown, shown.latency);
  challenge.wipe();
  const [startMs = 0] = shown.lightTimesMs;
  if (stopEarly && light.kind !== 'head') {
    const lengthMs = (shown.lightTimesMs.at(-1) ?? startMs) - startMs;
    return { light, turn: { kind: 'undecidable', why: 'face-lost' }, lengthMs, frames };
  }

  const sequence = createHeadTurnSequence();
  let begun = false;
  let refused: HeadTurnOutcome | undefined;
  let endMs = startMs;
  const prompt = { direction: shown.direction, atMs: shown.promptAtMs };
  for (const atMs of shown.turnTimesMs) {
    if (begun && sequence.isEnough(prompt)) break;
    endMs = atMs;
    await see('turn', atMs, (frame, seen) => {
      if (begun) sequence.add(frame, seen, atMs);
      else if (seen.kind === 'face' && adviceFor(seen) !== 'one-person-only') {
        const start = sequence.begin(frame, seen);
        if (start.kind === 'tracking') begun = true;
        else refused = start;
      }
    });
  }
  const turn: HeadTurnOutcome = begun
    ? sequence.decide(prompt)
    : (refused ?? { kind: 'undecidable', why: 'face-lost' });
  sequence.wipe();
  return { light, turn, lengthMs: endMs - startMs, frames };
}
