/**
 * One attempt at the fingerprint scanner: each finger is captured until a print is good enough or its tries are used
 * up; then all are compared together. Each print is sealed in the event-loop turn of its arrival and opened only
 * inside the finger thread; the best print of each finger is kept.
 */
import { pause } from '../../../hardware/host/clock.ts';
import type { FingerCapture, FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { wipeCapture } from '../../../hardware/fingerprint-scanner/wipe-capture.ts';
import type { FingerEvidence } from '../../rules/decision/evidence.ts';
import type { SealedCapture } from '../../vault/captures/vault.ts';
import type { SealedImpression } from './finger-analysis.ts';
import type { FingerHelp, FingerProgress, FingerStepOptions } from './finger-attempt.ts';
import {
  FINGER_TOTAL_MS,
  FINGER_WAIT_MS,
  LIFT_PAUSE_MS,
  MAX_LIFT_WAITS,
  MAX_PRINTS,
  MAX_TOUCHES,
} from './finger-constants.ts';

/** Rejects with `DeviceError` when the scanner fails, and when the finger thread does. */
export async function attemptFingers(options: FingerStepOptions): Promise<FingerEvidence> {
  const { positions, analysis, signal, maximumFalseMatchRate } = options;
  await analysis.forgetPrints();
  for (const [taken, position] of positions.entries()) {
    const ended = await takeFinger(options, position, taken);
    if (ended !== 'taken') return { kind: ended };
  }
  signal.throwIfAborted();
  tell(options, positions.at(-1) ?? 2, positions.length, 'wait', undefined);
  if (!(await options.countComparison())) return { kind: 'captured', comparison: { kind: 'attempts-exhausted' } };
  return { kind: 'captured', comparison: await analysis.compare(positions, maximumFalseMatchRate) };
}

type Ended = 'taken' | 'no-finger' | 'poor-quality';

async function takeFinger(options: FingerStepOptions, position: FingerPosition, taken: number): Promise<Ended> {
  const { scanner, vault, analysis, clock, signal } = options;
  const deadline = clock.monotonicMs() + FINGER_TOTAL_MS;
  let best: SealedCapture | undefined;
  let prints = 0;
  let lifts = 0;
  let help: FingerHelp | undefined;

  for (let touches = 0; touches < MAX_TOUCHES && prints < MAX_PRINTS; ) {
    const leftMs = deadline - clock.monotonicMs();
    if (leftMs <= 0) break;
    tell(options, position, taken, 'place', help);
    const touched = await scanner.capture({ position, timeoutMs: Math.min(leftMs, FINGER_WAIT_MS), signal });
    const impression = sealed(options, position, touched);
    if (touched.kind === 'no-finger') {
      // A traveller who received advice and removed the finger continues with the best print so far.
      if (best === undefined && touches === 0) return 'no-finger';
      break;
    }
    if (touched.kind === 'lift-first') {
      if (++lifts > MAX_LIFT_WAITS) break;
      tell(options, position, taken, 'lift', help);
      await pause(clock, LIFT_PAUSE_MS, signal);
      continue;
    }
    touches += 1;
    if (impression === undefined) {
      help = HELP[touched.kind] ?? help;
      continue;
    }
    tell(options, position, taken, 'wait', undefined);
    const finding = await analysis.extract(impression);
    const isBest = finding.kind === 'print' && finding.best;
    const worse = isBest ? best : impression.capture;
    if (worse !== undefined) vault.discard(worse);
    if (isBest) best = impression.capture;
    if (finding.kind === 'print') prints += 1;
    if (finding.kind === 'print' && finding.advice === undefined) return 'taken';
    help = finding.advice ?? 'wipe-finger';
  }
  signal.throwIfAborted();
  return best === undefined ? 'poor-quality' : 'taken';
}

const HELP: Readonly<Partial<Record<FingerCapture['kind'], FingerHelp>>> = {
  'poor-contact': 'hold-still',
  'off-centre': 'centre-finger',
  'wrong-finger': 'other-finger',
};

/** Seals the scanner's output immediately. */
function sealed(
  { vault, transactionId, signal }: FingerStepOptions,
  position: FingerPosition,
  capture: FingerCapture,
): SealedImpression | undefined {
  if (signal.aborted) wipeCapture(capture);
  signal.throwIfAborted();
  if (capture.kind === 'captured') {
    const { image, resolutionPpi } = capture;
    return { capture: vault.sealImage(image, 'finger-image', transactionId), position, resolutionPpi };
  }
  if (capture.kind !== 'captured-record') return undefined;
  const record = vault.sealEncoded(capture.record.bytes, 'finger-image', transactionId);
  return { capture: record, position, resolutionPpi: undefined };
}

function tell(
  { onProgress, positions }: FingerStepOptions,
  position: FingerPosition,
  taken: number,
  prompt: FingerProgress['prompt'],
  help: FingerHelp | undefined,
): void {
  onProgress({ prompt, position, help, taken, of: positions.length });
}
