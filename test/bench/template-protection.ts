/**
 * Evaluates protected templates on LFW's development half: accuracy without protection, with protection, and with a
 * stolen key; linkability; inversion; leakage of two templates under one key. BioHash is the comparison. Writes
 * test/bench/results/template-protection.json and a plot of the linkage scores.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calibrate } from '../../models/calibration/calibration.ts';
import { comparisonScore } from '../../models/face/compare.ts';
import { DIRECTIONS_LENGTH, EMBEDDING_LENGTH, FACE_COMPARATOR } from '../../models/face/embedders.ts';
import { protectedScore } from '../../models/face/protection/compare-protected.ts';
import { IDENTIFIER_BYTES, PROTECTED_SCORE_MARGIN } from '../../models/face/protection/constants.ts';
import {
  int8Directions,
  type PseudonymousIdentifier,
  protect,
} from '../../models/face/protection/pseudonymous-identifier.ts';
import { secretRotation } from '../../models/face/protection/rotation.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { lfwFolder } from '../models/face/rendering/photographs.ts';
import { seededRandom } from '../models/face/rendering/seeded-random.ts';
import { type AllComparisons, compareAll, matchRates } from './face-accuracy/all-against-all.ts';
import { readPairs } from './face-accuracy/pairs-file.ts';
import { writeRecord } from './support/record.ts';
import { averagedComparisons } from './template-protection/averaged-records.ts';
import { benchKey } from './template-protection/bench-key.ts';
import { agreement, bioHash, invertBioHash } from './template-protection/biohash.ts';
import { grouped } from './template-protection/grouped.ts';
import { lfwEmbeddings } from './template-protection/lfw-embeddings.ts';
import { linkage } from './template-protection/linkage.ts';
import { linkagePlot } from './template-protection/linkage-plot.ts';
import { deviation, renewals } from './template-protection/renewal-error.ts';
import { readWithoutKey, rotatedRecords } from './template-protection/rotated-records.ts';
import { likeness, sortedDistance, strengthDistance } from './template-protection/stored-likeness.ts';
import { ratesAt, shareOf } from './template-protection/scorecard.ts';
import { timings } from './template-protection/timings.ts';

const RATES = [1e-3, 1e-4] as const;
/** False-match rates of policies, at which the calibration is checked with protected scores. */
const POLICY_RATES = [1e-3, 3e-4, 1e-4, 3e-5] as const;
const BIOHASH_BITS = [704, 192] as const;
/**
 * Number of records with stolen keys, each compared with every image: BioHash rotates each probe by each of these
 * keys.
 */
const VICTIMS = 60;
const RESAMPLES = 100;
const NON_MATED = 300_000;
const INVERTED = 400;
const CHECKED = 200;

const folder = lfwFolder();
if (folder === undefined) throw new Error('no face/lfw-dev under POSTERN_DATA');
const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR);
if (calibration === undefined) throw new Error('the manifest does not calibrate faces');
const seeded = seededRandom(1);
const random = (): number => seeded.between(0, 1);
const pairs = readPairs(join(folder, 'pairs.tsv'), folder);
const images = await lfwEmbeddings(folder, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort());
const subjects = images.map(({ subject }) => subject);
const people = grouped(images.keys(), (at) => subjects[at]!);
console.log(`${images.length} images of ${people.size} people`);

console.log('protecting each image twice');
const records = rotatedRecords(images, (done) => console.log(`  ${done} of ${images.length} images`));
const victims = drawn(images.length, VICTIMS);

console.log('\naccuracy (TAR at FAR 1e-3, 1e-4)');
const clear = compareAll(subjects, (one, other) => comparisonScore(images[one]!.reference, images[other]!.probe));
const hidden = compareAll(subjects, (one, other) => comparisonScore(records[one]!.inverted, images[other]!.probe));
const unread = records.map(({ identifier }) => readWithoutKey(identifier));
const keyless = compareAll(subjects, (one, other) => comparisonScore(unread[one]!, records[other]!.ownProbe));
const accuracy = [
  row('in the clear', 4 * EMBEDDING_LENGTH, clear, clear),
  row('rotation + int8', IDENTIFIER_BYTES, { ...keyless, genuine: hidden.genuine }, hidden),
  ...bioHashRows(),
];

