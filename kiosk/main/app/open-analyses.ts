import { asksForFingers, asksForRegisteredFaces } from '../../rules/decision/policy.ts';
import { type FaceAnalysis, openFaceAnalysis } from '../../biometrics/face/analysis.ts';
import { createFingerAnalysis, type FingerAnalysis } from '../../biometrics/finger/finger-analysis.ts';
import type { LaneStorage } from '../storage/lane-storage.ts';
import { releasePath } from '../../../server/contract/release.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { AnalysisThreadData } from '../../biometrics/face/analysis-messages.ts';
import { type ChosenModels, chooseFaceModels } from './open-face-models.ts';
import type { ReporterOptions } from '../../fleet/uplink/reporter.ts';
import type { Foundation } from './foundation.ts';
import type { Rules } from './open-rules.ts';

export interface Analyses {
  readonly face: FaceAnalysis;
  readonly finger: FingerAnalysis;
  /** SHA-256 of each model that the policy uses, for the reports. */
  readonly modelDigests: ReporterOptions['modelDigests'];
  /** The same for a traveller who was compared with a registered face. */
  readonly recordModelDigests: ReporterOptions['modelDigests'];
  /** The models that compare faces. */
  readonly chosen: ChosenModels;
}

/**
 * Loads the models into their threads; the finger model only if the policy requires fingers. Rejects with the errors
 * of the models.
 */
export async function openAnalyses(
  foundation: Foundation,
  rules: Rules,
  { vault, registrations, faceRegistrations }: LaneStorage,
): Promise<Analyses> {
  const { keyMemory } = vault;
  const { face, chosen } = await openFace(foundation, rules, {
    keyMemory,
    recordKeyMemory: faceRegistrations.keyMemory,
  });
  const finger = foundation.opened.add(
    createFingerAnalysis({ keyMemory, registrationKeyMemory: registrations.keyMemory }),
  );
  const fingerDigest = asksForFingers(rules.policy) ? await finger.open() : undefined;
  const ofFinger = fingerDigest === undefined ? {} : { 'finger-matcher': fingerDigest };
  return {
    ...{ face, finger, chosen },
    modelDigests: { ...face.digests, ...ofFinger },
    recordModelDigests: { ...face.recordDigests, ...ofFinger },
  };
}

/** With the released models, or with the installed ones where those do not load. */
async function openFace(
  foundation: Foundation,
  { policy, releases }: Rules,
  memory: Pick<AnalysisThreadData, 'keyMemory' | 'recordKeyMemory'>,
): Promise<{ readonly face: FaceAnalysis; readonly chosen: ChosenModels }> {
  const { log, opened } = foundation;
  const chosen = chooseFaceModels(foundation, releases?.targets);
  const { target, models } = chosen;
  if (target !== undefined && models !== undefined) {
    try {
      const face = opened.add(
        await openFaceAnalysis({ ...memory, models, usesRecords: asksForRegisteredFaces(policy) }),
      );
      log({ event: 'face-models', release: releasePath(target), state: 'in-use' });
      return { face, chosen };
    } catch (error) {
      log({ event: 'face-models', release: releasePath(target), state: 'refused', code: errorName(error) });
    }
  }
  return { face: opened.add(await openFaceAnalysis(memory)), chosen: { target, models: undefined } };
}
