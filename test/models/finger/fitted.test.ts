import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { provenRange } from '../../../models/calibration/calibration.ts';
import { NO_EVIDENCE } from '../../../models/finger/comparison/evidence.ts';
import { GABOR_GRAPH } from '../../../models/finger/extraction/gabor-graph.ts';
import { fittedFile, loadFitted } from '../../../models/finger/fitted.ts';
import { fuse } from '../../../models/finger/fusion.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the fitted weights and calibrations', () => {
  const fitted = loadFitted();
  test('belong to the filter graph, and prove two false matches in a thousand with pictures', () => {
    expect(fitted.filterGraph).toBe(GABOR_GRAPH.onnx.sha256);
    expect(provenRange(fitted.withPattern.calibration).strictest).toBeLessThanOrEqual(2e-3);
  });
  test('never lower the score for more evidence', () => {
    const some = { ...NO_EVIDENCE, minutiae: 0.1, paired: 8, pairable: 20, correlation: 0.4, blocks: 60 };
    const score = (change: Partial<typeof some>) =>
      fuse('withPattern', { ...some, ...change }, fitted.withPattern.weights);
    expect(score({ minutiae: 0.2 })).toBeGreaterThan(score({}));
    expect(score({ correlation: 0.6 })).toBeGreaterThan(score({}));
    expect(score({ paired: 12 })).toBeGreaterThan(score({}));
  });
});

describe('a file of weights that is', () => {
  const good = JSON.parse(readFileSync(fittedFile(), 'utf8')) as Record<string, Record<string, unknown>>;
  test.each([
    ['absent', undefined],
    ['not JSON', '{'],
    ['of another format', JSON.stringify({ ...good, format: 'postern-finger/2' })],
    ['with an unknown field', JSON.stringify({ ...good, extra: 1 })],
    ['without one weight', JSON.stringify({ ...good, withPattern: { ...good['withPattern'], weights: [0, 1] } })],
    [
      'with a negative weight',
      JSON.stringify({ ...good, minutiaeOnly: { ...good['minutiaeOnly'], weights: [0, 1, -1] } }),
    ],
  ])('%s is refused', (_, text) => {
    const file = join(temporaryFolder(), 'fitted.json');
    if (text !== undefined) writeFileSync(file, text);
    expect(() => loadFitted(text === undefined ? `${file}.absent` : file)).toThrow(
      expect.objectContaining({ code: 'calibration-missing' }) as Error,
    );
  });
});
