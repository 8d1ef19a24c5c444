/**
 * Results of a test run, and the failures that may be repeated: flows, pages and processes depend on a busy machine's time.
 */
import { z } from 'zod';

const runSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['passed', 'failed']),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** vitest's JSON report, as far as it is read here. */
export type Run = z.infer<typeof runSchema>;
type File = Run['testResults'][number];

export const readRun = (json: string): Run => runSchema.parse(JSON.parse(json));

/** More files than this do not fail by the chance of a busy moment. */
const MOST_FILES = 4;

const TEST_FILE = /\/(test\/.+\.test\.js)$/;

/** The files to run again, from `.build`: a few on their own, once nothing else is running; none where more than a few failed. */
export function filesForSecondGo({ testResults }: Run): readonly string[] {
  const failed = new Set(testResults.flatMap(({ name, status }) => (status === 'failed' ? [name] : [])));
  const files = [...failed].flatMap((name) => TEST_FILE.exec(name)?.[1] ?? []);
  return failed.size > MOST_FILES || files.length < failed.size ? [] : files;
}

export interface RunWithSecondGo {
  readonly first: Run;
  readonly second?: Run | undefined;
}

/** The end of all runs together: the name of each test that needed its second go, and how many passed and failed in their last. */
export function summaryOf(...runs: readonly RunWithSecondGo[]): readonly string[] {
  const ends = runs.map(endOf);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return [
    ...ends.flatMap(({ needed }) => needed.map((name) => `second go: ${name}`)),
    `${sum(ends.map(({ passed }) => passed))} passed, ${sum(ends.map(({ failed }) => failed))} failed`,
  ];
}

function endOf({ first, second }: RunWithSecondGo) {
  const again = new Set(second?.testResults.map(({ name }) => name));
  // A file stands twice where it runs with two databases: its second go is both.
  const last = [...first.testResults.filter(({ name }) => !again.has(name)), ...(second?.testResults ?? [])];
  const needed = first.testResults.filter(({ name }) => again.has(name)).flatMap(failuresOf);
  const passed = last.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'passed'));
  return { needed, passed: passed.length, failed: last.flatMap(failuresOf).length };
}

/** A file that failed without one of its tests counts as one. */
function failuresOf({ name, status, assertionResults }: File): readonly string[] {
  const file = name.replace(/^.*\/(?=test\/)/, '');
  const failed = assertionResults.filter((one) => one.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [file];
  return failed.map(({ fullName }) => `${file}: ${fullName}`);
}
