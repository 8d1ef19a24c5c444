/**
 * False-match rates between people of one sex and ethnicity at the calibration's stated rates, for each group, and the
 * differences between groups (ISO/IEC 19795-10); misses, failures to acquire and advice by group. `npm run bench --
 * face-groups --help` lists the options.
 */
import { FACE_COMPARATOR } from '../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';
import { seededRandom } from '../models/face/rendering/seeded-random.ts';
import { ourFaces, productScore } from './face-accuracy/our-faces.ts';
import { readPairs } from './face-accuracy/pairs-file.ts';
import { acquisitionOf } from './face-groups/acquisition.ts';
import { groupRates } from './face-groups/group-rates.ts';
import { GROUPINGS, groupsOf, MIN_PEOPLE } from './face-groups/groupings.ts';
import { randomImpostors, strongestWithinCells, thresholdOf } from './face-groups/impostors.ts';
import { readLabels } from './face-groups/labels.ts';
import { matedPairs, missesByGroup } from './face-groups/mated.ts';
import { parseGroupOptions, USAGE } from './face-groups/options.ts';
import { comparePeers } from './face-groups/peers.ts';
import { peopleOf, readSamePerson } from './face-groups/people.ts';
import { writeRecord } from './support/record.ts';
import { thresholdAt } from './support/threshold-at.ts';
import { runBench } from './support/run-bench.ts';

const STATED = [1e-3, 3e-4, 1e-4] as const;
/** Rates within groups at which misses are counted, for comparing comparators independently of their stated rates. */
const SAME_GROUP = [1e-2, 1e-3, 1e-4] as const;
const SEED = 1;

await runBench(USAGE, run);

