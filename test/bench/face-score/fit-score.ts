import type { Calibration, OperatingPoint, RateStatement } from '../../../models/calibration/calibration.ts';
import { fitCalibration } from '../support/fit-calibration.ts';
import { impostorTail, TAIL_FROM, tailRate } from '../support/impostor-tail.ts';
import type { FaceCentring } from '../../../models/face/centring.ts';
import { comparisonScore } from '../../../models/face/compare.ts';
import { FACE_COMPARATOR } from '../../../models/face/embedders.ts';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { type GroupRate, groupRates, type Impostor } from '../face-groups/group-rates.ts';
import { groupsOf } from '../face-groups/groupings.ts';
import { thresholdAt } from '../support/threshold-at.ts';
import { centringScorer, crossFittedScores } from './cross-fit.ts';
import type { GroupedData, MatedData } from './data.ts';
import { embeddingsOf, type TwoEmbeddings } from './embeddings.ts';
import { DIRECTIONS } from './make-centring.ts';

/** Rates of the operating points in the manifest. */
const STATED = [1e-3, 3e-4, 1e-4] as const;
/**
 * Additional rates of random impostors at which misses are counted, and how far below the loosest operating point
 * their scores reach.
 */
const STRANGERS = [1e-3, 1e-4, 1e-5] as const;
const BELOW = 0.15;
const SEED = 1;
/** Minimum number of people for the worst group. */
const PEOPLE_OF_A_GROUP = 50;

/**
 * Factor by which impostors of the holder's group may match more often on data of another source than on FairFace.
 * With a threshold of 1e-3 from FairFace and embeddings without their mean, 2.2e-3 of the same-group pairs of the
 * Chicago Face Database matched.
 */
const MARGIN = 2.2;

export const scoreOf = (reference: TwoEmbeddings, probe: TwoEmbeddings): number =>
  comparisonScore(reference.reference, probe.probe);

export interface FittedScore {
  readonly calibration: Calibration & { readonly statement: RateStatement };
  readonly tail: readonly TailCheck[];
  /** Misses on LFW at rates of random impostors of LFW, the definition in other work. */
  readonly strangers: readonly { readonly falseMatchRate: number; readonly falseNonMatchRate: number }[];
}

