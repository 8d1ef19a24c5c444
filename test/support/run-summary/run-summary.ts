/** How many tests of several runs passed and failed. */
import { z } from 'zod';

const runSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.enum(['passed', 'failed']),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** vitest's JSON report, as far as it is read here. */
export type Run = z.infer<typeof runSchema>;

export const readRun = (json: string): Run => runSchema.parse(JSON.parse(json));

/** A file that failed without one of its tests counts as one failure. */
export function summaryOf(...runs: readonly Run[]): string {
  const files = runs.flatMap(({ testResults }) => testResults);
  const passed = files.flatMap((file) => testsOf(file, 'passed')).length;
  const failed = files.reduce((sum, file) => {
    const tests = testsOf(file, 'failed').length;
    return sum + (file.status === 'failed' ? Math.max(1, tests) : tests);
  }, 0);
  return `${passed} passed, ${failed} failed`;
}

function testsOf({ assertionResults }: Run['testResults'][number], wanted: string) {
  return assertionResults.filter(({ status }) => status === wanted);
}
