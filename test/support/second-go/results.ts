/** What a run of the tests came to, and which of it may have a second go: flows alone, which keep real time with real models. */
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

const FLOW = /\/(test\/flows\/[^/]+\.test\.js)$/;

/** The files to run again, from `.build`; none where anything but a flow failed. */
export function filesForSecondGo({ testResults }: Run): readonly string[] {
  const failed = testResults.filter(({ status }) => status === 'failed');
  const flows = failed.flatMap(({ name }) => FLOW.exec(name)?.[1] ?? []);
  return flows.length === failed.length ? flows : [];
}

/** What is to be read at the end: the name of each that needed its second go, and how many passed and failed in their last. */
export function summaryOf(first: Run, second?: Run): readonly string[] {
  const again = new Map(second?.testResults.map((file) => [file.name, file]));
  const last = first.testResults.map((file) => again.get(file.name) ?? file);
  const needed = first.testResults.filter(({ name }) => again.has(name)).flatMap(failuresOf);
  const passed = last.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'passed'));
  return [
    ...needed.map((name) => `second go: ${name}`),
    `${passed.length} passed, ${last.flatMap(failuresOf).length} failed`,
  ];
}

/** A file that failed without one of its tests counts as one. */
function failuresOf({ name, status, assertionResults }: File): readonly string[] {
  const file = name.replace(/^.*\/(?=test\/)/, '');
  const failed = assertionResults.filter((one) => one.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [file];
  return failed.map(({ fullName }) => `${file}: ${fullName}`);
}
