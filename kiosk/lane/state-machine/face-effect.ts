/** Captures the face and compares it with its reference. */
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import type { FaceEvidence, ReferenceRoute } from '../../rules/decision/evidence.ts';
import { comparisonLimits, dutyOf } from '../../rules/decision/policy.ts';
import { drawRandomness } from '../../biometrics/face/challenge-random.ts';
import { attemptFace } from '../../biometrics/face/face-step.ts';
import type { FaceReference, FaceSources } from './face-reference.ts';
import type { LaneParts } from './lane-parts.ts';
import { handleOf, type RunningStep, type StepContext } from './step-context.ts';
import { countAcrossFleet, countWithin } from './try-counts.ts';

type FaceParts = Pick<LaneParts, 'clock' | 'devices' | 'stores' | 'analyses' | 'screen' | 'pace'>;

/** How long after a failure the analysis thread is tried again, ms. */
const RETRY_ANALYSIS_MS = 2_000;

/**
 * The returned function runs one attempt, 1 for the first of this traveller.
 *
 * @param sources of the document that was read last
 */
export function createFaceEffect(
  { clock, devices, stores, analyses, screen, pace }: FaceParts,
  { traveller, background, dispatch, begin, show, closing }: StepContext,
  faceReference: FaceReference,
  sources: () => FaceSources | undefined,
): (attempt: number) => void {
  async function countTry(tried: 'presentations' | 'comparisons'): Promise<boolean> {
    const handle = handleOf(traveller.evidence());
    if (handle === undefined) return false;
    const policy = traveller.policy();
    return tried === 'presentations'
      ? countWithin(stores.counts, handle, tried, policy.presentationsPerDocumentPerDay)
      : countAcrossFleet(stores, handle, tried, comparisonLimits(policy));
  }

  /** The pool replaces a thread that failed. No face can be compared until the new thread answers. */
  function awaitAnalysis(): void {
    dispatch({ kind: 'fault-raised', fault: 'analysis' });
    const retry = (): void => {
      if (closing.aborted) return;
      analyses.face.forget().then(
        () => dispatch({ kind: 'fault-cleared', fault: 'analysis' }),
        () => void clock.after(RETRY_ANALYSIS_MS, retry),
      );
    };
    retry();
  }

  async function attemptWith({ id, signal }: RunningStep, attempt: number, reference: Promise<boolean>) {
    const rules = traveller.policy();
    return attemptFace({
      transactionId: id,
      attempt,
      camera: devices.camera,
      indicator: devices.indicator,
      vault: stores.vault,
      analysis: analyses.face,
      clock,
      random: await drawRandomness(devices.secureElement),
      duties: {
        light: dutyOf(rules, 'presentation-attack-light-challenge'),
        headTurn: dutyOf(rules, 'presentation-attack-head-turn'),
      },
      withoutLights: rules.withoutLights,
      lights: screen.lights,
      mirror: screen.mirror,
      maximumFalseMatchRate: Number(rules.faceFalseMatchRate),
      countTry,
      reference,
      onProgress: (seen) => show({ face: seen }),
      isReduced: pace.pace().mode !== 'full',
      onRate: (framesPerS) => pace.measured('traveller', framesPerS),
      signal,
    });
  }

  return (attempt) => {
    const step = begin();
    let route: ReferenceRoute | undefined;
    const takeReference = async (from: FaceSources): Promise<boolean> => {
      route = await faceReference.take(from);
      return route !== undefined;
    };
    const answer = (found: FaceEvidence): void => {
      if (step.current()) {
        dispatch({ kind: 'face-attempted', face: found, ...(route !== undefined && { reference: route }) });
      }
    };
    background.run(
      'capture-face',
      async () => {
        const from = sources();
        if (from === undefined) {
          answer({ kind: 'portrait-unusable' });
          return;
        }
        const reference = takeReference(from);
        // Awaited only when the camera runs; a failure before that must not be an unhandled rejection
        reference.catch(() => undefined);
        answer(await attemptWith(step, attempt, reference));
      },
      (error) => {
        if (error instanceof StoreError) dispatch({ kind: 'fault-raised', fault: 'outbox' });
        else if (!(error instanceof DeviceError) && step.current()) awaitAnalysis();
        answer({ kind: 'device-fault' });
      },
    );
  };
}
