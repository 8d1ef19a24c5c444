/**
 * Evaluates the quality measures: their distribution over Labeled Faces in the Wild, whether excluding the worst
 * images lowers the false non-match rate, and how often they detect a deliberately altered picture.
 *
 * `npm run bench -- face-quality [N]` uses every Nth person; the data is found as in rendering/photographs.ts. Writes
 * test/bench/results/face-quality.json and face-quality-edc.svg.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparisonScore } from '../../models/face/compare.ts';
import { FACE_COMPARATOR } from '../../models/face/embedders.ts';
import { createFaceWorkspace } from '../../models/face/face-workspace.ts';
import { observe } from '../../models/face/observe.ts';
import { closeFaceModels, openFaceModels } from '../../models/face/open-face-models.ts';
import { adviceFor } from '../../models/face/quality/advice.ts';
import { UNIFIED_EXPONENTS } from '../../models/face/quality/constants.ts';
import type { QualityMeasure } from '../../models/face/quality/quality-measure.ts';
import { componentOf, unifiedQuality } from '../../models/face/quality/unified-quality.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { lfwFolder, readPicture } from '../models/face/rendering/photographs.ts';
import { curve, type GenuinePair, gainOf, meanError } from './face-quality/error-versus-discard.ts';
import { type LfwFace, readLfw } from './face-quality/lfw-faces.ts';
import { SPOILT, spoil } from './face-quality/spoilt-pictures.ts';
import { linePlot } from './support/line-plot.ts';
import { writeRecord } from './support/record.ts';
import { thresholdAt } from './support/threshold-at.ts';
import { wellPlaced } from './support/well-placed.ts';

const DISCARD = 0.1;
/** Number of pictures per kind of alteration. */
const SPOILT_PICTURES = 200;
/** Candidates for the two chosen values of the unified score. */
const PITCH_EXPONENTS = [1, 2, 4, 6, 8];
const HALF_EXPONENTS = [0.25, 0.5, 1];
const SHARES = Array.from({ length: 51 }, (_, percent) => percent / 100);

const folder = lfwFolder();
if (folder === undefined) throw new Error('no face/lfw-dev under POSTERN_DATA');
const models = await openFaceModels(1);
const { faces, nobody, several } = await readLfw(models, folder, Number(process.argv[2] ?? 1));
const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR);
if (calibration === undefined) throw new Error('the manifest does not calibrate faces');
const pairsAt = (threshold: number): GenuinePair[] =>
  faces.flatMap((one, first) =>
    faces.flatMap((other, second) => {
      if (second <= first || one.subject !== other.subject) return [];
      const fails = comparisonScore(one.embedding, other.embedding) < threshold;
      return [{ subject: one.subject, one: first, other: second, fails }];
    }),
  );
const pairSets = [1e-3, 1e-4, 1e-5].map((falseMatchRate) => ({
  falseMatchRate,
  pairs: pairsAt(thresholdAt(falseMatchRate, calibration)),
}));
const pairs = pairSets.find(({ falseMatchRate }) => falseMatchRate === 1e-4)?.pairs ?? [];
console.log(
  `${faces.length} faces, ${nobody} images without a face, ${several} with several, ${pairs.length} genuine pairs`,
);

const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;
const quantiles = (values: readonly number[]): Record<string, number> => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toPrecision(4));
  return { p1: at(0.01), p5: at(0.05), p25: at(0.25), median: at(0.5), p75: at(0.75), p95: at(0.95), p99: at(0.99) };
};
const show = (name: string, text: string): void => console.log(`${name.padEnd(34)} ${text}`);

console.log(
  `\nmeasure: native 1 %, median, 99 %; component 1 %, 5 %; FNMR at FMR 1e-4 without the worst ${percent(DISCARD)}`,
);
const names = Object.keys(faces[0]?.seen.quality ?? {}) as (keyof LfwFace['seen']['quality'])[];
const measures = names.map((name) => {
  const values: QualityMeasure[] = faces.map(({ seen }) => seen.quality[name]);
  const native = quantiles(values.flatMap((value) => (value.kind === 'assessed' ? [value.native] : [])));
  const component = quantiles(values.flatMap((value) => (value.kind === 'assessed' ? [value.component] : [])));
  const gain = gainOf(
    pairs,
    values.map((value) => componentOf(value)),
    DISCARD,
  );
  const notAssessable = values.filter(({ kind }) => kind !== 'assessed').length;
  show(
    name,
    `${native['p1']} ${native['median']} ${native['p99']}; ${component['p1']} ${component['p5']}; ${percent(gain.all)} -> ${percent(gain.kept)}, ` +
      `${percent(-gain.reduction)} [${gain.interval.map((value) => percent(-value)).join(', ')}]`,
  );
  return { name, notAssessable, native, component, gain };
});

