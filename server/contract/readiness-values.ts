/** Measured values of a readiness check, the calibration of a site, and what can drift from it. A record (`report.ts`) contains the values. */
import { z } from 'zod';
import { durationMsSchema, wallMsSchema } from './field.ts';
import { DRIFTS } from './readiness-vocabulary.ts';

const perS = z.number().min(0).max(1_000).multipleOf(0.1);
const percent = z.int().min(0).max(1_000);
const days = z.int().min(-10_000).max(100_000);

/** Measured values of a check. Each is a number with a name; an item that did not run has none. */
export const readinessValuesSchema = z.strictObject({
  /** One signature of the lane's report key. */
  signatureMs: durationMsSchema.optional(),
  /** The lane's wall clock minus the server's. */
  clockOffsetMs: z.int().min(-4_102_444_800_000).max(4_102_444_800_000).optional(),
  diskFreeMiB: z.int().min(0).max(1_000_000_000).optional(),
  diskFreePercent: percent.optional(),
  roundTripMs: durationMsSchema.optional(),
  undeliveredReports: z.int().min(0).optional(),
  laneCertificateDays: days.optional(),
  evidenceCertificateDays: days.optional(),
  analysisAnswerMs: durationMsSchema.optional(),
  cameraFramesPerS: perS.optional(),
  /** Age of a frame when it reaches the program; 0 where the camera gives no times. */
  frameAgeMs: durationMsSchema.optional(),
  /** Mean linear brightness of the camera's picture, in per mille of white. */
  scenePerMille: z.int().min(0).max(1_000).optional(),
  /** Share of pixels at white. */
  whitePercent: percent.optional(),
  analysedFramesPerS: perS.optional(),
  screenLatencyMs: durationMsSchema.optional(),
  screenJitterMs: durationMsSchema.optional(),
  /** Change of the picture's brightness by the screen's light. */
  lightContrastPercent: percent.optional(),
  documentMs: durationMsSchema.optional(),
  fingerMs: durationMsSchema.optional(),
  codeMs: durationMsSchema.optional(),
  gateOpenMs: durationMsSchema.optional(),
  gateCloseMs: durationMsSchema.optional(),
  passageMs: durationMsSchema.optional(),
});
export type ReadinessValues = z.infer<typeof readinessValuesSchema>;

/** The values of a site that a lane compares later. `version` increases with each calibration of this lane. */
export const calibrationSchema = z.strictObject({
  version: z.int().min(1).max(1_000_000),
  /** Wall time, ms. */
  at: wallMsSchema,
  /** Height of the lens above the floor, as the technician measured it. */
  cameraHeightMm: z.int().min(300).max(3_000),
  scenePerMille: readinessValuesSchema.shape.scenePerMille,
  screenLatencyMs: durationMsSchema.optional(),
  lightContrastPercent: percent.optional(),
  analysedFramesPerS: perS.optional(),
  gateOpenMs: durationMsSchema.optional(),
  gateCloseMs: durationMsSchema.optional(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Coded, each at most once. */
export const driftsSchema = z
  .array(z.enum(DRIFTS))
  .min(1)
  .max(DRIFTS.length)
  .refine((drifts) => new Set(drifts).size === drifts.length, 'must name each drift once');
