/**
 * One attempt at the camera: find the traveller, light them, ask for a turn of the head, compare. Each frame is sealed in the
 * turn of the event loop in which it arrived and opened again only inside the analysis thread; at most three are kept.
 */
import { pause } from '../../hardware/clock/clock.ts';
import type { FaceEvidence, LightFinding } from '../decision/evidence.ts';
import type { SealedCapture } from '../vault/vault.ts';
import type { TurnDirection } from './analysis-messages.ts';
import { type FaceStepOptions, type NotCaptured, seenOf } from './face-attempt.ts';
import {
  ENOUGH_USABLE_FRAMES,
  LOOK_TIMEOUT_MS,
  MOST_LOST_FRAMES,
  TURN_ONSET_MS,
  TURN_START_TIMEOUT_MS,
  TURN_WATCH_MS,
} from './face-constants.ts';
import { type FaceExposure, openFaceExposure } from './face-exposure.ts';
import { type FrameFeed, openFrameFeed } from './frame-feed.ts';
import { watchLight } from './light-phase.ts';

/** Rejects with `DeviceError` when the camera fails, and when the analysis thread does. */
export async function attemptFace(options: FaceStepOptions): Promise<FaceEvidence> {
  const frames = openFrameFeed(options);
  const exposure = openFaceExposure(options.camera);
  try {
    return await Promise.race([lookLightTurnCompare(options, frames, exposure), frames.failed]);
  } finally {
    await frames.end();
    await exposure.end();
    options.onProgress({ prompt: 'wait', advice: undefined, box: undefined });
  }
}

async function lookLightTurnCompare(
  options: FaceStepOptions,
  frames: FrameFeed,
  exposure: FaceExposure,
): Promise<FaceEvidence> {
  const { vault, analysis, clock, random, signal } = options;
  await options.indicator.show('look-here');
  const best = await look(options, frames, exposure);
  if ('kind' in best) return best;
  const kept = [best.capture];
  const { light: lightDuty, headTurn: turnDuty } = options.duties;
  const isChallenged = lightDuty !== 'skipped' || turnDuty !== 'skipped';
  if (isChallenged && !(await options.countTry('presentations'))) {
    return { kind: 'captured', headTurn: undefined, comparison: { kind: 'attempts-exhausted' } };
  }

  let lightChallenge: LightFinding | undefined;
  if (lightDuty !== 'skipped') {
    const light = await watchLight(options, options.lights, frames);
    await exposure.restore();
    if ('kind' in light) {
      vault.discard(best.capture);
      return light;
    }
    lightChallenge = light.verdict;
    if (light.last !== undefined) kept.push(light.last);
    // The person is asked for nothing more than the answer already needs.
    if (lightDecides(options, lightChallenge)) {
      return { kind: 'captured', headTurn: undefined, lightChallenge, comparison: undefined };
    }
  }
  let headTurn: 'head' | 'plane' | 'undecidable' | undefined;
  if (turnDuty !== 'skipped') {
    const wait = TURN_ONSET_MS.least + random() * (TURN_ONSET_MS.most - TURN_ONSET_MS.least);
    await pause(clock, wait, signal);
    const turn = await watchTurn(options, frames, random() < 0.5 ? 'left' : 'right');
    await options.indicator.show('wait');
    if ('kind' in turn) {
      for (const capture of kept) vault.discard(capture);
      return turn;
    }
    kept.push(turn.first);
    headTurn = turn.verdict;
  }
  await frames.end();
  signal.throwIfAborted();
  const found = { kind: 'captured', headTurn, lightChallenge } as const;
  if (turnDuty === 'required' && headTurn !== 'head') return { ...found, comparison: undefined };
  if (!(await options.countTry('comparisons'))) return { ...found, comparison: { kind: 'attempts-exhausted' } };
  return { ...found, comparison: await analysis.compare(kept, options.maximumFalseMatchRate) };
}

function lightDecides({ duties, withoutLights }: FaceStepOptions, found: LightFinding): boolean {
  if (duties.light !== 'required' || found === 'head') return false;
  return found !== 'declined' || withoutLights === 'refer';
}

