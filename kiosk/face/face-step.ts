/**
 * One attempt at the camera: find the traveller, ask for a turn of the head, compare. Each frame is sealed in the turn of
 * the event loop in which it arrived and opened again only inside the analysis thread; of all frames at most two are kept.
 */
import type { Camera } from '../../hardware/camera/camera.ts';
import { type Clock, pause } from '../../hardware/clock/clock.ts';
import type { Indicator } from '../../hardware/indicator/indicator.ts';
import type { FaceSighting } from '../../models/face/face-observation.ts';
import type { Advice } from '../../models/face/quality/advice.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { FaceEvidence } from '../decision/evidence.ts';
import type { SealedCapture, Vault } from '../vault/vault.ts';
import type { FaceAnalysis } from './analysis.ts';
import type { TurnDirection } from './analysis-messages.ts';
import {
  ENOUGH_USABLE_FRAMES,
  LOOK_TIMEOUT_MS,
  MOST_LOST_FRAMES,
  TURN_ONSET_MS,
  TURN_START_TIMEOUT_MS,
  TURN_WATCH_MS,
} from './face-constants.ts';
import { type FrameFeed, openFrameFeed } from './frame-feed.ts';

/** What the screen shows while the traveller is looked at. */
export interface FaceProgress {
  readonly prompt: 'look' | 'turn-left' | 'turn-right' | 'wait';
  readonly advice: Advice | undefined;
  /** Where the face is, in shares of the frame; `undefined` when none is seen. */
  readonly box:
    | { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
    | undefined;
}

export interface FaceStepOptions {
  readonly transactionId: TransactionId;
  readonly camera: Camera;
  readonly indicator: Indicator;
  readonly vault: Vault;
  readonly analysis: FaceAnalysis;
  readonly clock: Clock;
  /** Uniform in 0 ≤ r < 1, from a source nobody can predict. */
  readonly random: () => number;
  readonly requireHeadTurn: boolean;
  readonly maximumFalseMatchRate: number;
  /** Counts one comparison, durably; `false` when today's tries with this document are used up. */
  readonly countComparison: () => Promise<boolean>;
  readonly onProgress: (progress: FaceProgress) => void;
  readonly signal: AbortSignal;
}

type NotCaptured = { readonly kind: 'nobody' | 'several' | 'poor-quality' };

/** Rejects with `DeviceError` when the camera fails, and when the analysis thread does. */
export async function attemptFace(options: FaceStepOptions): Promise<FaceEvidence> {
  const frames = openFrameFeed(options);
  try {
    return await Promise.race([lookTurnCompare(options, frames), frames.failed]);
  } finally {
    await frames.end();
    options.onProgress({ prompt: 'wait', advice: undefined, box: undefined });
  }
}

async function lookTurnCompare(options: FaceStepOptions, frames: FrameFeed): Promise<FaceEvidence> {
  const { vault, analysis, clock, random, signal } = options;
  await options.indicator.show('look-here');
  const best = await look(options, frames);
  if ('kind' in best) return best;
  const kept = [best.capture];

  let headTurn: 'head' | 'plane' | 'undecidable' | undefined;
  if (options.requireHeadTurn) {
    const wait = TURN_ONSET_MS.least + random() * (TURN_ONSET_MS.most - TURN_ONSET_MS.least);
    await pause(clock, wait, signal);
    const turn = await watchTurn(options, frames, random() < 0.5 ? 'left' : 'right');
    await options.indicator.show('wait');
    if ('kind' in turn) {
      vault.discard(best.capture);
      return turn;
    }
    kept.push(turn.first);
    headTurn = turn.verdict;
  }
  await frames.end();
  signal.throwIfAborted();
  if (headTurn !== undefined && headTurn !== 'head') return { kind: 'captured', headTurn, comparison: undefined };
  if (!(await options.countComparison())) {
    return { kind: 'captured', headTurn, comparison: { kind: 'attempts-exhausted' } };
  }
  return { kind: 'captured', headTurn, comparison: await analysis.compare(kept, options.maximumFalseMatchRate) };
}

/** Collects usable frames and keeps the best. */
async function look(options: FaceStepOptions, frames: FrameFeed): Promise<NotCaptured | { capture: SealedCapture }> {
  const { vault, analysis, clock, signal, onProgress } = options;
  const deadline = clock.monotonicMs() + LOOK_TIMEOUT_MS;
  const seen = { nobody: 0, several: 0, 'poor-quality': 0 };
  let usable = 0;
  let best: { capture: SealedCapture; quality: number } | undefined;

  onProgress({ prompt: 'look', advice: undefined, box: undefined });
  while (usable < ENOUGH_USABLE_FRAMES && clock.monotonicMs() < deadline) {
    const frame = await frames.next(deadline);
    if (frame === undefined) break;
    const { sighting, advice } = await analysis.observe(frame.capture);
    onProgress({ prompt: 'look', advice, box: boxOf(sighting) });
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
    onProgress({ prompt, advice: undefined, box: boxOf(sighting) });
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
  { vault, analysis, clock }: FaceStepOptions,
  frames: FrameFeed,
): Promise<SealedCapture | undefined> {
  const deadline = clock.monotonicMs() + TURN_START_TIMEOUT_MS;
  for (let frame = await frames.next(deadline); frame !== undefined; frame = await frames.next(deadline)) {
    const { sighting, advice } = await analysis.beginTurn(frame.capture, frame.atMs);
    if (sighting.kind === 'face' && advice === undefined) return frame.capture;
    vault.discard(frame.capture);
  }
  return undefined;
}

function boxOf(sighting: FaceSighting): FaceProgress['box'] {
  return sighting.kind === 'face' ? sighting.box : undefined;
}
