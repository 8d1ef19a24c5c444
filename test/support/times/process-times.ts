/** Processor time of processes, read from Linux. Elsewhere nothing is found. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
  /** Processor time of the process, s. */
  readonly own: number;
  /** Processor time of its children that have ended, s. */
  readonly ended: number;
}

/** Linux counts processor time in hundredths of a second, whatever the computer. */
const TICKS_PER_SECOND = 100;

export function processesNow(): readonly ProcessTimes[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => timesOf(Number(name)) ?? []);
  } catch {
    return [];
  }
}

/** All that a process has started, directly and indirectly. */
export function startedBy(pid: number, all: readonly ProcessTimes[]): readonly ProcessTimes[] {
  const children = all.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child, ...startedBy(child.pid, all)]);
}

/** `undefined` when it has ended. */
export function timesOf(pid: number): ProcessTimes | undefined {
  try {
    return parseStat(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The name of a program is in parentheses and can hold spaces and parentheses (proc_pid_stat(5), fields 2, 4 and 14 to 17). */
export function parseStat(pid: number, stat: string): ProcessTimes {
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  const secondsIn = (first: number): number =>
    (Number(fields[first - 3]) + Number(fields[first - 2])) / TICKS_PER_SECOND;
  return {
    pid,
    parent: Number(fields[4 - 3]),
    program: stat.slice(stat.indexOf('(') + 1, close),
    own: secondsIn(14),
    ended: secondsIn(16),
  };
}

/** The command line. PostgreSQL writes account and database of a connection there. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
