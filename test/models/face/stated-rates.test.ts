import { describe, expect, it } from 'vitest';
import { fitCalibration } from '../../bench/support/fit-calibration.ts';
import { type FaceCentring, loadCentring } from '../../../models/face/centring.ts';
import { comparisonScore } from '../../../models/face/compare.ts';
import { FACE_COMPARATOR } from '../../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../../models/files/manifest.ts';
import { ourFaces } from '../../bench/face-accuracy/our-faces.ts';
import { readPairs } from '../../bench/face-accuracy/pairs-file.ts';
import { type GroupedFace, groupedFaces, pairsWithinGroups } from '../../bench/face-score/cross-fit.ts';
import { fairFace, type GroupedData } from '../../bench/face-score/data.ts';
import { embeddingsOf } from '../../bench/face-score/embeddings.ts';
import { DIRECTIONS, makeCentring } from '../../bench/face-score/make-centring.ts';
import { samePersonFile, scoreDataFolder } from '../../bench/face-score/options.ts';
import { thresholdAt } from '../../bench/support/threshold-at.ts';
import { statedRates } from '../../support/stated-rate.ts';
import { withoutModels } from './built-face-models.ts';
import { seededRandom } from './rendering/seeded-random.ts';

const data = scoreDataFolder();
const slow = process.env['SLOW'] === '1';
if (slow && data === undefined) console.warn('skipped: no face/fairface-dev and face/lfw-dev under POSTERN_DATA');

const RATES = [1e-3, 1e-4];

describe.skipIf(!slow || data === undefined || withoutModels)('the stated false-match rate of faces', () => {
  let grouped: Promise<GroupedData> | undefined;
  const faces = (): Promise<GroupedData> => {
    grouped ??= fairFace({ data: data ?? '', samePerson: samePersonFile(), threads: 2, cache: undefined });
    return grouped;
  };
  const impostorScores = (of: readonly GroupedFace[], taken: readonly number[], centring: FaceCentring) => {
    const embeddings = of.map(({ face }) => embeddingsOf(face, centring));
    const score = (one: number, other: number): number =>
      comparisonScore(embeddings[one]!.reference, embeddings[other]!.probe);
    return Float64Array.from(pairsWithinGroups(of, taken), ({ one, other }) => score(one, other));
  };

  it('holds for impostors of one sex and ethnicity who are in neither centring nor calibration', {
    timeout: 3_600_000,
  }, async () => {
    const { faces: all } = await faces();
    for (const half of [0, 1]) {
      const parts = [0, 1].map((part) => all.filter(({ person }) => (person % 2 === half) === (part === 0)));
      const [fitted, seen] = parts as [GroupedFace[], GroupedFace[]];
      const centring = makeCentring(groupedFaces(fitted), DIRECTIONS);
      const scoresOf = (part: readonly GroupedFace[]): Float64Array => {
        const taken = [...part.keys()].filter((at) => part[at]!.face.advice === undefined);
        return impostorScores(part, taken, centring);
      };
      const random = seededRandom(half);
      const calibration = fitCalibration({
        comparator: FACE_COMPARATOR,
        data: { name: 'one half', subjects: fitted.length, conditions: 'test' },
        genuine: Float64Array.of(0.5, 0.8),
        impostor: scoresOf(fitted),
        tail: 'modelled',
        random: () => random.between(0, 1),
      });
      const unseen = scoresOf(seen);
      for (const { stated, observed, holds } of statedRates(calibration, unseen, [1e-2, 3e-3])) {
        expect({ half, stated, observed, holds }).toMatchObject({ holds: true });
      }
      const shifted = unseen.map((score) => score + 0.05);
      expect(statedRates(calibration, shifted, [1e-2, 3e-3]).every(({ holds }) => !holds)).toBe(true);
    }
  });

  it('follows from the centring of the project, recomputed from the images', {
    timeout: 3_600_000,
  }, async () => {
    const { faces: all, usable, labelsSha256, imagesSha256 } = await faces();
    const { centring: entry } = loadManifest();
    expect(entry.data).toMatchObject({ labelsSha256, imagesSha256 });
    const made = makeCentring(groupedFaces(all), DIRECTIONS);
    const { centring } = loadCentring();
    const cosine = (one: Float32Array, other: Float32Array): number => {
      const product = (a: Float32Array, b: Float32Array): number =>
        a.reduce((sum, value, at) => sum + value * b[at]!, 0);
      return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
    };
    // Other processors round differently, and a change of the detector finds a few more or fewer faces.
    centring.forEach(({ mean, between }, network) => {
      expect(cosine(mean, made[network]!.mean)).toBeGreaterThan(0.999);
      between.forEach((axis, row) => expect(cosine(axis, made[network]!.between[row]!)).toBeGreaterThan(0.98));
    });
    const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR)!;
    for (const { stated, observed } of statedRates(calibration, impostorScores(all, usable, centring), RATES)) {
      expect(observed).toBeLessThan(stated / calibration.statement!.margin);
    }
  });

  it('permits matches of the people who occur twice in LFW', { timeout: 3_600_000 }, async () => {
    const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR)!;
    const folder = `${data}/face/lfw-dev`;
    const pairs = readPairs(`${folder}/pairs.tsv`, folder).filter(({ same, fold }) => same && Number(fold) <= 2);
    const paths = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
    const seen = await ourFaces(folder, paths, 2, () => undefined);
    const threshold = thresholdAt(1e-3, calibration);
    const missed = pairs.filter(({ a, b }) => {
      const [reference, probe] = [seen[paths.indexOf(a)]?.reference, seen[paths.indexOf(b)]?.probe];
      return !(reference && probe && comparisonScore(reference, probe) >= threshold);
    });
    expect(missed.length / pairs.length).toBeLessThan(0.05);
  });
});
