import { expect, test } from 'vitest';
import { type TurnedClock, turnedClock } from '../../../hardware/host/turned-clock.ts';
import { startWatchdog, type WatchedPart } from '../../../hardware/host/watchdog.ts';

const INTERVAL_MS = 20_000;
const ROUND_MS = INTERVAL_MS / 4;

interface Watched {
  readonly clock: TurnedClock;
  readonly silent: string[];
  readonly stop: () => void;
  signs(): number;
}

function watch(parts: readonly WatchedPart[]): Watched {
  const clock = turnedClock();
  const silent: string[] = [];
  let signs = 0;
  const stop = startWatchdog({
    clock,
    intervalMs: INTERVAL_MS,
    parts,
    alive: () => void signs++,
    onSilent: (part) => void silent.push(part),
  });
  return { clock, silent, stop, signs: () => signs };
}

const never = (): Promise<never> => new Promise(() => undefined);

test('watchdog: reports that the process works at the start and four times in each interval', async () => {
  const { clock, signs } = watch([{ name: 'database', ask: () => Promise.resolve(1) }]);
  expect(signs()).toBe(1);
  await clock.advance(INTERVAL_MS);
  expect(signs()).toBe(5);
});

test.each([
  ['refuses', () => Promise.reject(new Error('the disk is full'))],
  [
    'throws',
    (): Promise<never> => {
      throw new Error('closed');
    },
  ],
])('watchdog: a part that %s has answered', async (_what, ask) => {
  const { clock, signs, silent } = watch([{ name: 'database', ask }]);
  await clock.advance(ROUND_MS);
  expect(signs()).toBe(2);
  expect(silent).toEqual([]);
});

test('watchdog: reports nothing while one part is silent, names it once, and does not ask it again', async () => {
  let asked = 0;
  const { clock, signs, silent } = watch([
    { name: 'database', ask: () => Promise.resolve() },
    {
      name: 'analysis',
      ask() {
        asked += 1;
        return never();
      },
    },
  ]);
  await clock.advance(3 * ROUND_MS);
  expect(signs()).toBe(1);
  expect(silent).toEqual(['analysis']);
  expect(asked).toBe(1);
});

test('watchdog: continues when a silent part answers at last', async () => {
  let answer: () => void = () => undefined;
  const { clock, signs, silent } = watch([
    {
      name: 'database',
      ask: () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    },
  ]);
  await clock.advance(ROUND_MS);
  answer();
  await clock.advance(ROUND_MS - 1);
  answer();
  await clock.advance(1);
  expect(signs()).toBe(2);
  expect(silent).toEqual(['database']);
});

test('watchdog: reports nothing for a round that the event loop ran too late', async () => {
  const clock = turnedClock();
  let lateMs = 0;
  let signs = 0;
  startWatchdog({
    clock: { ...clock, monotonicMs: () => clock.monotonicMs() + lateMs },
    intervalMs: INTERVAL_MS,
    parts: [],
    alive: () => void signs++,
    onSilent: () => undefined,
  });
  lateMs = ROUND_MS;
  await clock.advance(ROUND_MS);
  expect(signs).toBe(1);
  await clock.advance(ROUND_MS);
  expect(signs).toBe(2);
});

test('watchdog: ends with its stop', async () => {
  const { clock, signs, stop } = watch([]);
  stop();
  await clock.advance(INTERVAL_MS);
  expect(signs()).toBe(1);
  expect(clock.pending()).toBe(0);
});
