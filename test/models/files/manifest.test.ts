import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, provenRange } from '../../../models/calibration/calibration.ts';
import { FACE_COMPARATOR } from '../../../models/face/embedders.ts';
import {
  calibrationOf,
  loadManifest,
  MODEL_NAMES,
  ManifestError,
  parseManifest,
} from '../../../models/files/manifest.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { poissonInterval } from '../../bench/support/poisson-interval.ts';

const json = readFileSync(join(projectRoot(), 'models', 'manifest.json'), 'utf8');

/** A path in the manifest's JSON, and its new value. */
type Change = readonly [path: string, value: unknown];

/** The faults of the real manifest after changes. A path is a list of keys separated by dots. */
function faultsAfter(...changes: readonly Change[]): readonly string[] {
  const manifest: unknown = JSON.parse(json);
  for (const [path, value] of changes) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const place = keys.reduce((node, key) => Reflect.get(node as object, key), manifest);
    Reflect.set(place as object, last, value);
  }
  try {
    parseManifest(JSON.stringify(manifest));
  } catch (error) {
    if (error instanceof ManifestError && error.code === 'manifest-invalid') return error.faults;
    throw error;
  }
  return [];
}

describe('the manifest', () => {
  it('describes every model that the program can load', () => {
    expect(loadManifest().models.map(({ name }) => name)).toEqual([...MODEL_NAMES]);
  });

  it('states for every model that its licence does not clear the training data', () => {
    for (const { caveats } of loadManifest().models) expect(caveats.join()).toContain('does not clear the rights');
  });

  it('gives intervals no narrower than the number of comparisons allows (Garwood)', () => {
    for (const { data, knots } of loadManifest().calibrations) {
      for (const { falseMatchRate, falseMatchRateInterval, standing } of knots) {
        if (standing !== 'measured') continue;
        const [low, high] = poissonInterval(Math.round(falseMatchRate * data.impostor), 0.95);
        expect(falseMatchRateInterval[0]).toBeLessThanOrEqual((1.001 * low) / data.impostor);
        expect(falseMatchRateInterval[1]).toBeGreaterThanOrEqual(Math.min(1, (0.999 * high) / data.impostor));
      }
    }
  });

  const faces = calibrationOf(loadManifest(), FACE_COMPARATOR);

  it('calibrates faces from 1e-3 to 1e-4, but not 3e-5', () => {
    if (faces === undefined) throw new Error('faces are not calibrated');
    const { loosest, strictest } = provenRange(faces);
    expect(loosest).toBeGreaterThanOrEqual(1e-3);
    expect(strictest).toBeLessThanOrEqual(1e-4);
    expect(strictest).toBeGreaterThan(3e-5);
  });

  it('states for each operating point of faces the score of the calibration and consistent rates', () => {
    const points = faces?.statement?.operatingPoints ?? [];
    expect(points.map(({ statedRate }) => statedRate)).toEqual([1e-3, 3e-4, 1e-4]);
    for (const { statedRate, score, pooled, worstGroup, randomImpostors } of points) {
      expect(calibrate(score - 1e-4, faces!).falseMatchRate).toBeGreaterThan(statedRate);
      expect(calibrate(score + 1e-4, faces!).falseMatchRate).toBeLessThan(statedRate);
      expect(pooled.interval[1]).toBeLessThanOrEqual(statedRate);
      expect(worstGroup.people).toBeGreaterThanOrEqual(50);
      expect(worstGroup.falseMatchRate).toBeLessThanOrEqual(4 * statedRate);
      expect(randomImpostors.falseMatchRate).toBeLessThan(statedRate);
    }
  });

  it('describes a centring of at least 20 people in each group', () => {
    const { centring } = loadManifest();
    expect(centring.data.groups).toBe(14);
    expect(centring.data.leastPeople).toBeGreaterThanOrEqual(20);
  });
});

describe('a manifest is refused', () => {
  it('with every fault at once, each with its path', () => {
    const faults = faultsAfter(
      ['models.0.source.version', 'latest'],
      ['models.1.onnx.sha256', 'ABC'],
      ['models.2.source.files.0.path', '../outside'],
      ['models.3.surprise', true],
    );
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'models.0.source.version',
      'models.1.onnx.sha256',
      'models.2.source.files.0.path',
      'models.3',
    ]);
  });
  const { models } = loadManifest();
  const { calibrations } = loadManifest();
  const [calibration] = calibrations;
  it.each<[string, Change]>([
    ['when a model is missing', ['models', models.slice(1)]],
    ['when a model occurs twice', ['models', [...models, models[0]]]],
    ['when scores do not rise', ['calibrations.0.knots.5.score', calibration?.knots[4]?.score]],
    ['when a comparator is calibrated twice', ['calibrations', [...calibrations, calibration]]],
    ['when a mean is over too few people', ['centring.data.leastPeople', 19]],
    ['when faces were calibrated with another centring', ['centring.sha256', '0'.repeat(64)]],
    ['when a face calibration does not define its rate', ['calibrations.0.statement', undefined]],
    ['when no caveat is given', ['models.0.caveats', []]],
    ['when the integrity is a weaker hash', ['models.0.source.integrity', 'sha1-AAAA']],
    ['when the batch of a converted model is fixed', ['models.0.inputs.0.shape.0', 1]],
  ])('%s', (_, change) => {
    expect(faultsAfter(change)).toHaveLength(1);
  });

  it('when it is not JSON, or does not exist', () => {
    expect(() => parseManifest('{')).toThrow(expect.objectContaining({ code: 'manifest-not-json' }));
    expect(() => loadManifest('/nowhere/manifest.json')).toThrow(expect.objectContaining({ code: 'manifest-missing' }));
  });

  it('with a ManifestError for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => parseManifest(text)).toThrow(ManifestError);
      }),
    );
  });
});
