/** The calibrations of the site, in versions: the values that a technician accepted as the reference for this place. */
import { z } from 'zod';
import {
  type Calibration,
  calibrationSchema,
  type ReadinessValues,
} from '../../../server/contract/readiness-values.ts';
import { type MemoryFile, readMemoryFile, writeMemoryFile } from '../../platform/base/memory-file.ts';

/** Older versions are dropped. */
const KEPT_VERSIONS = 16;

const fileSchema = z.strictObject({
  version: z.literal(1),
  calibrations: z.array(calibrationSchema).max(KEPT_VERSIONS),
});

export interface Calibrations {
  /** The newest; `undefined` before the first. */
  current(): Calibration | undefined;
  /** Newest first. */
  all(): readonly Calibration[];
  /** Stores the measured values as the next version, durably. */
  accept(cameraHeightMm: number, values: ReadinessValues, atMs: number): Calibration;
}

/** Throws `MemoryError`. */
export function openCalibrations(memory: MemoryFile): Calibrations {
  let kept: readonly Calibration[] = readMemoryFile(memory, fileSchema)?.calibrations ?? [];
  return {
    current: () => kept[0],
    all: () => kept,
    accept(cameraHeightMm, values, atMs) {
      const next = calibrationSchema.parse({
        version: (kept[0]?.version ?? 0) + 1,
        at: Math.round(atMs),
        cameraHeightMm,
        ...measuredFor(values),
      });
      kept = [next, ...kept].slice(0, KEPT_VERSIONS);
      writeMemoryFile(memory, { version: 1, calibrations: kept });
      return next;
    },
  };
}

function measuredFor(values: ReadinessValues): Omit<Calibration, 'version' | 'at' | 'cameraHeightMm'> {
  const { scenePerMille, screenLatencyMs, lightContrastPercent, analysedFramesPerS, gateOpenMs, gateCloseMs } = values;
  const all = { scenePerMille, screenLatencyMs, lightContrastPercent, analysedFramesPerS, gateOpenMs, gateCloseMs };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
