import { asksForFingers } from '../decision/policy.ts';
import { type FaceAnalysis, openFaceAnalysis } from '../face/analysis.ts';
import { createFingerAnalysis, type FingerAnalysis } from '../finger/finger-analysis.ts';
import type { LaneStorage } from '../storage/lane-storage.ts';
import type { ReporterOptions } from '../uplink/reporter.ts';
import type { Foundation } from './foundation.ts';
import type { Rules } from './open-rules.ts';

export interface Analyses {
  readonly face: FaceAnalysis;
  readonly finger: FingerAnalysis;
  /** SHA-256 of each model that the policy uses, for the reports. */
  readonly modelDigests: ReporterOptions['modelDigests'];
}

/**
 * Loads the models into their threads; the finger model only if the policy requires fingers. Rejects with the errors
 * of the models.
 */
export async function openAnalyses(
  { opened }: Foundation,
  { policy }: Rules,
  { vault, registrations, faceRegistrations }: LaneStorage,
): Promise<Analyses> {
  const { keyMemory } = vault;
  const face = opened.add(await openFaceAnalysis({ keyMemory, recordKeyMemory: faceRegistrations.keyMemory }));
  const finger = opened.add(createFingerAnalysis({ keyMemory, registrationKeyMemory: registrations.keyMemory }));
  const fingerDigest = asksForFingers(policy) ? await finger.open() : undefined;
  const modelDigests = {
    ...face.digests,
    ...(fingerDigest !== undefined && { 'finger-matcher': fingerDigest }),
  };
  return { face, finger, modelDigests };
}
