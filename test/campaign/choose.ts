/**
 * Which parts a change runs in `.ci/run`: those that its files reach through imports, and a tenth of all others in turn. Both within a limit of
 * time; what is left out is named.
 */
import { createHash } from 'node:crypto';
import { testsReaching, type ImportGraph } from '../support/import-graph.ts';
import { type FilePart, type Part, type ProgramPart, PROGRAMS } from './parts.ts';

/** Commits in a row with which every part has had its turn. */
export const TURNS = 10;
const PROGRAM_EVERY = 2;

export interface Choice {
  /** The nearest to the change first. */
  readonly reached: readonly Part[];
  /** The other parts whose turn it is. */
  readonly inTurn: readonly Part[];
  /** Chosen, but beyond the limit of time. */
  readonly leftOut: readonly Part[];
  /** Neither reached nor in turn. */
  readonly others: readonly Part[];
}

export interface Change {
  /** Paths of source files from the root. */
  readonly files: readonly string[];
  /** Which of the ten turns it is, from 0: the number of commits before this one. */
  readonly turn: number;
}

/** Files without effect on the rest: texts, pictures, and records that `npm test` compares. */
const WITHOUT_EFFECT =
  /\.(md|webp|png|svg)$|^LICENSE$|^\.github\/|^test\/bench\/results\/|^test\/support\/times\/recorded\.json$/;
/** Sources of pages are built by vite, so the graph of compiled code does not show who loads them. */
const PAGE_SOURCE = /^(kiosk\/(dock\/)?ui|server\/console)\//;
const BROWSER = 'test/server/fixtures/chromium.js';

/** How far each part is from the change. A part that is not in the result is not reached. */
export function distances(graph: ImportGraph, parts: readonly Part[], changed: readonly string[]): Map<Part, number> {
  const files = changed.filter((file) => !WITHOUT_EFFECT.test(file));
  const pages = files.some((file) => PAGE_SOURCE.test(file)) ? [BROWSER] : [];
  const { tests, unseen } = testsReaching(graph, [...files, ...pages]);
  const byTest = new Map(tests.map(({ test, distance }) => [test, distance]));
  const isUnknown = unseen.some((file) => !PAGE_SOURCE.test(file) && !readByProgram(file));
  const reaches = (part: Part): number | undefined => {
    if (part.kind === 'file') return byTest.get(part.path);
    return part.reads.some((start) => files.some((file) => file.startsWith(start))) ? 0 : undefined;
  };
  const found = new Map<Part, number>();
  for (const part of parts) {
    const distance = reaches(part) ?? (isUnknown ? Number.MAX_SAFE_INTEGER : undefined);
    if (distance !== undefined) found.set(part, distance);
  }
  return found;

  function readByProgram(file: string): boolean {
    return parts.some((part) => part.kind === 'program' && part.reads.some((start) => file.startsWith(start)));
  }
}

/**
 * @param workers how many files run at the same time
 * @param limitSeconds on the clock; the files in turn get what the reached parts leave, and at least a third
 */
export function choose(
  graph: ImportGraph,
  parts: readonly Part[],
  change: Change,
  { workers, limitSeconds }: { readonly workers: number; readonly limitSeconds: number },
): Choice {
  const far = distances(graph, parts, change.files);
  const allReached = parts
    .filter((part) => far.has(part))
    .sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0));
  const rest = parts.filter((part) => !far.has(part));
  const allInTurn = rest.filter((part) => turnOf(part) === change.turn % TURNS);
  const clock = (part: Part) => (part.kind === 'file' ? part.seconds / workers : part.seconds);
  const sum = (some: readonly Part[]) => some.reduce((seconds, part) => seconds + clock(part), 0);
  const forTurn = Math.min(sum(allInTurn), limitSeconds / 3);
  const reached = within(allReached, limitSeconds - forTurn, clock);
  // A program can be longer than the limit and still has its turn
  const programs = programsOf(allInTurn);
  const files = within(filesOf(allInTurn), limitSeconds - sum(reached) - sum(programs), clock);
  const inTurn = [...files, ...programs];
  return {
    reached,
    inTurn,
    leftOut: [...allReached, ...allInTurn].filter((part) => !reached.includes(part) && !inTurn.includes(part)),
    others: rest.filter((part) => !allInTurn.includes(part)),
  };
}

/** Parts in their order, each that still has room. */
function within(parts: readonly Part[], limit: number, clock: (part: Part) => number): readonly Part[] {
  let used = 0;
  return parts.filter((part) => {
    if (used + clock(part) > limit) return false;
    used += clock(part);
    return true;
  });
}

/** A file's turn follows from its name alone, so that a new part moves no other. No two programs have the same turn. */
export function turnOf(part: Part): number {
  if (part.kind === 'program') return PROGRAMS.findIndex(({ name }) => name === part.name) * PROGRAM_EVERY;
  return createHash('sha256').update(part.name).digest().readUInt32BE() % TURNS;
}

export const filesOf = (parts: readonly Part[]): FilePart[] => parts.filter((part) => part.kind === 'file');
export const programsOf = (parts: readonly Part[]): ProgramPart[] => parts.filter((part) => part.kind === 'program');