/** Collects usable frames and keeps the best. */
async function look(
  options: FaceStepOptions,
  frames: FrameFeed,
  exposure: FaceExposure,
): Promise<NotCaptured | { capture: SealedCapture }> {
  const { vault, analysis, clock, signal, onProgress } = options;
  const deadline = clock.monotonicMs() + LOOK_TIMEOUT_MS;
  const seen = { nobody: 0, several: 0, 'poor-quality': 0 };
  let usable = 0;
  let best: { capture: SealedCapture; quality: number } | undefined;

  onProgress({ prompt: 'look', advice: undefined, box: undefined });
  while (usable < ENOUGH_USABLE_FRAMES && clock.monotonicMs() < deadline) {
    const frame = await frames.next(deadline);
    if (frame === undefined) break;
    const { sighting, advice } = await analysis.observe(frame.capture, frame.atMs, options.mirror);
    const isChanging = await exposure.adjust(sighting);
    onProgress({ prompt: 'look', advice: isChanging ? undefined : advice, ...seenOf(sighting) });
    if (isChanging) {
      vault.discard(frame.capture);
      continue;
    }
    if (sighting.kind !== 'face' || advice !== undefined) {
      seen[sighting.kind === 'face' ? 'poor-quality' : sighting.kind] += 1;
      vault.discard(frame.capture);
      continue;
    }
    usable += 1;
    if (best === undefined || sighting.unifiedQuality > best.quality) {
      if (best !== undefined) vault.discard(best.capture);
      best = { capture: frame.capture, quality: sighting.unifiedQuality };
    } else {
      vault.discard(frame.capture);
    }
  }
  signal.throwIfAborted();
  if (best !== undefined && seen.several <= usable) return { capture: best.capture };
  if (best !== undefined) vault.discard(best.capture);
  if (seen.several > 0 && seen.several >= seen['poor-quality']) return { kind: 'several' };
  return seen['poor-quality'] > seen.nobody ? { kind: 'poor-quality' } : { kind: 'nobody' };
}

/** Asks for a turn and watches it. Resolves to the first, frontal frame, kept, and what moved: a head or a plane. */
async function watchTurn(
  options: FaceStepOptions,
  frames: FrameFeed,
  direction: TurnDirection,
): Promise<NotCaptured | { first: SealedCapture; verdict: 'head' | 'plane' | 'undecidable' }> {
  const { vault, analysis, clock, indicator, signal, onProgress } = options;
  const first = await firstOfTurn(options, frames);
  if (first === undefined) return { kind: 'poor-quality' };

  const prompt = direction === 'left' ? 'turn-left' : 'turn-right';
  await indicator.show(direction === 'left' ? 'turn-head-left' : 'turn-head-right');
  const promptedAtMs = clock.monotonicMs();
  const deadline = promptedAtMs + TURN_WATCH_MS;
  let lost: NotCaptured['kind'] = 'nobody';
  let lostFrames = 0;
  while (lostFrames <= MOST_LOST_FRAMES) {
    const frame = await frames.next(deadline);
    if (frame === undefined) break;
    const { sighting } = await analysis.addToTurn(frame.capture, frame.atMs);
    vault.discard(frame.capture);
    onProgress({ prompt, advice: undefined, ...seenOf(sighting) });
    lostFrames = sighting.kind === 'face' ? 0 : lostFrames + 1;
    if (sighting.kind !== 'face') lost = sighting.kind;
  }
  signal.throwIfAborted();
  if (lostFrames > MOST_LOST_FRAMES) {
    vault.discard(first);
    return { kind: lost };
  }
  return { first, verdict: await analysis.decideTurn(direction, promptedAtMs) };
}

async function firstOfTurn(
  { vault, analysis, clock, mirror }: FaceStepOptions,
  frames: FrameFeed,
): Promise<SealedCapture | undefined> {
  const deadline = clock.monotonicMs() + TURN_START_TIMEOUT_MS;
  for (let frame = await frames.next(deadline); frame !== undefined; frame = await frames.next(deadline)) {
    const { sighting, advice } = await analysis.beginTurn(frame.capture, frame.atMs, mirror);
    if (sighting.kind === 'face' && advice === undefined) return frame.capture;
    vault.discard(frame.capture);
  }
  return undefined;
}