console.log(
  '\nthe same door: protectedScore against the inner product rotated back, and against the score in the clear',
);
const doors = Array.from({ length: CHECKED }, () => [draw(images.length), draw(images.length)] as const).map(
  ([one, other]) => {
    const score = protectedScore(records[one]!.identifier, benchKey('record', one), images[other]!.probe);
    return {
      rounding: Math.abs(score - comparisonScore(records[one]!.inverted, images[other]!.probe)),
      change: score - comparisonScore(images[one]!.reference, images[other]!.probe),
    };
  },
);
const sameDoor = {
  comparisons: CHECKED,
  worstDifference: Math.max(...doors.map(({ rounding }) => rounding)),
  deviation: deviation(doors.map(({ change }) => change)),
  worstChange: Math.max(...doors.map(({ change }) => Math.abs(change))),
  margin: PROTECTED_SCORE_MARGIN,
};
if (sameDoor.worstDifference > 1e-5) throw new Error('the bench does not score as the product does');
console.log(
  `  deviation ${sameDoor.deviation.toExponential(1)}, worst ${sameDoor.worstChange.toExponential(1)}, margin ${PROTECTED_SCORE_MARGIN}`,
);

console.log('\nthe calibration, held against protected scores: FAR (95 %), TAR');
const averaged = averagedComparisons(images, people);
const atPolicy = POLICY_RATES.map((policyRate) => {
  const threshold = thresholdOf(policyRate);
  const found = {
    policyRate,
    clear: ratesAt(clear, threshold, random),
    protected: ratesAt(hidden, threshold + PROTECTED_SCORE_MARGIN, random),
    averaged: ratesAt(averaged.all, threshold + PROTECTED_SCORE_MARGIN, random),
  };
  const cells = [found.clear, found.protected, found.averaged].map(
    ({ falseMatchRate, falseMatchRateInterval: [low, high], trueMatchRate }) =>
      `${falseMatchRate.toExponential(1)} (${low.toExponential(1)} to ${high.toExponential(1)}), ${percent(trueMatchRate)}`,
  );
  console.log(
    `  ${policyRate.toExponential(0)}  clear ${cells[0]} | protected ${cells[1]} | average of ${averaged.data['pictures']} ${cells[2]}`,
  );
  return found;
});

console.log('\nlinkability of two records of one person under two keys (D, chance gives)');
const linked = [...people.values()].flatMap((own) => own.flatMap((one) => own.map((other) => [one, other] as const)));
const strangers = Array.from({ length: NON_MATED }, () => strangersOf());
const matedIdentifiers = identifierScores(linked, likeness);
const nonMatedIdentifiers = identifierScores(strangers, likeness);
const hashes = records.map(({ rotatedReference }) => bioHash(rotatedReference, BIOHASH_BITS[0]));
const hashesAgain = records.map(({ again }) => bioHash(int8Directions(again), BIOHASH_BITS[0]));
const hashScores = (list: readonly (readonly [number, number])[]): Float64Array =>
  Float64Array.from(list, ([one, other]) => agreement(hashes[one]!, hashesAgain[other]!));
const [matedHashes, nonMatedHashes] = [hashScores(linked), hashScores(strangers)];
const linkages = [
  linkageRow('rotation + int8, inner product', matedIdentifiers, nonMatedIdentifiers),
  linkageRow('rotation + int8, its size', matedIdentifiers.map(Math.abs), nonMatedIdentifiers.map(Math.abs)),
  linkageRow('rotation + int8, masked strengths', ...both(strengthDistance)),
  linkageRow('rotation + int8, sorted values', ...both(sortedDistance)),
  linkageRow(`BioHash ${BIOHASH_BITS[0]} bits, agreement`, matedHashes, nonMatedHashes),
];

console.log('\ntwo templates under one key, again under another (Gram)');
const gram = gramLinkage();

console.log('\ninversion: what comes out passes the matcher in the clear, at FAR 1e-3 and 1e-4');
const inversion = inversionRows();

console.log('\nrenewal');
const renewal = renewals(images, draw);
console.log(`  after 1: ${shownError(renewal.after1)}; after ${renewal.renewals}: ${shownError(renewal.afterAll)}`);

const timing = timings(images[0]!);
console.log(
  `\nms, median: protect ${timing.protect.toFixed(1)}, compare ${timing.compare.toFixed(1)}, renew ${timing.renew.toFixed(1)}`,
);

writeRecord('template-protection', {
  data: { name: 'LFW View 2, folds 1 to 5', images: images.length, subjects: people.size },
  accuracy,
  sameDoor,
  averaged: averaged.data,
  atPolicy,
  linkages,
  gram,
  inversion,
  renewal,
  timing,
});
writeFileSync(
  join(projectRoot(), 'test/bench/results/template-linkage.svg'),
  linkagePlot([
    ['rotation + int8', matedIdentifiers, nonMatedIdentifiers],
    [
      `BioHash ${BIOHASH_BITS[0]} bits`,
      matedHashes.map((share) => 2 * share - 1),
      nonMatedHashes.map((share) => 2 * share - 1),
    ],
  ]),
);

