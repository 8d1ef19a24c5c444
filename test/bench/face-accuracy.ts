/**
 * Accuracy of the face comparison through the product's analyser, compared with @vladmandic/face-api and
 * @vladmandic/human. `npm run bench -- face --help` lists the options; the record goes to
 * test/bench/results/face-accuracy.json.
 */
import { FACE_COMPARATOR } from '../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';
import { seededRandom } from '../models/face/rendering/seeded-random.ts';
import { VARIANTS } from './face-accuracy/ablation.ts';
import { type AllComparisons, compareAll, type MatchRate, matchRates } from './face-accuracy/all-against-all.ts';
import { parseOptions, USAGE } from './face-accuracy/options.ts';
import { type OurFace, ourFaces, productScore } from './face-accuracy/our-faces.ts';
import { type Pair, readPairs, subjectOf } from './face-accuracy/pairs-file.ts';
import { peerResults } from './face-accuracy/peer-faces.ts';
import { type NamedCurve, writePlots } from './face-accuracy/plots.ts';
import { pairStrength, ratesByStrength } from './face-accuracy/rates-by-strength.ts';
import { percent, shown, summarise } from './face-accuracy/summary.ts';
import { errorCurve, type ScoredPair } from './face-accuracy/verification.ts';
import { writeRecord } from './support/record.ts';
import { runBench } from './support/run-bench.ts';

const RATES = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6] as const;
/** Seed of the resampling of subjects, equal in every run. */
const SEED = 1;

await runBench(USAGE, run);

async function run(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const pairs = readPairs(options.pairs, options.images);
  const paths = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  const folds = new Set(pairs.map(({ fold }) => fold)).size;
  console.log(`${pairs.length} pairs in ${folds} folds, ${paths.length} images`);

  const faces = await ourFaces(options.images, paths, options.threads, (done) => {
    console.log(`  ours: ${done} of ${paths.length} images`);
  });
  const faceOf = new Map(paths.map((path, index) => [path, faces[index]]));
  const failuresToAcquire = {
    frame: faces.filter(({ probe }) => probe === undefined).length,
    portrait: faces.filter(({ reference }) => reference === undefined).length,
  };
  const several = faces.filter((face) => face.several).length;
  console.log(
    `no face found: ${failuresToAcquire.frame} as frames, ${failuresToAcquire.portrait} as portraits; ` +
      `${several} show a second face, for which a lane would refuse them`,
  );

  const score = (list: readonly Pair[]): ScoredPair[] =>
    list.map(({ fold, same, a, b }) => ({ fold, same, score: productScore(faceOf.get(a), faceOf.get(b)) }));
  const product = summarise(score(pairs));
  console.log(`\npairs, ours: ${shown(product.summary)}`);
  const impostorPairs = pairs.filter(({ same }) => !same).length;
  console.log(
    `  ${impostorPairs} impostor pairs prove no rate below ${(3 / impostorPairs).toExponential(1)} (rule of three)`,
  );

  console.log('\nall against all');
  const all = allOf(paths, faces, productScore);
  const rates = matchRates(all, RATES, randomOf(SEED));
  console.log(`  ${all.subjects} subjects, ${all.genuine.length} genuine, ${all.impostor.length} impostor comparisons`);
  for (const rate of rates) console.log(`  ${shownRate(rate)}`);
  console.log(`  no rate below ${(3 / all.impostor.length).toExponential(1)} can be proven (rule of three)`);

  const sameGroup = missesAtStatedRates(all);
  console.log('\nFNMR, all against all, at the stated rates of a policy (impostors of one sex and ethnicity)');
  for (const { statedRate, sameGroupRate, falseNonMatchRate, strangersRate } of sameGroup) {
    console.log(
      `  stated ${statedRate.toExponential(0)}: one group on FairFace ${sameGroupRate.toExponential(1)}, random impostors here ` +
        `${strangersRate.toExponential(1)}, FNMR ${percent(falseNonMatchRate)}`,
    );
  }

  const variants = options.ablation ? ablation(paths, faces, pairs) : undefined;
  const byStrength = options.ablation ? strengthBands(paths, faces, all, rates) : undefined;

  const subset = evenly(pairs, options.peerPairs);
  const peers = subset.length === 0 ? [] : await comparePeers(options.images, subset);
  const oursOnSubset = subset.length === 0 ? undefined : summarise(score(subset));
  if (oursOnSubset !== undefined) {
    console.log(`\n${subset.length} pairs, every ${(pairs.length / subset.length).toFixed(0)}th:`);
    for (const { name, summary, missed } of peers)
      console.log(`  ${name.padEnd(26)} ${shown(summary)}  not found ${missed}`);
    console.log(`  ${'ours'.padEnd(26)} ${shown(oursOnSubset.summary)}`);
  }

  const record = {
    data: { pairs: pairs.length, folds, images: paths.length, subjects: all.subjects },
    failuresToAcquire,
    secondFace: several,
    pairs: { ...product.summary, leastProvableRate: 3 / impostorPairs },
    peers: {
      pairs: subset.length,
      ours: oursOnSubset?.summary,
      others: peers.map(({ name, summary, missed }) => ({ name, failuresToAcquire: missed, ...summary })),
    },
    allAgainstAll: {
      genuine: all.genuine.length,
      impostor: all.impostor.length,
      leastProvableRate: 3 / all.impostor.length,
      rates,
    },
    sameGroup,
    variants,
    byStrength,
  };
  writeRecord('face-accuracy', record, options.json);
  if (options.svg !== undefined) {
    const curves: NamedCurve[] = [
      ...(oursOnSubset === undefined ? [] : [{ name: 'Postern', curve: oursOnSubset.curve }]),
      ...peers,
    ];
    if (curves.length > 0) writePlots(options.svg, 'peers', `${subset.length} pairs`, curves, 1e-2);
    const curve = errorCurve(all.genuine, all.impostor);
    writePlots(options.svg, 'all-against-all', 'All against all', [{ name: 'Postern', curve }], 1e-6);
  }
}

