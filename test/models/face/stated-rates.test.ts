import { describe, expect, it } from 'vitest';
import { calibrate } from '../../../models/calibration/calibration.ts';
import { type FitRequest, fitCalibration } from '../../../models/calibration/fit-calibration.ts';
import { FACE_COMPARATOR } from '../../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../../models/manifest.ts';
import { compareAll } from '../../bench/face-accuracy/all-against-all.ts';
import { type OurFace, ourFaces, productScore } from '../../bench/face-accuracy/our-faces.ts';
import { readPairs, subjectOf } from '../../bench/face-accuracy/pairs-file.ts';
import { statedRates } from '../../support/stated-rate.ts';
import { withoutModels } from './built-face-models.ts';
import { lfwFolder } from './rendering/photographs.ts';
import { seededRandom } from './rendering/seeded-random.ts';

const folder = lfwFolder();
const slow = process.env['SLOW'] === '1';
if (slow && folder === undefined) console.warn('skipped: no face/lfw-dev under POSTERN_DATA');

/** Splits of the people into two halves. */
const SPLITS = 3;
const RATES = [1e-3, 1e-4];

describe.skipIf(!slow || folder === undefined || withoutModels)('the stated false-match rate of faces', () => {
  it('holds on people that the calibration did not see', { timeout: 3_600_000 }, async () => {
    const images = folder ?? '';
    const paths = [...new Set(readPairs(`${images}/pairs.tsv`, images).flatMap(({ a, b }) => [a, b]))].sort();
    const faces = await ourFaces(images, paths, 2, () => undefined);
    const people = [...new Set(paths.map(subjectOf))];
    for (let split = 0; split < SPLITS; split++) {
      const random = seededRandom(split);
      const first = new Set(people.filter(() => random.between(0, 1) < 0.5));
      const halves = [true, false].map((inFirst) =>
        requestOf(
          paths.flatMap((path, at) => (first.has(subjectOf(path)) === inFirst ? [{ path, face: faces[at] }] : [])),
          split,
        ),
      );
      for (const [fitted, seen] of [halves, halves.toReversed()] as [FitRequest, FitRequest][]) {
        const calibration = fitCalibration(fitted);
        for (const { stated, observed, holds } of statedRates(calibration, seen.impostor, RATES)) {
          expect({ split, stated, observed, holds }).toMatchObject({ holds: true });
        }
        const shifted = seen.impostor.map((score) => score + 0.05);
        expect(statedRates(calibration, shifted, RATES).every(({ holds }) => !holds)).toBe(true);
        const matched = seen.genuine.filter((score) => calibrate(score, calibration).falseMatchRate <= 1e-3);
        expect(matched.length / seen.genuine.length).toBeGreaterThan(0.97);
      }
    }
  });

  it('is calibrated in the manifest', () => {
    expect(calibrationOf(loadManifest(), FACE_COMPARATOR)).toBeDefined();
  });
});

function requestOf(
  half: readonly { readonly path: string; readonly face: OurFace | undefined }[],
  seed: number,
): FitRequest {
  const taken = half.filter(({ face }) => face?.probe !== undefined && face.reference !== undefined);
  const all = compareAll(
    taken.map(({ path }) => subjectOf(path)),
    (one, other) => productScore(taken[one]?.face, taken[other]?.face),
  );
  const random = seededRandom(seed);
  return {
    comparator: FACE_COMPARATOR,
    data: { name: 'one half', subjects: all.subjects, conditions: 'test' },
    genuine: all.genuine,
    impostor: all.impostor,
    impostorSubjects: all.impostorSubjects,
    random: () => random.between(0, 1),
  };
}
