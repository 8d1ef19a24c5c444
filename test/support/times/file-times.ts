/** The cost of test files. Each file of a run leaves one line (`record-times.ts`), from which the tables and the order of files follow. */
import { z } from 'zod';

const seconds = z.number().nonnegative();

export const fileTimesSchema = z.strictObject({
  /** Below `test/`, without the ending: `flows/shift`. */
  name: z.string(),
  project: z.string(),
  /** From the start of its process, or from the end of the file before in a shared process, s. */
  wall: seconds,
  /** Processor time, s: of the process until its first module of the test, of loading modules, and of the rest. */
  start: seconds,
  loading: seconds,
  computing: seconds,
  /** Processor time of what it started, s: browsers, connections of PostgreSQL, all other programs. */
  chromium: seconds,
  postgres: seconds,
  programs: seconds,
});

export type FileTimes = z.infer<typeof fileTimesSchema>;

export const CAUSES = ['start', 'loading', 'computing', 'chromium', 'postgres', 'programs'] as const;

/** Processor time of a file and all that it started, s. */
export function processorSeconds(times: FileTimes): number {
  return CAUSES.reduce((sum, cause) => sum + times[cause], 0);
}

/** While neither it nor what it started computed, s. On a busy computer this includes the time in which others had the processor. */
export function waitingSeconds(times: FileTimes): number {
  return Math.max(0, times.wall - processorSeconds(times));
}

/** Lines of JSON. A file that ran on several projects has several lines. */
export function readTimes(lines: string): readonly FileTimes[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => fileTimesSchema.parse(JSON.parse(line)));
}