const scores = {
  'unified score': faces.map(({ seen }) => seen.unifiedQuality),
  'sharpness alone': faces.map(({ seen }) => componentOf(seen.quality.sharpness)),
  "detector's score": faces.map(({ seen }) => seen.detectionScore),
  "embedding's length": faces.map(({ embeddingLength }) => embeddingLength),
};
const scoreRecords = Object.entries(scores).map(([name, qualities]) => {
  const gains = pairSets.map(({ falseMatchRate, pairs: set }) => ({
    falseMatchRate,
    ...gainOf(set, qualities, DISCARD),
  }));
  for (const { falseMatchRate, all, kept, reduction, interval } of gains) {
    show(
      `${name}, FMR ${falseMatchRate}`,
      `${percent(all)} -> ${percent(kept)}, ${percent(-reduction)} [${interval.map((value) => percent(-value)).join(', ')}]`,
    );
  }
  return { name, gains, curve: curve(pairs, qualities, SHARES) };
});

console.log('\ncross-validation: the two exponents chosen on one half of the people, evaluated on the other');
const scoreWith = (pitch: number, half: number): number[] => {
  const exponents = Object.fromEntries(
    Object.entries(UNIFIED_EXPONENTS).map(([name, value]) => [
      name,
      name === 'headPosePitch' ? pitch : value === 0.5 ? half : value,
    ]),
  ) as Record<keyof typeof UNIFIED_EXPONENTS, number>;
  return faces.map(({ seen }) => unifiedQuality(seen.quality, exponents));
};
const candidates = PITCH_EXPONENTS.flatMap((pitch) =>
  HALF_EXPONENTS.map((half) => ({ pitch, half, qualities: scoreWith(pitch, half) })),
);
const people = [...new Set(pairs.map(({ subject }) => subject))].sort();
const halves = [0, 1].map((parity) => new Set(people.filter((_, index) => index % 2 === parity)));
const crossValidation = halves.map((half, index) => {
  const own = pairs.filter(({ subject }) => half.has(subject));
  const held = pairs.filter(({ subject }) => !half.has(subject));
  const best = candidates.reduce((one, other) =>
    meanError(own, other.qualities) < meanError(own, one.qualities) ? other : one,
  );
  const gain = gainOf(held, best.qualities, DISCARD);
  show(
    `half ${index + 1} chose pitch ${best.pitch}, half ${best.half}`,
    `on the other: ${percent(gain.all)} -> ${percent(gain.kept)}, ${percent(-gain.reduction)} [${gain.interval.map((value) => percent(-value)).join(', ')}]`,
  );
  return { pitch: best.pitch, half: best.half, gain };
});

console.log(`\naltered pictures, ${SPOILT_PICTURES} people: advice`);
const workspace = createFaceWorkspace();
const chosen = faces
  .filter(({ subject }, index) => faces[index - 1]?.subject !== subject)
  .filter((_, index, all) => index % Math.max(1, Math.floor(all.length / SPOILT_PICTURES)) === 0)
  .slice(0, SPOILT_PICTURES);
const spoilt: Record<string, Record<string, number>> = {};
for (const how of SPOILT) {
  const advised: Record<string, number> = {};
  for (const { path, seen } of chosen) {
    const image = await spoil(await readPicture(join(folder, path)), seen.landmarks, how);
    const now = await observe(models, image, workspace, { companions: 'refuse' });
    const said = now.kind === 'face' ? (adviceFor(wellPlaced(now)) ?? 'none') : now.kind;
    advised[said] = (advised[said] ?? 0) + 1;
  }
  spoilt[how] = advised;
  show(
    how,
    Object.entries(advised)
      .map(([advice, count]) => `${advice} ${count}`)
      .join(', '),
  );
}
const advisedLfw: Record<string, number> = {};
for (const { seen } of faces) {
  const said = adviceFor(wellPlaced(seen)) ?? 'none';
  advisedLfw[said] = (advisedLfw[said] ?? 0) + 1;
}
show('all of LFW', JSON.stringify(advisedLfw));

writeRecord('face-quality', {
  data: `Labeled Faces in the Wild, ${faces.length} faces, ${pairs.length} genuine pairs of ${people.length} people; thresholds of the manifest's calibration`,
  images: { faces: faces.length, nobody, several },
  discard: DISCARD,
  measures,
  scores: scoreRecords,
  crossValidation,
  spoilt,
  advisedLfw,
});
writeFileSync(
  join(projectRoot(), 'test/bench/results/face-quality-edc.svg'),
  linePlot({
    title: 'Error versus discard, LFW, threshold of FMR 1e-4',
    x: { title: 'share of images left out, worst first' },
    y: { title: 'false non-match rate', least: 0 },
    series: scoreRecords.map(({ name, curve: points }) => ({ name, points, dashed: name !== 'unified score' })),
  }),
);
await closeFaceModels(models);

const unified = scoreRecords[0]?.gains.find(({ falseMatchRate }) => falseMatchRate === 1e-4);
if (!((unified?.interval[0] ?? 0) > 0)) {
  console.error('excluding the worst tenth does not lower the error rate');
  process.exitCode = 1;
}
