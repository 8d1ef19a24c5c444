import { wholeNumber } from '../support/whole-number.ts';

export interface DetectionOptions {
  /** Default: five fixed seeds and a random one. */
  readonly seeds: readonly number[];
  readonly eventsFile: string | undefined;
  readonly jsonFile: string | undefined;
  /** Default: all sets, with quiet worlds and invariants. */
  readonly set: UnseenSet | undefined;
  /** True when the run is the recorded one. */
  readonly isWhole: boolean;
}

export const FIXED_SEEDS = [1, 2, 3, 11, 12] as const;
const UNSEEN_SEEDS = [1, 2, 3] as const;

/** Sets of campaigns that no rule was written for. */
export const UNSEEN_SETS = ['unseen', 'red-team'] as const;
export type UnseenSet = (typeof UNSEEN_SETS)[number];

export const USAGE = `usage: npm run bench -- detection [--seed N] [--events FILE] [--campaigns SET] [--json OUT]

Runs the detection engine and fixed thresholds over an invented service with attacks, and over a quiet one.
  --seed N      one world with this seed instead of five fixed seeds, a random one, and permuted data
  --events FILE lines of JSON: events in the order of time, as server/oversight/detection/events/README.md describes. A line
                {"campaign":{"kind":…,"entities":["person ID",…],"from":MS,"until":MS}} states an attack to be found
  --campaigns SET
                only a set that no rule was written for, unseen or red-team, on seeds 1, 2 and 3 or the one of --seed
  --json OUT    also writes the results to a file`;

/** @throws Error that names the option */
export function readOptions(args: readonly string[]): DetectionOptions {
  let [seeds, eventsFile, jsonFile]: [number[] | undefined, string | undefined, string | undefined] = [
    undefined,
    undefined,
    undefined,
  ];
  let set: UnseenSet | undefined;
  for (let at = 0; at < args.length; at += 2) {
    const [option, value] = [args[at], args[at + 1]];
    if (value === undefined) throw new Error(`${option} needs a value`);
    if (option === '--seed') seeds = [wholeNumber('--seed', value, 0)];
    else if (option === '--events') eventsFile = value;
    else if (option === '--json') jsonFile = value;
    else if (option === '--campaigns') set = setOf(value);
    else throw new Error(`there is no option ${option}`);
  }
  if (set !== undefined && eventsFile !== undefined) throw new Error('--campaigns and --events exclude each other');
  const isWhole = seeds === undefined && eventsFile === undefined && set === undefined;
  const random = Math.floor(Math.random() * 1_000_000) + 1_000;
  const usual = set === undefined ? [...FIXED_SEEDS, random] : UNSEEN_SEEDS;
  return { seeds: seeds ?? usual, eventsFile, jsonFile, set, isWhole };
}

function setOf(value: string): UnseenSet {
  const set = UNSEEN_SETS.find((one) => one === value);
  if (set === undefined) throw new Error(`--campaigns needs one of ${UNSEEN_SETS.join(', ')}`);
  return set;
}
