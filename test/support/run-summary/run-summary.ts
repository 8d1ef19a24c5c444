/** How many tests of several runs passed and failed, and what failed. */
import { z } from 'zod';

const runSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['passed', 'failed']),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
});

/** vitest's JSON report, as far as it is read here. */
export type Run = z.infer<typeof runSchema>;

export const readRun = (json: string): Run => runSchema.parse(JSON.parse(json));

/** A file that failed without one of its tests counts as one failure. */
export function summaryOf(...runs: readonly Run[]): string {
  const passed = runs.flatMap(({ testResults }) => testResults).flatMap((file) => testsOf(file, 'passed')).length;
  return `${passed} passed, ${failuresOf(...runs).length} failed`;
}

/** Lines for the end of a long log: each failure with its file and the first lines of its message. */
export function failureLines(...runs: readonly Run[]): string[] {
  return failuresOf(...runs).flatMap(({ file, test, message }) => [
    `failed: ${file}: ${test}`,
    ...message
      .split('\n')
      .slice(0, LINES_OF_MESSAGE)
      .map((line) => `    ${line.slice(0, WIDTH_OF_MESSAGE)}`),
  ]);
}

const LINES_OF_MESSAGE = 6;
const WIDTH_OF_MESSAGE = 300;

interface Failure {
  readonly file: string;
  readonly test: string;
  readonly message: string;
}

function failuresOf(...runs: readonly Run[]): Failure[] {
  return runs
    .flatMap(({ testResults }) => testResults)
    .flatMap((file) => {
      const tests = testsOf(file, 'failed').map(({ fullName, failureMessages }) => ({
        file: file.name,
        test: fullName,
        message: failureMessages.join('\n'),
      }));
      if (tests.length > 0 || file.status === 'passed') return tests;
      return [{ file: file.name, test: 'the file itself', message: file.message }];
    });
}

function testsOf({ assertionResults }: Run['testResults'][number], wanted: string) {
  return assertionResults.filter(({ status }) => status === wanted);
}
