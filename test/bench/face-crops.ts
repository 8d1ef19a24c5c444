/**
 * False matches and misses of portraits that lack part of the aligned face, by the missing share. `npm run bench --
 * face-crops --help` lists the options.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { poissonInterval } from './support/poisson-interval.ts';
import { loadCentring } from '../../models/face/centring.ts';
import { FACE_COMPARATOR } from '../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';
import { createThreadPool } from '../../models/threads/thread-pool.ts';
import { readPairs, subjectOf } from './face-accuracy/pairs-file.ts';
import type { Crop, CropRequest, CropResponse } from './face-crops/crop-messages.ts';
import { embeddingsOf, type TwoEmbeddings } from './face-score/embeddings.ts';
import { scoreOf } from './face-score/fit-score.ts';
import { rawFaces } from './face-score/raw-faces.ts';
import { writeRecord } from './support/record.ts';
import { thresholdAt } from './support/threshold-at.ts';
import { wholeNumber } from './support/whole-number.ts';
import { lfwFolder } from '../models/face/rendering/photographs.ts';
import { runBench } from './support/run-bench.ts';

const USAGE = `options:
  --images DIR   LFW with pairs.tsv (default: face/lfw-dev below POSTERN_DATA)
  --people N     people whose portrait is cropped (default 400)
  --threads N    worker threads (default 2)
  --json FILE    record (default: test/bench/results/face-crops.json)`;

const allSides = (px: number, fill: Crop['fill'] = 'black'): Crop => ({
  name: `${px} px of each side, ${fill}`,
  top: px,
  otherSides: px,
  fill,
});
const CROPS: readonly Crop[] = [
  { name: 'whole', top: 0, otherSides: 0, fill: 'black' },
  ...[4, 8, 12, 16].map((px) => allSides(px)),
  ...[8, 16].map((px) => allSides(px, 'mean colour')),
  { name: '24 px above, black', top: 24, otherSides: 0, fill: 'black' },
];
/** Additional rate of random impostors with whole portraits, which gives enough false matches for a comparison. */
const STRANGERS_RATE = 1e-3;

await runBench(USAGE, run);

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      images: { type: 'string' },
      people: { type: 'string', default: '400' },
      threads: { type: 'string', default: '2' },
      json: { type: 'string' },
    },
  });
  const folder = values.images ?? lfwFolder();
  if (folder === undefined) throw new Error('no images: name a folder, or set POSTERN_DATA');
  const threads = wholeNumber('--threads', values.threads, 1);
  const portraits = portraitsOf(folder, wholeNumber('--people', values.people, 10));
  const centring = loadCentring().centring;
  const frames = await rawFaces(
    folder,
    portraits.map(({ frame }) => frame),
    threads,
    undefined,
  );
  const probes = frames.map((face) => (face === undefined ? undefined : embeddingsOf(face, centring)));
  const cut = await cutAll(
    folder,
    portraits.map(({ portrait }) => portrait),
    threads,
  );
  const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR);
  if (calibration === undefined) throw new Error('the manifest does not calibrate faces');

  const scoresOf = (crop: number) => {
    const references = cut.map((faces): TwoEmbeddings | undefined => {
      const face = faces[crop];
      return face === undefined ? undefined : embeddingsOf({ ...face, advice: undefined }, centring);
    });
    const genuine: number[] = [];
    const impostor: number[] = [];
    references.forEach((reference, one) =>
      probes.forEach((probe, other) => {
        // A portrait without a detected face is not compared; a lane refers its holder to an officer.
        if (reference === undefined || probe === undefined) return;
        (one === other ? genuine : impostor).push(scoreOf(reference, probe));
      }),
    );
    return { genuine, impostor };
  };
  const whole = scoresOf(0);
  const strongest = Float64Array.from(whole.impostor).sort().reverse();
  const thresholds = {
    'stated 1e-3': thresholdAt(1e-3, calibration),
    'strangers 1e-3': strongest[Math.floor(STRANGERS_RATE * strongest.length)]!,
  };
  const results = CROPS.map(({ name }, crop) => {
    const { genuine, impostor } = crop === 0 ? whole : scoresOf(crop);
    const shares = cut.flatMap((faces) => faces[crop]?.outside ?? []).sort((one, other) => one - other);
    const outside = shares[Math.floor(shares.length / 2)] ?? 1;
    const rates = Object.entries(thresholds).map(([at, threshold]) => {
      const falseMatches = impostor.filter((score) => score >= threshold).length;
      const [low, high] = poissonInterval(falseMatches, 0.95);
      return {
        at,
        falseMatches,
        falseMatchRate: falseMatches / impostor.length,
        interval: [low / impostor.length, high / impostor.length],
        falseNonMatchRate: genuine.filter((score) => !(score >= threshold)).length / genuine.length,
      };
    });
    console.log(
      `${name.padEnd(36)} ${(100 * outside).toFixed(0).padStart(3)} % missing, ${genuine.length} found  ` +
        rates
          .map(
            ({ at, falseMatchRate, falseMatches, falseNonMatchRate }) =>
              `${at}: FMR ${falseMatchRate.toExponential(1)} (${falseMatches}), FNMR ${(100 * falseNonMatchRate).toFixed(1)} %`,
          )
          .join('; '),
    );
    return { name, outside, outsideMost: shares.at(-1), found: genuine.length, rates };
  });
  writeRecord('face-crops', { portraits: portraits.length, results }, values.json);
}

/** The first picture of a person is the portrait, the second the frame. People with one picture are ignored. */
function portraitsOf(folder: string, people: number): { readonly portrait: string; readonly frame: string }[] {
  const paths = new Set(readPairs(join(folder, 'pairs.tsv'), folder).flatMap(({ a, b }) => [a, b]));
  const byPerson = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const own = byPerson.get(subjectOf(path)) ?? [];
    byPerson.set(subjectOf(path), own);
    own.push(path);
  }
  return [...byPerson.values()]
    .flatMap(([portrait, frame]) => (portrait === undefined || frame === undefined ? [] : [{ portrait, frame }]))
    .slice(0, people);
}

async function cutAll(folder: string, files: readonly string[], threads: number): Promise<CropResponse[]> {
  const pool = createThreadPool<CropRequest, CropResponse>({
    entry: new URL('./face-crops/crop-thread.js', import.meta.url),
    size: threads,
    queueLimit: files.length,
  });
  try {
    await pool.ready;
    return await Promise.all(files.map((file) => pool.submit({ file: join(folder, file), crops: CROPS })));
  } finally {
    await pool.close();
  }
}
