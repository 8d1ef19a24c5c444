/** The part of a report about groups of travellers, from the randomised answers that lanes counted. Pure. */
import {
  addGroupCounts,
  answersIn,
  type Group,
  MIN_GROUP_BATCH,
  GROUP_ATTRIBUTES,
  type GroupAttribute,
  type GroupCounts,
  groupCountOf,
  GROUP_OUTCOMES,
  type GroupOutcome,
  GROUPS,
  noGroupCounts,
} from '../../../contract/group-counts.ts';
import { RESPONSE_EPSILON, responseProbabilities } from '../../../contract/randomised-response.ts';
import {
  CLUSTERING,
  groupEstimate,
  type GroupRate,
  groupRate,
  simultaneousQuantile,
} from '../statistics/group-rates.ts';
import { MIN_ANSWERS, type PublishedGroupRate, type PublishedGroups } from './group-report.ts';

/** A rate: the ends that count, of these and the other ends of travellers who were judged. */
interface Figure {
  readonly counted: readonly GroupOutcome[];
  readonly others: readonly GroupOutcome[];
}

const FIGURES = {
  failureToAcquire: {
    counted: ['not-acquired'],
    others: ['refused-as-attack', 'attack-undecided', 'not-matched', 'matched'],
  },
  rejected: { counted: ['not-matched'], others: ['matched'] },
  notTakenAsLive: { counted: ['refused-as-attack', 'attack-undecided'], others: ['not-matched', 'matched'] },
} as const satisfies Record<string, Figure>;

const FIGURE_NAMES = [
  'failureToAcquire',
  'rejected',
  'notTakenAsLive',
] as const satisfies readonly (keyof typeof FIGURES)[];

const DIGITS = 6;

/** The counts of one lane, with the travellers of its reports whose face was to be captured. */
export interface LaneGroups {
  readonly counts: GroupCounts;
  readonly travellers: number;
}

/** `undefined` when no attribute has at least two groups with enough answers. */
export function groupsOf(lanes: readonly LaneGroups[]): PublishedGroups | undefined {
  // Each traveller of a report has at most one answer, so more of them are not true. A report and its answer may be of two months
  const taken = lanes.filter(({ counts, travellers }) => answersIn(counts) <= travellers + MIN_GROUP_BATCH);
  const counts = taken.reduce((sum, lane) => addGroupCounts(sum, lane.counts), noGroupCounts());
  const shown = GROUP_ATTRIBUTES.map((attribute) => ({ attribute, groups: shownGroups(counts, attribute) })).filter(
    ({ groups }) => groups.length > 1,
  );
  if (shown.length === 0) return undefined;
  const comparisons = shown.reduce((sum, { groups }) => sum + groups.length * FIGURE_NAMES.length, 0);
  const quantile = simultaneousQuantile(comparisons);
  return {
    method: {
      standard: 'ISO/IEC 19795-10, differential performance',
      response: 'k-ary randomised response',
      epsilon: RESPONSE_EPSILON,
      answersLeast: MIN_ANSWERS,
      clustering: CLUSTERING,
      differences: 'ratio to all others, Bonferroni',
      comparisons,
    },
    lanes: taken.length,
    lanesLeftOut: lanes.length - taken.length,
    attributes: shown.map(({ attribute, groups }) => ({
      attribute,
      answers: Object.fromEntries(
        GROUP_OUTCOMES.map((outcome) => [outcome, sumOf(answersOf(counts, attribute, [outcome]))]),
      ) as PublishedGroups['attributes'][number]['answers'],
      cells: groups.map(({ group, travellers }) => ({
        group,
        travellers: Math.round(travellers),
        answers: endsOf(counts, attribute, group),
        ...groupRatesOf((outcomes) => answersOf(counts, attribute, outcomes), attribute, group, quantile),
      })),
    })),
  };
}

function shownGroups(counts: GroupCounts, attribute: GroupAttribute) {
  const all = answersOf(counts, attribute, GROUP_OUTCOMES);
  const probabilities = responseProbabilities(GROUPS[attribute].length);
  return GROUPS[attribute]
    .map((group: Group, at) => ({ group, travellers: groupEstimate(all, at, probabilities) }))
    .filter(({ travellers }) => travellers >= MIN_ANSWERS);
}

function answersOf(counts: GroupCounts, attribute: GroupAttribute, outcomes: readonly GroupOutcome[]) {
  return GROUPS[attribute].map((group: Group) =>
    sumOf(outcomes.map((outcome) => groupCountOf(counts, attribute, group, outcome))),
  );
}

function endsOf(counts: GroupCounts, attribute: GroupAttribute, group: Group) {
  return Object.fromEntries(
    GROUP_OUTCOMES.map((outcome) => [outcome, groupCountOf(counts, attribute, group, outcome)]),
  ) as PublishedGroups['attributes'][number]['answers'];
}

/** The published rates of one group. @param answers the answers with one of these ends, for each group of the attribute */
export function groupRatesOf(
  answers: (outcomes: readonly GroupOutcome[]) => readonly number[],
  attribute: GroupAttribute,
  group: Group,
  quantile: number,
) {
  const groups: readonly Group[] = GROUPS[attribute];
  const probabilities = responseProbabilities(groups.length);
  const of = (name: keyof typeof FIGURES) => {
    const { counted, others }: Figure = FIGURES[name];
    const ends = { counted: answers(counted), others: answers(others) };
    return publishedRate(groupRate(ends, groups.indexOf(group), probabilities, quantile));
  };
  return { failureToAcquire: of('failureToAcquire'), rejected: of('rejected'), notTakenAsLive: of('notTakenAsLive') };
}

function publishedRate(rate: GroupRate | undefined): PublishedGroupRate | null {
  if (rate === undefined) return null;
  const { against } = rate;
  return {
    rate: digits(rate.rate),
    low: digits(rate.low),
    high: digits(rate.high),
    against:
      against === undefined
        ? null
        : {
            ratio: digits(against.ratio),
            low: digits(against.low),
            high: digits(against.high),
            differs: against.low > 1 || against.high < 1,
          },
  };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function digits(share: number): number {
  return Number(share.toPrecision(DIGITS));
}
