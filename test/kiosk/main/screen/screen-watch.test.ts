import { expect, test } from 'vitest';
import { watchScreen } from '../../../../kiosk/main/screen/screen-watch.ts';

const at = (drawnMsAgo: number | null) => ({ phase: 'idle', drawnMsAgo });

function watchFrom(startMs = 0) {
  let nowMs = startMs;
  const watch = watchScreen(() => nowMs);
  return (timeMs: number, health: ReturnType<typeof at> | undefined) => {
    nowMs = startMs + timeMs;
    return watch.see(health);
  };
}

test('screen watch: gives the browser time to start, then calls it hung', () => {
  const see = watchFrom(5_000);
  expect(see(0, at(null))).toBe('waiting');
  expect(see(89_999, at(null))).toBe('waiting');
  expect(see(90_000, at(null))).toBe('hung');
});

test('screen watch: calls a page hung that has drawn nothing for half a minute', () => {
  const see = watchFrom();
  expect(see(100_000, at(1_000))).toBe('draws');
  expect(see(115_000, at(16_000))).toBe('waiting');
  expect(see(130_000, at(31_000))).toBe('hung');
});

test('screen watch: does not count the frames of an earlier browser', () => {
  const see = watchFrom();
  expect(see(1_000, at(40_000))).toBe('waiting');
  expect(see(90_000, at(129_000))).toBe('hung');
});

test('screen watch: waits while the lane does not answer, and then for the page to connect again', () => {
  const see = watchFrom();
  see(100_000, at(0));
  expect(see(900_000, undefined)).toBe('waiting');
  expect(see(929_999, at(null))).toBe('waiting');
  expect(see(930_000, at(null))).toBe('hung');
});
