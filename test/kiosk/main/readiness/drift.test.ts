import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCalibrations } from '../../../../kiosk/main/readiness/calibrations.ts';
import { driftsOf, NO_RUNNING_VALUES } from '../../../../kiosk/main/readiness/drift.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const CALIBRATION = {
  ...{ version: 1, at: 1, cameraHeightMm: 1_620, scenePerMille: 200, screenLatencyMs: 60, lightContrastPercent: 20 },
  ...{ analysedFramesPerS: 15, gateOpenMs: 600, gateCloseMs: 800 },
};

describe('drift from the calibration of a site', () => {
  it('is none without a calibration, without measurements, and with equal ones', () => {
    const equal = {
      'scene-light': [200, 200, 200],
      'screen-latency': [60],
      'screen-light': [20],
      'frame-rate': [15, 15, 15, 15, 15],
      'gate-open-time': [600, 600, 600, 600, 600],
      'gate-close-time': [800, 800, 800, 800, 800],
    };
    expect(driftsOf(undefined, equal)).toEqual([]);
    expect(driftsOf(CALIBRATION, NO_RUNNING_VALUES)).toEqual([]);
    expect(driftsOf(CALIBRATION, equal)).toEqual([]);
  });

  it.each([
    ['scene-light', [60, 60, 60]],
    ['scene-light', [600, 600, 600]],
    ['screen-latency', [130]],
    ['screen-light', [5]],
    ['frame-rate', [7, 7, 7, 7, 7]],
    ['gate-open-time', [1_200, 1_200, 1_200, 1_200, 1_200]],
    ['gate-close-time', [1_900, 1_900, 1_900, 1_900, 1_900]],
  ] as const)('of %s is named: %j', (drift, values) => {
    expect(driftsOf(CALIBRATION, { ...NO_RUNNING_VALUES, [drift]: values })).toEqual([drift]);
  });

  it('is not named for one outlier, nor for too few measurements', () => {
    const gate = (...values: number[]) => driftsOf(CALIBRATION, { ...NO_RUNNING_VALUES, 'gate-open-time': values });
    expect(gate(600, 600, 2_900, 600, 600)).toEqual([]);
    expect(gate(2_900, 2_900)).toEqual([]);
  });
});

describe('calibrations', () => {
  it('are versions that survive a restart, and sixteen of them', () => {
    const folder = temporaryFolder();
    const memory = { file: join(folder, 'calibration.json'), mark: join(folder, 'calibration.remembered') };
    const calibrations = openCalibrations(memory);
    expect(calibrations.current()).toBeUndefined();
    for (let version = 1; version <= 20; version++) calibrations.accept(1_600 + version, { gateOpenMs: 600 }, version);
    const again = openCalibrations(memory);
    expect(again.current()).toEqual({ version: 20, at: 20, cameraHeightMm: 1_620, gateOpenMs: 600 });
    expect(again.all()).toHaveLength(16);
  });
});