/** Misses at the calibration's thresholds for impostors of one sex and ethnicity. */
function missesAtStatedRates({ genuine, impostor }: AllComparisons) {
  const points = calibrationOf(loadManifest(), FACE_COMPARATOR)?.statement?.operatingPoints ?? [];
  return points.map(({ statedRate, score, pooled }) => ({
    statedRate,
    threshold: score,
    sameGroupRate: pooled.falseMatchRate,
    falseNonMatchRate: genuine.filter((value) => !(value >= score)).length / genuine.length,
    strangersRate: impostor.reduce((count, value) => count + (value >= score ? 1 : 0), 0) / impostor.length,
  }));
}

async function comparePeers(images: string, subset: readonly Pair[]) {
  const results = await peerResults(images, subset, (name, done, of) =>
    console.log(`  ${name}: ${done} of ${of} images`),
  );
  return results.map(({ name, scored, failuresToAcquire }) => ({
    name,
    missed: failuresToAcquire,
    ...summarise(scored),
  }));
}

/** The rates of simpler and more expensive comparators: accuracy on the pairs, and all against all. */
function ablation(paths: readonly string[], faces: readonly OurFace[], pairs: readonly Pair[]) {
  const faceOf = new Map(paths.map((path, index) => [path, faces[index]]));
  console.log(
    '\nvalue of each step (accuracy on the pairs; TAR at FAR 1e-3, 1e-4, 1e-5; runs of each network for a frame, a portrait)',
  );
  return VARIANTS.map(({ name, runs, score }) => {
    const rates = matchRates(allOf(paths, faces, score), [1e-3, 1e-4, 1e-5], randomOf(SEED), 0);
    const shares = rates.map(({ trueMatchRate }) => trueMatchRate);
    const { accuracy } = summarise(
      pairs.map(({ fold, same, a, b }) => ({ fold, same, score: score(faceOf.get(a), faceOf.get(b)) })),
    ).summary;
    const cells = [accuracy, ...shares].map((share) => (share === null ? '-' : percent(share)).padStart(6));
    console.log(`  ${name.padEnd(50)} ${cells.join(' ')}  ${runs.frame.join('+')}, ${runs.portrait.join('+')}`);
    return { name, runs, accuracy, trueMatchRates: shares };
  });
}

/** The distribution of false matches over weak and strong faces at some rates. */
function strengthBands(
  paths: readonly string[],
  faces: readonly OurFace[],
  { impostor }: AllComparisons,
  rates: readonly MatchRate[],
) {
  const strengths = allOf(paths, faces, pairStrength).impostor;
  console.log('\nfalse matches by strength of the pair, weakest to strongest, over the rate of all pairs');
  return rates.flatMap(({ falseMatchRate, threshold, falseMatches }) => {
    if (threshold === null || falseMatches < 500) return [];
    const bands = ratesByStrength(impostor, strengths, threshold);
    const cells = bands.map(({ band: [from, to], timesTheRate }) => `${from}-${to}: ${timesTheRate.toFixed(2)}`);
    console.log(`  FAR ${falseMatchRate.toExponential(0)}: ${cells.join('  ')}`);
    return [{ falseMatchRate, bands }];
  });
}

function allOf(
  paths: readonly string[],
  faces: readonly OurFace[],
  scoreOf: (reference: OurFace | undefined, probe: OurFace | undefined) => number,
): AllComparisons {
  return compareAll(paths.map(subjectOf), (one, other) => scoreOf(faces[one], faces[other]));
}

/** `count` of the pairs, evenly spaced in the list and therefore over folds and kinds. */
function evenly(pairs: readonly Pair[], count: number): Pair[] {
  if (count >= pairs.length) return [...pairs];
  return Array.from({ length: count }, (_, index) => pairs[Math.floor(((index + 0.5) * pairs.length) / count)]!);
}

function shownRate({
  falseMatchRate,
  threshold,
  falseMatches,
  trueMatchRate,
  trueMatchRateInterval,
}: MatchRate): string {
  const name = `FAR ${falseMatchRate.toExponential(0)}`;
  if (threshold === null || trueMatchRate === null) return `${name}: too few impostors`;
  const interval = trueMatchRateInterval?.map(percent).join(' to ');
  return `${name}: TAR ${percent(trueMatchRate)} (${interval}), ${falseMatches} false matches, score ${threshold.toFixed(3)}`;
}

function randomOf(seed: number): () => number {
  const random = seededRandom(seed);
  return () => random.between(0, 1);
}