/** Fits the calibration of the face comparator: impostors of FairFace, genuine pairs of LFW. */
export function fitScore(
  grouped: GroupedData,
  mated: MatedData,
  centring: FaceCentring,
  centringSha256: string,
): FittedScore {
  const impostor = crossFittedScores(grouped.faces, grouped.impostors, centringScorer(DIRECTIONS, scoreOf));
  const embeddings = mated.faces.map((face) => embeddingsOf(face, centring));
  const matedScore = (one: number, other: number): number => scoreOf(embeddings[one]!, embeddings[other]!);
  const genuine = Float64Array.from(mated.genuine, ({ one, other }) => matedScore(one, other));
  const personOf = (at: number): number => grouped.people[at]!;
  const fitted = fitCalibration({
    comparator: FACE_COMPARATOR,
    data: {
      name: 'Impostors: FairFace, development part. Genuine: Labeled Faces in the Wild, View 2, folds 1 to 5',
      subjects: new Set(grouped.usable.map(personOf)).size,
      conditions:
        'Impostors: each image that a gate would not answer with advice with each later one of the same sex and ethnicity, the earlier as ' +
        'the portrait, scored with a centring that was fitted to other people. Genuine: each image of a person with each later one.',
    },
    genuine,
    impostor,
    impostorSubjects: {
      one: Int32Array.from(grouped.impostors, ({ one }) => personOf(one)),
      other: Int32Array.from(grouped.impostors, ({ other }) => personOf(other)),
    },
    tail: 'modelled',
    random: randomOf(SEED),
  });
  const statement: RateStatement = {
    definition:
      'Share of the comparisons of two different people of one sex and ethnicity that match, pooled over all groups; the upper end of its ' +
      '95 % interval.',
    margin: MARGIN,
    marginSource:
      'A threshold for 1e-3 that was chosen on FairFace, with embeddings less their mean, let 2.2e-3 of the pairs of one sex and ethnicity ' +
      'of the Chicago Face Database pass.',
    centring: centringSha256,
    operatingPoints: [],
  };
  const calibration = { ...fitted, statement };
  const matches = (scores: Float64Array, threshold: number): Impostor[] =>
    grouped.impostors.flatMap((pair, at) => (scores[at]! >= threshold ? [{ ...pair, score: scores[at]! }] : []));
  const strangers = strongImpostors(mated, matedScore, thresholdAt(Math.max(...STATED), calibration) - BELOW);
  strangers.sort((one, other) => other.score - one.score);
  let strangerPairs = 0;
  const operatingPoints = STATED.map((statedRate): OperatingPoint => {
    const score = thresholdAt(statedRate, calibration);
    const own = matches(impostor, score);
    const rates = (grouping: 'everyone' | 'sex and ethnicity'): GroupRate[] =>
      groupRates(groupsOf(grouping, grouped.labels, grouped.usable), grouped.people, own, randomOf(SEED)).rates;
    const [pooled] = rates('everyone');
    const worst = rates('sex and ethnicity')
      .filter(({ people }) => people >= PEOPLE_OF_A_GROUP)
      .reduce((one, other) => (other.falseMatchRate > one.falseMatchRate ? other : one));
    const [random] = groupRates(
      mated.everybody,
      mated.people,
      strangers.filter((match) => match.score >= score),
      randomOf(SEED),
    ).rates;
    if (pooled === undefined || random === undefined) throw new Error('too few faces');
    strangerPairs = random.comparisons;
    return {
      statedRate,
      score,
      pooled: counted(pooled),
      worstGroup: { group: worst.group, people: worst.people, ...counted(worst) },
      randomImpostors: counted(random),
      falseNonMatchRate: genuine.filter((value) => !(value >= score)).length / genuine.length,
    };
  });
  return {
    calibration: { ...calibration, statement: { ...statement, operatingPoints } },
    tail: tailChecks(impostor),
    strangers: STRANGERS.map((falseMatchRate) => {
      const threshold = strangers[Math.floor(falseMatchRate * strangerPairs)]?.score ?? Number.NaN;
      return {
        falseMatchRate,
        falseNonMatchRate: genuine.filter((value) => !(value > threshold)).length / genuine.length,
      };
    }),
  };
}

/** The tail model and the count at one score. */
export interface TailCheck {
  readonly falseMatches: number;
  readonly counted: number;
  readonly modelled: number;
}

function tailChecks(impostor: Float64Array): TailCheck[] {
  const ascending = impostor.slice().sort();
  const tail = impostorTail(ascending, ascending[Math.floor((1 - TAIL_FROM) * ascending.length)]!);
  return [100, 50, 20, 10, 5].map((falseMatches) => ({
    falseMatches,
    counted: falseMatches / ascending.length,
    modelled: tailRate(ascending[ascending.length - falseMatches]!, tail),
  }));
}

function strongImpostors(
  { faces, people }: MatedData,
  scoreOfTwo: (one: number, other: number) => number,
  least: number,
): Impostor[] {
  const matches: Impostor[] = [];
  for (let one = 0; one < faces.length; one++) {
    for (let other = one + 1; other < faces.length; other++) {
      if (people[one] === people[other]) continue;
      const score = scoreOfTwo(one, other);
      if (score >= least) matches.push({ one, other, score });
    }
  }
  return matches;
}

function counted({ falseMatchRate, interval }: GroupRate) {
  return { falseMatchRate, interval };
}

export function randomOf(seed: number): () => number {
  const random = seededRandom(seed);
  return () => random.between(0, 1);
}
