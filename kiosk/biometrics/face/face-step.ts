/**
 * One attempt at the camera: find the traveller, run the light challenge, request a head turn, compare. Each frame is
 * sealed in the event-loop turn of its arrival and opened only inside the analysis thread; at most three are stored.
 */
import type { TurnDirection } from '../../../models/face/presentation-attack/head-turn-outcome.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { FaceEvidence, LightFinding } from '../../rules/decision/evidence.ts';
import type { SealedCapture } from '../../vault/captures/vault.ts';
import { type FaceProgress, type FaceStepOptions, type NotCaptured, seenOf } from './face-attempt.ts';
import {
  ENOUGH_USABLE_FRAMES,
  LOOK_TIMEOUT_MS,
  MAX_LOOK_TURNS,
  MAX_LOST_FRAMES,
  NEXT_ATTEMPT_MS,
  REDUCED_FRAME_EVERY_MS,
  TURN_ONSET_MS,
  TURN_START_TIMEOUT_MS,
  TURN_WATCH_MS,
} from './face-constants.ts';
import { type FaceExposure, openFaceExposure } from './face-exposure.ts';
import { type FrameFeed, openFrameFeed } from './frame-feed.ts';
import { watchLight } from './light-phase.ts';
import { NO_MIRROR } from './mirror.ts';
import { isTooSlow } from './slow-analysis.ts';

/** Rejects with `DeviceError` when the camera fails, and also when the analysis thread fails. */
export async function attemptFace(given: FaceStepOptions): Promise<FaceEvidence> {
  const options = given.isReduced ? { ...given, mirror: NO_MIRROR } : given;
  const frames = openFrameFeed(options);
  frames.space(spacingMs(options));
  const exposure = openFaceExposure(options.camera);
  try {
    return await Promise.race([lookLightTurnCompare(options, frames, exposure), frames.failed]);
  } finally {
    await frames.end();
    await exposure.end();
    options.onProgress({ prompt: 'wait', advice: undefined, box: undefined });
    const framesPerS = frames.framesPerS();
    if (framesPerS !== undefined && !options.signal.aborted) options.onRate(framesPerS);
  }
}

/** A required light challenge needs every frame, so the rate is not limited then. */
function spacingMs({ isReduced, duties }: FaceStepOptions): number {
  return isReduced && duties.light !== 'required' ? REDUCED_FRAME_EVERY_MS : 0;
}

