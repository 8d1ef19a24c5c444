/** Tables of what tests cost, in Markdown. */
import { CAUSES, type FileTimes, processorSeconds, waitingSeconds } from './file-times.ts';

/** Files in the tables that people read. */
export const MAX_EXPENSIVE = 50;

const COLUMNS = [...CAUSES, 'waiting'] as const;
const TITLES: Readonly<Record<(typeof COLUMNS)[number], string>> = {
  start: 'process start',
  loading: 'loading',
  computing: 'computing',
  chromium: 'Chromium',
  postgres: 'PostgreSQL',
  programs: 'programs',
  waiting: 'waiting',
};

/** The most expensive files by processor time. */
export function filesTable(files: readonly FileTimes[], most: number): string {
  const ordered = [...files].sort((one, other) => processorSeconds(other) - processorSeconds(one)).slice(0, most);
  return table(
    ['file', 'project'],
    ordered.map((times) => [[times.name, times.project], [times]]),
  );
}

/** One line for each project, and one for all. */
export function projectsTable(files: readonly FileTimes[]): string {
  const projects = [...new Set(files.map(({ project }) => project))].sort();
  const lines = projects.map((project) => {
    const own = files.filter((times) => times.project === project);
    return [[project, String(own.length)], own] as const;
  });
  return table(['project', 'files'], [...lines, [['all', String(files.length)], files]]);
}

type Line = readonly [titles: readonly string[], files: readonly FileTimes[]];

function table(titles: readonly string[], lines: readonly Line[]): string {
  const head = ['processor s', 'clock s', ...titles, ...COLUMNS.map((column) => TITLES[column])];
  const rows = lines.map(([names, files]) => [
    tenths(sumOf(files, processorSeconds)),
    tenths(sumOf(files, ({ wall }) => wall)),
    ...names,
    ...CAUSES.map((cause) => tenths(sumOf(files, (times) => times[cause]))),
    tenths(sumOf(files, waitingSeconds)),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function sumOf(files: readonly FileTimes[], of: (times: FileTimes) => number): number {
  return files.reduce((sum, times) => sum + of(times), 0);
}

function tenths(seconds: number): string {
  return seconds >= 100 ? seconds.toFixed(0) : seconds.toFixed(1);
}
