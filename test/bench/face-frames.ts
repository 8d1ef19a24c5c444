/**
 * Misses and false matches of several frames of one passage that are fused into one comparison.
 *
 * npm run bench -- face-frames [--data DIR] [--cache DIR] [--people 120] [--threads 2] [--json FILE]
 *
 * Two sets: people of LFW with nine images or more, whose 1, 3 or 8 other photographs replace the frames; and
 * generated frames of one other photograph. Impostors have the same sex. The threshold is the manifest's for a stated
 * false-match rate of 1e-3.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrate } from '../../models/calibration/calibration.ts';
import { loadCentring } from '../../models/face/centring.ts';
import type { Embedding } from '../../models/face/embed.ts';
import { FACE_COMPARATOR } from '../../models/face/embedders.ts';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import { wipeObservation } from '../../models/face/face-observation.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';
import { readPicture } from '../models/face/rendering/photographs.ts';
import { seededRandom } from '../models/face/rendering/seeded-random.ts';
import { readPairs, subjectOf } from './face-accuracy/pairs-file.ts';
import { generatedFrame } from './face-frames/generated-frames.ts';
import {
  type FrameRates,
  FUSIONS,
  impostorScores,
  ratesOf,
  scoreAtRate,
  type Trial,
  trialsOfImages,
} from './face-frames/trials.ts';
import { parseLabels } from './face-groups/labels.ts';
import { embeddingsOf } from './face-score/embeddings.ts';
import { scoreDataFolder } from './face-score/options.ts';
import { rawFaces } from './face-score/raw-faces.ts';
import { writeRecord } from './support/record.ts';
import { wholeNumber } from './support/whole-number.ts';

const COUNTS = [1, 3, 8] as const;
const MAX_FRAMES = Math.max(...COUNTS);
const STATED_RATE = 1e-3;
const SEED = 7;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    /** Folder of templates that are kept between runs. Delete it afterwards. */
    cache: { type: 'string' },
    people: { type: 'string', default: '120' },
    threads: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});
const data = values.data ?? scoreDataFolder();
if (data === undefined) throw new Error('no data: name a folder, or set POSTERN_DATA');
const folder = join(data, 'face/lfw-dev');
const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR);
if (calibration === undefined) throw new Error('the manifest does not calibrate faces');
const matches = (score: number): boolean => calibrate(score, calibration).falseMatchRate <= STATED_RATE;

interface Photograph {
  readonly file: string;
  readonly reference: Embedding;
  readonly probe: Embedding;
}
interface Person {
  readonly number: number;
  readonly group: string;
  readonly images: Photograph[];
}

/** All people of LFW whose sex is known, with the photographs in which a face was found. */
async function peopleOfLfw(): Promise<Person[]> {
  const sexes = new Map(
    parseLabels(readFileSync(join(folder, '../lfw-dev-sex.tsv'), 'utf8')).map(({ file, sex }) => [file, sex]),
  );
  const paths = [...new Set(readPairs(join(folder, 'pairs.tsv'), folder).flatMap(({ a, b }) => [a, b]))].sort();
  const cache = values.cache && join(values.cache, 'lfw.v8');
  const raw = await rawFaces(folder, paths, wholeNumber('--threads', values.threads, 1), cache);
  const { centring } = loadCentring();
  const people = new Map<string, Person>();
  paths.forEach((file, at) => {
    const [face, sex] = [raw[at], sexes.get(file)];
    if (face === undefined || sex === undefined) return;
    const name = subjectOf(file);
    const person = people.get(name) ?? { number: people.size, group: sex, images: [] };
    people.set(name, person);
    person.images.push({ file, ...embeddingsOf(face, centring) });
  });
  return [...people.values()];
}

/** Generated frames of one photograph of each person, and the person's other photographs as references. */
async function generatedTrials(people: readonly Person[]): Promise<Trial[]> {
  const analyser = await openFaceAnalyser({ companions: 'ignore' });
  const random = seededRandom(SEED);
  const trials: Trial[] = [];
  for (const { number, group, images } of people) {
    const [photograph, ...others] = images;
    if (photograph === undefined) continue;
    const picture = await readPicture(join(folder, photograph.file));
    const frames: Embedding[] = [];
    for (let tried = 0; tried < 2 * MAX_FRAMES && frames.length < MAX_FRAMES; tried++) {
      const frame = await generatedFrame(picture, random);
      const seen = await analyser.analyse(frame);
      if (seen.kind !== 'face') continue;
      frames.push((await analyser.embed(frame, seen)).embedding());
      wipeObservation(seen);
    }
    if (frames.length < MAX_FRAMES) continue;
    trials.push({ person: number, group, references: others.map(({ reference }) => reference), frames });
  }
  await analyser.close();
  return trials;
}

function rowsOf(name: string, trialsWith: (count: number) => readonly Trial[]): FrameRates[] {
  const percent = (rate: number): string => (100 * rate).toFixed(2);
  console.log(
    `${name}\nframes fusion    FNMR % (95 %)           false matches of impostors of one sex; at 1e-3 of single frames`,
  );
  const singleFrames = scoreAtRate(impostorScores(trialsWith(1), 'fused'), 1e-3);
  return COUNTS.flatMap((count) => {
    const trials = trialsWith(count);
    return FUSIONS.filter((fusion) => count > 1 || fusion === 'fused').map((fusion) => {
      const rates = ratesOf(trials, fusion, { matches, singleFrames }, seededRandom(SEED));
      const { falseNonMatchRate, interval, falseMatches, impostors, falseMatchRateAtSingleFrames } = rates;
      console.log(
        `${String(count).padStart(6)} ${fusion.padEnd(9)} ${percent(falseNonMatchRate)} (${interval.map(percent).join('-')})`.padEnd(
          42,
        ) + `${falseMatches} of ${impostors}; ${falseMatchRateAtSingleFrames.toExponential(1)}`,
      );
      return rates;
    });
  });
}

const people = await peopleOfLfw();
const often = people.filter(({ images }) => images.length > MAX_FRAMES);
const photographs = rowsOf(`LFW, ${often.length} people with more than ${MAX_FRAMES} photographs`, (count) => {
  const random = seededRandom(SEED);
  return often.flatMap((person) => trialsOfImages(person, count, random));
});
const twice = people.filter(({ images }) => images.length > 1).slice(0, wholeNumber('--people', values.people, 2));
const whole = await generatedTrials(twice);
const generated = rowsOf(`generated frames of one photograph, ${whole.length} people`, (count) =>
  whole.map((trial) => ({ ...trial, frames: trial.frames.slice(0, count) })),
);
writeRecord('face-frames', { statedRate: STATED_RATE, photographs, generated }, values.json);