async function lookLightTurnCompare(
  options: FaceStepOptions,
  frames: FrameFeed,
  exposure: FaceExposure,
): Promise<FaceEvidence> {
  const { vault, analysis, random, signal } = options;
  const [hasReference] = await Promise.all([options.reference, options.indicator.show('look-here')]);
  if (!hasReference) return { kind: 'portrait-unusable' };
  const { light: lightDuty, headTurn: turnDuty } = options.duties;
  const enough = lightDuty === 'skipped' ? ENOUGH_USABLE_FRAMES.alone : ENOUGH_USABLE_FRAMES.beforeLight;
  const best = await look(options, frames, exposure, enough);
  if ('kind' in best) return best;
  const kept = [best.capture];
  const isChallenged = lightDuty !== 'skipped' || turnDuty !== 'skipped';
  if (isChallenged && !(await options.countTry('presentations'))) {
    return { kind: 'captured', headTurn: undefined, comparison: { kind: 'attempts-exhausted' } };
  }

  let lightChallenge: LightFinding | undefined;
  let turnBegun = false;
  if (lightDuty !== 'skipped') {
    frames.space(0);
    const light = await watchLight(options, options.lights, frames);
    frames.space(spacingMs(options));
    await exposure.restore();
    if ('kind' in light) {
      vault.discard(best.capture);
      return light;
    }
    lightChallenge = light.verdict;
    if (lightDuty === 'required' && light.isTooSlow) {
      for (const capture of [best.capture, light.last]) if (capture !== undefined) vault.discard(capture);
      return { kind: 'too-slow' };
    }
    if (light.last !== undefined) kept.push(light.last);
    // The turn is tracked from its first frame, which must have the same brightness as the others
    turnBegun = light.turnBegun && !exposure.isShifted();
    // The result is already decided, so nothing more is requested of the traveller.
    if (lightDecides(options, lightChallenge)) {
      return { kind: 'captured', headTurn: undefined, lightChallenge, comparison: undefined };
    }
  }
  let headTurn: 'head' | 'plane' | 'undecidable' | undefined;
  if (turnDuty !== 'skipped') {
    const stillMs = TURN_ONSET_MS.least + random() * (TURN_ONSET_MS.most - TURN_ONSET_MS.least);
    const direction = random() < 0.5 ? 'left' : 'right';
    const first = turnBegun ? undefined : await firstOfTurn(options, frames);
    if (first !== undefined) kept.push(first);
    const turn =
      turnBegun || first !== undefined
        ? await watchTurn(options, frames, stillMs, direction)
        : ({ kind: 'poor-quality' } as const);
    await options.indicator.show('wait');
    if ('kind' in turn) {
      for (const capture of kept) vault.discard(capture);
      return turn;
    }
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

/** Collects the given number of usable frames and keeps the best. */
async function look(
  options: FaceStepOptions,
  frames: FrameFeed,
  exposure: FaceExposure,
  enough: number,
): Promise<NotCaptured | { capture: SealedCapture }> {
  const { vault, analysis, clock, signal, onProgress } = options;
  const countsFromMs = clock.monotonicMs() + (options.attempt > 1 ? NEXT_ATTEMPT_MS : 0);
  const deadline = countsFromMs + LOOK_TIMEOUT_MS;
  const seen = { nobody: 0, several: 0, 'poor-quality': 0 };
  const advised = new Map<Advice, number>();
  let usable = 0;
  let best: { capture: SealedCapture; quality: number } | undefined;
  let before: { readonly yaw: number; readonly atMs: number } | undefined;

  onProgress({ prompt: 'look', advice: undefined, box: undefined });
  while (usable < enough && clock.monotonicMs() < deadline) {
    const frame = await frames.next(deadline);
    if (frame === undefined) break;
    const isEarly = frame.atMs < countsFromMs;
    // The last frame is not embedded, because the lane would wait for its embedding
    const isProbe = !isEarly && !options.isReduced && usable + 1 < enough;
    const { sighting, advice } = await analysis.observe(frame.capture, frame.atMs, options.mirror, isProbe);
    const isChanging = await exposure.adjust(sighting);
    onProgress({ prompt: 'look', advice: isChanging ? undefined : advice, ...seenOf(sighting) });
    if (isChanging || isEarly) {
      vault.discard(frame.capture);
      continue;
    }
    if (sighting.kind !== 'face' || advice !== undefined) {
      seen[sighting.kind === 'face' ? 'poor-quality' : sighting.kind] += 1;
      if (advice !== undefined) advised.set(advice, (advised.get(advice) ?? 0) + 1);
      vault.discard(frame.capture);
      continue;
    }
    const { yaw } = sighting.pose;
    const turned = before === undefined ? 0 : (1_000 * Math.abs(yaw - before.yaw)) / (frame.atMs - before.atMs);
    before = { yaw, atMs: frame.atMs };
    usable = turned > MAX_LOOK_TURNS ? 0 : usable + 1;
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
  return seen['poor-quality'] > seen.nobody
    ? { kind: 'poor-quality', advice: mostFrequent(advised) }
    : { kind: 'nobody' };
}

function mostFrequent(advised: ReadonlyMap<Advice, number>): Advice | undefined {
  return [...advised].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/**
 * Checks that the head keeps still for `stillMs`, requests the turn and watches it until it is far enough. Resolves to
 * the result: a head or a plane.
 */
async function watchTurn(
  options: FaceStepOptions,
  frames: FrameFeed,
  stillMs: number,
  direction: TurnDirection,
): Promise<NotCaptured | { verdict: 'head' | 'plane' | 'undecidable' }> {
  const { vault, analysis, clock, indicator, signal, onProgress } = options;
  const timesMs: number[] = [];
  let lost: NotCaptured['kind'] = 'nobody';
  let lostFrames = 0;
  const watchUntil = async (
    deadlineMs: number,
    asked?: { readonly prompt: FaceProgress['prompt']; readonly atMs: number },
    mostFrames = Infinity,
  ): Promise<void> => {
    for (let watched = 0; watched < mostFrames && lostFrames <= MAX_LOST_FRAMES; watched++) {
      const frame = await frames.next(deadlineMs);
      if (frame === undefined) return;
      const prompt = asked && { direction, atMs: asked.atMs };
      const { sighting, turned } = await analysis.addToTurn(frame.capture, frame.atMs, prompt);
      vault.discard(frame.capture);
      timesMs.push(frame.atMs);
      if (asked !== undefined) onProgress({ prompt: asked.prompt, advice: undefined, ...seenOf(sighting) });
      lostFrames = sighting.kind === 'face' ? 0 : lostFrames + 1;
      if (sighting.kind !== 'face') lost = sighting.kind;
      if (turned === true) return;
    }
  };

  await watchUntil(clock.monotonicMs() + stillMs);
  // A turn is judged against a frame of the resting head that is earlier than any reaction to the prompt. At low rates none may have arrived yet
  if (timesMs.length === 0) await watchUntil(clock.monotonicMs() + TURN_START_TIMEOUT_MS, undefined, 1);
  await indicator.show(direction === 'left' ? 'turn-head-left' : 'turn-head-right');
  const promptedAtMs = clock.monotonicMs();
  const prompt = direction === 'left' ? 'turn-left' : 'turn-right';
  await watchUntil(promptedAtMs + TURN_WATCH_MS, { prompt, atMs: promptedAtMs });
  signal.throwIfAborted();
  if (lostFrames > MAX_LOST_FRAMES) return { kind: lost };
  const verdict = await analysis.decideTurn(direction, promptedAtMs);
  return verdict === 'undecidable' && isTooSlow('turn', timesMs) ? { kind: 'too-slow' } : { verdict };
}

/** The stored frontal frame with which a turn begins; `undefined` when none arrived in time. */
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