async function run(): Promise<void> {
  const options = parseGroupOptions(process.argv.slice(2));
  const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR);
  if (calibration === undefined) throw new Error('the manifest does not calibrate faces');
  const labels = readLabels(options.labels).filter((_, at) => at % options.every === 0);
  const people = peopleOf(labels, options.samePerson === undefined ? [] : readSamePerson(options.samePerson));
  const files = labels.map(({ file }) => file);
  console.log(`${labels.length} images of ${new Set(people).size} people`);
  const faces = await ourFaces(options.images, files, options.threads, (done) =>
    console.log(`  ours: ${done} of ${labels.length} images`),
  );

  const acquisition = acquisitionOf(labels, faces, ({ ethnicity, sex }) => ethnicity ?? sex);
  console.log('\nacquisition: no face as frame, as portrait; median quality; advice');
  for (const { group, images, failureToAcquire, medianQuality, advice } of acquisition) {
    const shares = Object.entries(advice).map(([name, share]) => `${name} ${percent(share)}`);
    console.log(
      `  ${group.padEnd(24)} ${String(images).padStart(5)}  ${percent(failureToAcquire.frame)} ${percent(failureToAcquire.portrait)}  ` +
        `${medianQuality?.toFixed(0) ?? '-'}  ${shares.join(', ')}`,
    );
  }

  const compared = [...faces.keys()].filter((at) => {
    const face = faces[at];
    if (face?.probe === undefined || face.reference === undefined) return false;
    return options.everyFrame || face.quality?.advice === undefined;
  });
  const scoreOf = (reference: number, probe: number): number => productScore(faces[reference], faces[probe]);
  const cells = [...groupsOf('everyone', labels, compared).values()].flat();
  const within = strongestWithinCells(cells, people, scoreOf, 0.1);
  console.log(
    `\n${compared.length} images compared${options.everyFrame ? '' : ' (without those that get advice)'}, ` +
      `${within.comparisons} pairs of different people of one sex and ethnicity`,
  );

  const thresholds = STATED.map((rate) => thresholdAt(rate, calibration));
  const random = randomImpostors(compared, people, scoreOf, thresholds);
  const stated = STATED.map((rate, at) => {
    const threshold = thresholds[at]!;
    const matches = within.impostors.filter(({ score }) => score >= threshold);
    const anyImpostor = random.falseMatches[at]! / random.comparisons;
    console.log(`\nstated ${rate.toExponential(0)}: any impostor ${anyImpostor.toExponential(1)}`);
    const seed = seededRandom(SEED);
    const groupings = GROUPINGS.map((grouping) => {
      const groups = groupsOf(grouping, labels, compared);
      const { rates, differential } = groupRates(groups, people, matches, () => seed.between(0, 1));
      for (const { group, people: count, falseMatches, falseMatchRate, interval } of rates) {
        console.log(
          `  ${group.padEnd(28)} ${String(count).padStart(5)} people ${String(falseMatches).padStart(6)}  ${interval3(falseMatchRate, interval)}`,
        );
      }
      if (differential !== undefined) {
        const { worst, worstOverGeometricMean, worstOverBest } = differential;
        console.log(
          `    by ${grouping}: worst ${worst}; over geometric mean ${ratio(worstOverGeometricMean)}; over best ${ratio(worstOverBest)}`,
        );
      }
      return { grouping, rates, differential };
    });
    return { rate, threshold, anyImpostor, groupings };
  });

  const numberOf = new Map(files.map((file, at) => [file, at]));
  const mated =
    options.pairs === undefined
      ? // Pairs that were found by their score always match, so they are not used here.
        matedPairs(compared, peopleOf(labels, []))
      : readPairs(options.pairs, options.images).flatMap(({ same, a, b }) => {
          const [one, other] = [numberOf.get(a), numberOf.get(b)];
          return same && one !== undefined && other !== undefined ? [[one, other] as const] : [];
        });
  const misses = [
    ...thresholds.map((threshold, at) => ({ at: `stated ${STATED[at]}`, threshold })),
    ...SAME_GROUP.flatMap((rate) => {
      const threshold = thresholdOf(within, rate);
      return threshold === null ? [] : [{ at: `same group ${rate}`, threshold }];
    }),
  ].map(({ at, threshold }) => {
    const all = missesByGroup(mated, labels, () => 'everyone', scoreOf, threshold);
    const bySex = missesByGroup(mated, labels, ({ sex }) => sex, scoreOf, threshold);
    const byEthnicity = missesByGroup(mated, labels, ({ ethnicity }) => ethnicity, scoreOf, threshold);
    return { at, threshold, groups: [...all, ...bySex, ...byEthnicity] };
  });
  if (mated.length > 0) {
    console.log(`\nFNMR on ${mated.length} mated pairs`);
    for (const { at, groups } of misses) {
      const cellsOf = groups.map(({ group, falseNonMatchRate }) => `${group} ${percent(falseNonMatchRate)}`);
      console.log(`  ${at.padEnd(20)} ${cellsOf.join(', ')}`);
    }
  }

  const peers =
    options.peerImages === 0
      ? []
      : await comparePeers(options.images, labels, people, compared, scoreOf, options.peerImages);
  for (const { name, images, found, differential } of peers) {
    const shown =
      differential === undefined ? '-' : `${differential.worst}: ${ratio(differential.worstOverGeometricMean)}`;
    console.log(
      `  ${name.padEnd(30)} ${found} of ${images} found; worst ethnicity over geometric mean at 1e-2 ${shown}`,
    );
  }

  writeRecord(
    'face-groups',
    {
      data: {
        images: labels.length,
        people: new Set(people).size,
        compared: compared.length,
        leastPeople: MIN_PEOPLE,
      },
      pairs: { sameGroup: within.comparisons, any: random.comparisons, mated: mated.length },
      acquisition,
      stated,
      misses: mated.length === 0 ? [] : misses,
      peers,
    },
    options.json,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function interval3(rate: number, [low, high]: readonly [number, number]): string {
  return `${rate.toExponential(1)} (${low.toExponential(1)} to ${high.toExponential(1)})`;
}

function ratio([value, low, high]: readonly [number, number, number]): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
