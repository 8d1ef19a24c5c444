import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { calibrationSchema } from '../calibration/calibration-schema.ts';
import { projectRoot } from '../files/project-root.ts';
import { FingerError } from './finger-error.ts';
import { FUSED, type FusionKind } from './fusion.ts';

const comparator = (kind: FusionKind) =>
  z.strictObject({
    /** Constant, then one weight for each value of `FUSED`. */
    weights: z
      .array(z.number())
      .length(FUSED[kind].length + 1)
      .refine((weights) => weights.slice(1).every((weight) => weight >= 0), 'a weight must not be negative'),
    calibration: calibrationSchema,
  });

const fittedSchema = z.strictObject({
  format: z.literal('postern-finger/1'),
  /** SHA-256 of the filter graph of the fit. Another graph needs another fit. */
  filterGraph: z.string().regex(/^[0-9a-f]{64}$/),
  withPattern: comparator('withPattern'),
  minutiaeOnly: comparator('minutiaeOnly'),
});

/** The fitted data of the pipeline: fusion weights and calibrations. */
export type Fitted = z.infer<typeof fittedSchema>;

/** The default file of `loadFitted`. */
export const fittedFile = (): string => join(projectRoot(), 'models', 'finger', 'fitted.json');

/** Reads the fitted weights and calibrations. @throws FingerError `calibration-missing` */
export function loadFitted(file: string = fittedFile()): Fitted {
  try {
    return fittedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new FingerError('calibration-missing', 'the fitted weights and calibrations cannot be used', { cause });
  }
}
