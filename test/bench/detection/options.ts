import { wholeNumber } from '../support/whole-number.ts';

export interface DetectionOptions {
  /** Default: five fixed seeds and a random one. */
  readonly seeds: readonly number[];
  readonly eventsFile: string | undefined;
  readonly jsonFile: string | undefined;
  /** True when the run is the recorded one. */
  readonly isWhole: boolean;
}

export const FIXED_SEEDS = [1, 2, 3, 11, 12] as const;

export const USAGE = `usage: npm run bench -- detection [--seed N] [--events FILE] [--json OUT]

Runs the detection engine and fixed thresholds over an invented service with attacks, and over a quiet one.
  --seed N      one world with this seed instead of five fixed seeds, a random one, and permuted data
  --events FILE lines of JSON: events in the order of time, as server/detection/events/README.md describes. A line
                {"campaign":{"kind":…,"entities":["person ID",…],"from":MS,"until":MS}} states an attack to be found
  --json OUT    also writes the results to a file`;

/** @throws Error that names the option */
export function readOptions(args: readonly string[]): DetectionOptions {
  let [seeds, eventsFile, jsonFile]: [number[] | undefined, string | undefined, string | undefined] = [
    undefined,
    undefined,
    undefined,
  ];
  for (let at = 0; at < args.length; at += 2) {
    const [option, value] = [args[at], args[at + 1]];
    if (value === undefined) throw new Error(`${option} needs a value`);
    if (option === '--seed') seeds = [wholeNumber('--seed', value, 0)];
    else if (option === '--events') eventsFile = value;
    else if (option === '--json') jsonFile = value;
    else throw new Error(`there is no option ${option}`);
  }
  const isWhole = seeds === undefined && eventsFile === undefined;
  const random = Math.floor(Math.random() * 1_000_000) + 1_000;
  return { seeds: seeds ?? [...FIXED_SEEDS, random], eventsFile, jsonFile, isWhole };
}
