/**
 * vitest loads this before each test file. When the file has ended, it appends a line with the file's times to `.build/times.jsonl`, which
 * the run began empty (`begin-run.ts`). The programs of a test are looked at twice a second, so what browsers and connections of PostgreSQL did in
 * the last half second of their lives is not counted.
 */
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { FileTimes } from './file-times.ts';
import { commandOf, processesNow, startedBy, timesOf } from './process-times.ts';

const LOOK_EVERY_MS = 500;
const BROWSER = /^(chrom|headless_shell)/;

type Kind = 'chromium' | 'postgres' | 'programs';

/** Belongs to the process: files that share one begin where the file before ended. */
const shared = globalThis as {
  posternTimes?: { endedAtMs: number; own: number; ended: number; seen: Map<number, number> };
};
/** Tests replace the timers of the process. */
const { setInterval, clearInterval } = globalThis;

const ownSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
};

const before = (shared.posternTimes ??= {
  endedAtMs: performance.now() - process.uptime() * 1_000,
  own: 0,
  ended: 0,
  seen: new Map(),
});
const atStart = ownSeconds();

/** Processor time of this file's programs by kind so far, s, as sampled. */
const sampled: Record<Kind, number> = { chromium: 0, postgres: 0, programs: 0 };

function look(): void {
  const all = processesNow();
  const kinds = [
    ...startedBy(process.pid, all).map((one) => [BROWSER.test(one.program) ? 'chromium' : 'programs', one] as const),
    ...all.filter(isConnection).map((one) => ['postgres', one] as const),
  ];
  for (const [kind, { pid, own }] of kinds) {
    sampled[kind] += Math.max(0, own - (before.seen.get(pid) ?? 0));
    before.seen.set(pid, own);
  }
}

/** Processor time of children that have ended and of all that those had started, s. */
const endedSeconds = (): number => timesOf(process.pid)?.ended ?? 0;

/** Databases of tests carry the process that made them in their names (`server/fixtures/engines.ts`). */
function isConnection({ pid, program }: { pid: number; program: string }): boolean {
  return program === 'postgres' && commandOf(pid).includes(` t${process.pid}x`);
}

const timer = setInterval(look, LOOK_EVERY_MS);
timer.unref();
let loaded = atStart;
beforeAll(() => {
  loaded = ownSeconds();
});

afterAll(() => {
  clearInterval(timer);
  look();
  const own = ownSeconds();
  const ended = endedSeconds();
  const endedAtMs = performance.now();
  const times: FileTimes = {
    name: (expect.getState().testPath ?? '').replace(/^.*\/\.build\/test\//, '').replace(/\.test\.js$/, ''),
    project: inject('project'),
    wall: (endedAtMs - before.endedAtMs) / 1_000,
    start: atStart - before.own,
    loading: loaded - atStart,
    computing: own - loaded,
    chromium: sampled.chromium,
    postgres: sampled.postgres,
    // Short programs end between two samples
    programs: Math.max(sampled.programs, ended - before.ended - sampled.chromium),
  };
  shared.posternTimes = { ...before, endedAtMs, own, ended };
  const rounded = Object.fromEntries(Object.entries(times).map(([key, value]) => [key, inHundredths(value)]));
  appendFileSync(inject('times'), `${JSON.stringify(rounded)}\n`);
});

function inHundredths(value: string | number): string | number {
  return typeof value === 'number' ? Math.max(0, Math.round(value * 100) / 100) : value;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly project: string;
    /** The file to which each test file appends its line. */
    readonly times: string;
  }
}
