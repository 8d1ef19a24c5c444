/**
 * vitest loads this before each test file. When the file has ended, it appends a line with the file's times to `.build/times.jsonl`, which
 * the run began empty (`begin-times.ts`). Programs of a test are looked at twice a second, so the shares of browsers, PostgreSQL and other
 * programs are samples; their sum is exact but for PostgreSQL, which is no child of the test.
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
  posternTimes?: { endedAtMs: number; own: number; children: number; seen: Map<number, readonly [Kind, number]> };
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
  children: 0,
  seen: new Map(),
});
const atStart = ownSeconds();

/** Processor time of this file's programs by kind so far, s, as sampled. */
const sampled: Record<Kind, number> = { chromium: 0, postgres: 0, programs: 0 };
/** Processor time of all children, ended ones included, s. */
let children = before.children;

function look(): void {
  const all = processesNow();
  const kinds = [
    ...startedBy(process.pid, all).map((one) => [BROWSER.test(one.program) ? 'chromium' : 'programs', one] as const),
    ...all.filter(isConnection).map((one) => ['postgres', one] as const),
  ];
  let living = 0;
  for (const [kind, { pid, own, ended }] of kinds) {
    const total = own + ended;
    if (kind !== 'postgres') living += total;
    const [, known] = before.seen.get(pid) ?? [kind, 0];
    sampled[kind] += Math.max(0, total - known);
    before.seen.set(pid, [kind, total]);
  }
  children = Math.max(children, living + (timesOf(process.pid)?.ended ?? 0));
}

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
  const ofChildren = children - before.children;
  const share = sampled.chromium / Math.max(sampled.chromium + sampled.programs, Number.EPSILON);
  const endedAtMs = performance.now();
  const times: FileTimes = {
    name: (expect.getState().testPath ?? '').replace(/^.*\/\.build\/test\//, '').replace(/\.test\.js$/, ''),
    project: inject('project'),
    wall: (endedAtMs - before.endedAtMs) / 1_000,
    start: atStart - before.own,
    loading: loaded - atStart,
    computing: own - loaded,
    chromium: ofChildren * share,
    postgres: sampled.postgres,
    programs: ofChildren * (1 - share),
  };
  shared.posternTimes = { ...before, endedAtMs, own, children };
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
