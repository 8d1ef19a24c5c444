/**
 * One search in a gallery of 10,000 and of 100,000 faces, compared with a plain loop over the same typed array, in one
 * run and one thread. `npm run bench -- face-gallery` writes test/bench/results/face-gallery.json.
 */
import { openGallery } from '../../models/face/gallery/gallery.ts';
import { FACE_COMPARATOR } from '../../models/face/embedders.ts';
import type { Calibration } from '../../models/calibration/calibration.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';
import { seededRandom } from '../models/face/rendering/seeded-random.ts';
import { interleave } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const SIZES = [10_000, 100_000] as const;
const CANDIDATES = 5;
const WARM_UPS = 5;
const ROUNDS = Number(process.argv[2] ?? 60);
/** Time limit of one search among 100,000, ms. */
const BAR_MS = 15;

/** Floats of one network's embedding. */
const EMBEDDING_LENGTH = 192;

const faces = calibrationOf(loadManifest(), FACE_COMPARATOR);
if (faces === undefined) throw new Error('the manifest does not calibrate faces');
/**
 * The calibration of faces, with one invented knot. Without the knot a search among 100,000 faces is refused before the comparison. The
 * bench measures the comparison, not the identification.
 */
const calibration: Calibration = {
  ...faces,
  statement: undefined,
  knots: [
    ...faces.knots,
    {
      score: 0.9,
      logLikelihoodRatio: 10,
      falseMatchRate: 1e-9,
      falseMatchRateInterval: [0, 1e-9],
      standing: 'modelled',
    },
  ],
};
const random = seededRandom(1);
function unit(): Float32Array {
  const values = Float32Array.from({ length: EMBEDDING_LENGTH }, () => random.between(-1, 1));
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** A plain implementation: every cosine, and insertion into the list of the best. */
function plainSearch(rows: Float32Array, size: number, probe: Float32Array): number[] {
  const best: { row: number; score: number }[] = [];
  for (let row = 0; row < size; row++) {
    let score = 0;
    for (let axis = 0, at = row * EMBEDDING_LENGTH; axis < EMBEDDING_LENGTH; axis++, at++) {
      score += (rows[at] ?? 0) * (probe[axis] ?? 0);
    }
    if (best.length < CANDIDATES || score > (best.at(-1)?.score ?? 0)) {
      best.push({ row, score });
      best.sort((one, other) => other.score - one.score);
      best.length = Math.min(best.length, CANDIDATES);
    }
  }
  return best.map(({ row }) => row);
}

const measured: Record<string, unknown> = {};
let slowest = 0;
for (const size of SIZES) {
  const rows = new Float32Array(size * EMBEDDING_LENGTH);
  const gallery = await openGallery({
    comparison: { dimension: EMBEDDING_LENGTH, strengthWeights: [] },
    capacity: size,
    calibration,
  });
  for (let row = 0; row < size; row++) {
    const embedding = unit();
    rows.set(embedding, row * EMBEDDING_LENGTH);
    await gallery.add(String(row), embedding);
  }
  const probes = Array.from({ length: 8 }, unit);
  const probeOf = (round: number): Float32Array => probes[round % probes.length] ?? new Float32Array();
  const times = await interleave(
    [
      {
        name: 'gallery',
        run: async (round) =>
          void (await gallery.search({
            probe: probeOf(round),
            candidatesMax: CANDIDATES,
            falsePositiveIdentificationRate: 1,
          })),
      },
      { name: 'plain loop', run: async (round) => void plainSearch(rows, size, probeOf(round)) },
    ],
    WARM_UPS,
    ROUNDS,
  );
  const own = times.get('gallery');
  const plain = times.get('plain loop');
  if (own === undefined || plain === undefined) throw new Error('nothing was timed');
  const outcome = await gallery.search({
    probe: rows.slice(0, EMBEDDING_LENGTH),
    candidatesMax: CANDIDATES,
    falsePositiveIdentificationRate: 1,
  });
  if (outcome.kind !== 'searched' || outcome.candidates[0]?.id !== '0') throw new Error('a face did not find itself');
  console.log(
    `${String(size).padStart(7)} faces   gallery ${own.median.toFixed(2)} ms (${own.lowerQuartile.toFixed(2)}-${own.upperQuartile.toFixed(2)}, least ${own.least.toFixed(2)})   plain loop ${plain.median.toFixed(2)} ms (${plain.lowerQuartile.toFixed(2)}-${plain.upperQuartile.toFixed(2)})   ${(plain.median / own.median).toFixed(1)} x`,
  );
  measured[String(size)] = {
    milliseconds: { gallery: own, plainLoop: plain },
    timesThePlainLoop: plain.median / own.median,
    bufferBytes: rows.byteLength,
  };
  slowest = own.median;
  await gallery.close();
}
writeRecord('face-gallery', {
  dimension: EMBEDDING_LENGTH,
  candidates: CANDIDATES,
  threads: 1,
  rounds: ROUNDS,
  sizes: measured,
});
if (slowest > BAR_MS) {
  console.error(`a search among ${SIZES.at(-1)} takes longer than ${BAR_MS} ms`);
  process.exitCode = 1;
}