function row(name: string, bytes: number, normal: AllComparisons, stolen: AllComparisons) {
  const ofNormal = ratesOf(normal);
  const found = { name, bytes, normal: ofNormal, stolen: stolen === normal ? ofNormal : ratesOf(stolen) };
  const cells = [found.normal, found.stolen].map((rates) =>
    rates
      .map(({ trueMatchRate, trueMatchRateInterval: interval }) =>
        trueMatchRate === null ? '-' : `${percent(trueMatchRate)} (${interval?.map(percent).join('-')})`,
      )
      .join(' / '),
  );
  console.log(`  ${name.padEnd(24)} ${String(bytes).padStart(5)} bytes  own key ${cells[0]}  key stolen ${cells[1]}`);
  return found;
}

function ratesOf(all: AllComparisons) {
  return matchRates(all, RATES, random, RESAMPLES);
}

/**
 * Stolen keys: some victims against every image; each probe is rotated by the victim's key. The other schemes use the
 * same comparisons.
 */
function bioHashRows() {
  const [most] = BIOHASH_BITS;
  const genuine = [...people.values()].flatMap((own) =>
    own.flatMap((one, at) => own.slice(at + 1).map((other) => [one, other] as const)),
  );
  const hashesUnder = (record: number, probes: readonly number[]): Map<number, Int8Array> => {
    const rotation = secretRotation(benchKey('record', record), DIRECTIONS_LENGTH);
    const found = new Map(
      probes.map((at) => {
        const probe = Float64Array.from(images[at]!.probe.subarray(0, DIRECTIONS_LENGTH));
        rotation.rotate(probe);
        return [at, bioHash(probe, most)] as const;
      }),
    );
    rotation.wipe();
    return found;
  };
  const underVictims = new Map(
    victims.map((victim, done) => {
      if (done % 20 === 0) console.log(`  BioHash: ${done} of ${VICTIMS} keys`);
      return [victim, hashesUnder(victim, [...images.keys()])] as const;
    }),
  );
  const underOwn = new Map(
    [...grouped(genuine, ([one]) => one)].map(
      ([one, own]) =>
        [
          one,
          hashesUnder(
            one,
            own.map(([, other]) => other),
          ),
        ] as const,
    ),
  );
  const ofVictims = (score: (victim: number, probe: number) => number): AllComparisons => ({
    ...clear,
    ...impostorsOf(score),
  });
  console.log(`  ${VICTIMS} records, each against all others:`);
  const rows = [
    row(
      '  in the clear',
      4 * EMBEDDING_LENGTH,
      clear,
      ofVictims((one, other) => comparisonScore(images[one]!.reference, images[other]!.probe)),
    ),
    row(
      '  rotation + int8',
      IDENTIFIER_BYTES,
      { ...keyless, genuine: hidden.genuine },
      {
        ...ofVictims((one, other) => comparisonScore(records[one]!.inverted, images[other]!.probe)),
        genuine: hidden.genuine,
      },
    ),
  ];
  return [
    ...rows,
    ...BIOHASH_BITS.map((bits) => {
      const references = records.map(({ rotatedReference }) => bioHash(rotatedReference, bits));
      const ownProbes = records.map(({ ownProbe }) => bioHash(ownProbe, bits));
      const own = Float64Array.from(genuine, ([one, other]) =>
        agreement(references[one]!, underOwn.get(one)!.get(other)!.subarray(0, bits)),
      );
      const normal = compareAll(subjects, (one, other) => agreement(references[one]!, ownProbes[other]!));
      const stolen = ofVictims((one, other) =>
        agreement(references[one]!, underVictims.get(one)!.get(other)!.subarray(0, bits)),
      );
      return row(`  BioHash ${bits} bits`, bits / 8, { ...normal, genuine: own }, { ...stolen, genuine: own });
    }),
  ];
}

function impostorsOf(score: (victim: number, probe: number) => number) {
  const numbers = new Map([...people.keys()].map((name, number) => [name, number]));
  const scores: number[] = [];
  const [one, other]: [number[], number[]] = [[], []];
  for (const victim of victims) {
    for (let probe = 0; probe < images.length; probe++) {
      if (subjects[probe] === subjects[victim]) continue;
      scores.push(score(victim, probe));
      one.push(numbers.get(subjects[victim]!)!);
      other.push(numbers.get(subjects[probe]!)!);
    }
  }
  return {
    impostor: Float64Array.from(scores),
    impostorSubjects: { one: Int32Array.from(one), other: Int32Array.from(other) },
  };
}

