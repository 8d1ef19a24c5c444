import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadManifest, MODEL_NAMES, ManifestError, manifestModel, parseManifest } from '../../models/manifest.ts';
import { projectRoot } from '../../models/project-root.ts';
import { poissonInterval } from './fixtures/poisson-interval.ts';

const json = readFileSync(join(projectRoot(), 'models', 'manifest.json'), 'utf8');

/** A value somewhere in the manifest's JSON, and what stands there instead. */
type Change = readonly [path: string, value: unknown];

/** The faults found in the real manifest after some changes. A path is keys with dots between. */
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
  it('describes every model the program can load', () => {
    expect(loadManifest().models.map(({ name }) => name)).toEqual([...MODEL_NAMES]);
  });

  it('says of every model that its licence does not clear the training data', () => {
    for (const { caveats } of loadManifest().models) expect(caveats.join()).toContain('does not clear the rights');
  });

  it('gives intervals that follow from the number of comparisons (Garwood)', () => {
    const { calibration } = manifestModel(loadManifest(), 'mobilefacenet');
    for (const { falseMatchRate, falseMatchRateInterval } of calibration?.operatingPoints ?? []) {
      const comparisons = calibration?.impostorComparisons ?? 0;
      const [low, high] = poissonInterval(Math.round(falseMatchRate * comparisons), 0.95);
      expect(falseMatchRateInterval[0] / (low / comparisons)).toBeCloseTo(1, 3);
      expect(falseMatchRateInterval[1] / (high / comparisons)).toBeCloseTo(1, 3);
    }
  });

  it('does not claim a false-match rate of 1e-6', () => {
    const { calibration } = manifestModel(loadManifest(), 'mobilefacenet');
    expect(calibration?.operatingPoints.at(-1)).toMatchObject({ falseMatchRate: 1e-6, standing: 'not-proven' });
  });
});

describe('a manifest is refused', () => {
  it('with every fault at once, each by its place', () => {
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
  const calibration = manifestModel(loadManifest(), 'mobilefacenet').calibration;
  it.each<[string, Change]>([
    ['when a model is missing', ['models', models.slice(1)]],
    ['when a model stands twice', ['models', [...models, models[0]]]],
    ['when a detector has thresholds', ['models.0.calibration', calibration]],
    [
      'when thresholds do not rise',
      ['models.2.calibration.operatingPoints', [...(calibration?.operatingPoints ?? [])].reverse()],
    ],
    ['when no caveat is given', ['models.0.caveats', []]],
    ['when the integrity is a weaker hash', ['models.0.source.integrity', 'sha1-AAAA']],
    ['when the batch is fixed', ['models.0.inputs.0.shape.0', 1]],
  ])('%s', (_, change) => {
    expect(faultsAfter(change)).toHaveLength(1);
  });

  it('when it is not JSON, or not there', () => {
    expect(() => parseManifest('{')).toThrow(expect.objectContaining({ code: 'manifest-not-json' }));
    expect(() => loadManifest('/nowhere/manifest.json')).toThrow(expect.objectContaining({ code: 'manifest-missing' }));
  });

  it('by name, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => parseManifest(text)).toThrow(ManifestError);
      }),
    );
  });
});
