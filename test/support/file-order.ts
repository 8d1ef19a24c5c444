/**
 * The order in which test files start. The slowest start first, because started last they would leave the other workers idle. Flows are
 * spread, so that about one runs at a time: the camera and the models of a lane need the processor, and each flow waits for its lane,
 * which lives in real time.
 */

/** A test file, as it is about to be ordered. */
export interface TestFile {
  /** Below `test/`, without the ending: `flows/shift`. */
  readonly name: string;
  /** Place among the projects whose files share processes, from 0; absent for the others. They come last: a process goes on with the next file only if that belongs to the same project. */
  readonly sharing?: number;
  /** Time on the clock in the recorded run, s. */
  readonly wall: number;
  /** Processor time of it and its programs, s. */
  readonly processor: number;
}

/** A flow whose programs compute for less than this share of the time mostly waits, and runs beside another one. */
const RESTING_SHARE = 0.3;

/** The order in which `workers` start the files, with at most `flowsAtOnce` flows beside each other while there is anything else. */
export function fileOrder<T extends TestFile>(files: readonly T[], workers: number, flowsAtOnce: number): T[] {
  const slowestFirst = [...files].sort(
    (one, other) => (one.sharing ?? -1) - (other.sharing ?? -1) || other.wall - one.wall,
  );
  const flows = slowestFirst.filter(isFlow);
  const others = slowestFirst.filter((file) => !isFlow(file));
  // Played through: each worker takes a file as soon as it has ended the one before
  const endsAt = Array.from({ length: workers }, () => 0);
  const flowEnds: number[] = [];
  const order: T[] = [];
  for (;;) {
    const now = Math.min(...endsAt);
    const running = flowEnds.filter((end) => end > now).length;
    const next = (running < flowsAtOnce ? flows.shift() : undefined) ?? others.shift() ?? flows.shift();
    if (next === undefined) break;
    const end = now + next.wall;
    endsAt[endsAt.indexOf(now)] = end;
    if (isFlow(next)) flowEnds.push(end);
    order.push(next);
  }
  return order;
}

function isFlow({ name, wall, processor }: TestFile): boolean {
  return name.startsWith('flows/') && processor >= wall * RESTING_SHARE;
}