/** The lowest score at which the calibration proves the rate. */
function thresholdOf(rate: number): number {
  let [low, high] = [-1, 2];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (calibrate(middle, calibration!).falseMatchRate <= rate) high = middle;
    else low = middle;
  }
  return high;
}

function linkageRow(name: string, mated: Float64Array, nonMated: Float64Array) {
  const found = { name, ...linkage(mated, nonMated, random) };
  console.log(
    `  ${name.padEnd(36)} ${found.global.toFixed(3)}  (${found.chance.map((d) => d.toFixed(3)).join(' to ')})`,
  );
  return found;
}

function identifierScores(
  list: readonly (readonly [number, number])[],
  score: (one: PseudonymousIdentifier, other: PseudonymousIdentifier) => number,
): Float64Array {
  return Float64Array.from(list, ([one, other]) => score(records[one]!.identifier, records[other]!.again));
}

function both(
  score: (one: PseudonymousIdentifier, other: PseudonymousIdentifier) => number,
): [Float64Array, Float64Array] {
  return [identifierScores(linked, score), identifierScores(strangers.slice(0, NON_MATED / 4), score)];
}

/** Two images of a person under one key: every rotation preserves their inner product. */
function gramLinkage() {
  const twice = [...people.values()].filter((own) => own.length > 1).map((own) => [own[0]!, own[1]!] as const);
  const innerOf = (use: string) =>
    twice.map(([one, other], number) => {
      const key = benchKey(use, number);
      return likeness(protect(images[one]!.reference, key), protect(images[other]!.reference, key));
    });
  const [first, second] = [innerOf('gram'), innerOf('gram again')];
  const mated = Float64Array.from(first, (inner, at) => -Math.abs(inner - second[at]!));
  const nonMated = Float64Array.from({ length: NON_MATED }, () => {
    const one = draw(first.length);
    const other = (one + 1 + draw(first.length - 1)) % first.length;
    return -Math.abs(first[one]! - second[other]!);
  });
  return { people: twice.length, ...linkageRow('inner products within a key', mated, nonMated) };
}

function inversionRows() {
  const chosen = [...people.values()]
    .filter((own) => own.length > 1)
    .slice(0, INVERTED)
    .map((own) => ({ same: own[0]!, other: own[1]! }));
  const thresholds = RATES.map((rate) => thresholdOf(rate));
  const passes = (name: string, invert: (at: number) => Float32Array) => {
    const inverted = chosen.map(({ same }) => invert(same));
    const against = (image: (at: number) => number) =>
      thresholds.map((threshold) =>
        shareOf(inverted.map((face, at) => comparisonScore(images[image(at)]!.reference, face) >= threshold)),
      );
    const found = {
      name,
      sameImage: against((at) => chosen[at]!.same),
      otherImage: against((at) => chosen[at]!.other),
    };
    const cells = [found.sameImage, found.otherImage].map((shares) =>
      shares.map(({ rate, low, high }) => `${percent(rate)} (${percent(low)}-${percent(high)})`).join(' / '),
    );
    console.log(`  ${name.padEnd(34)} same image ${cells[0]}  another ${cells[1]}`);
    return found;
  };
  const withKey = (at: number, bits: number): Float32Array => {
    const rotation = secretRotation(benchKey('record', at), DIRECTIONS_LENGTH);
    return invertBioHash(bioHash(records[at]!.rotatedReference, bits), (vector) => rotation.rotateBack(vector));
  };
  return [
    passes('the face itself', (at) => images[at]!.probe),
    passes('rotation + int8, key known', (at) => records[at]!.inverted),
    passes('rotation + int8, a guessed key', (at) => {
      const face = readWithoutKey(records[at]!.identifier);
      const directions = Float64Array.from(face.subarray(0, DIRECTIONS_LENGTH));
      secretRotation(benchKey('guessed', at), DIRECTIONS_LENGTH).rotateBack(directions);
      face.set(directions);
      return face;
    }),
    ...BIOHASH_BITS.map((bits) => passes(`BioHash ${bits} bits, key known`, (at) => withKey(at, bits))),
  ];
}

function shownError(error: { readonly deviation: number; readonly worst: number }): string {
  return `deviation ${error.deviation.toExponential(1)}, worst ${error.worst.toExponential(1)}`;
}

function strangersOf(): readonly [number, number] {
  const one = draw(images.length);
  let other = draw(images.length);
  while (subjects[other] === subjects[one]) other = draw(images.length);
  return [one, other];
}

function draw(below: number): number {
  return Math.floor(seeded.between(0, below));
}

function drawn(below: number, count: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(draw(below));
  return [...chosen].sort((one, other) => one - other);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
