import { describe, expect, it } from 'vitest';
import {
  FULL_PACE,
  GOOD_TESTS,
  judgePace,
  nextTestMs,
  type Pace,
  type PaceMeasurement,
  type PaceMode,
  paceRates,
} from '../../../../kiosk/biometrics/face/pace.ts';
import { seededRandom } from '../../../models/face/rendering/seeded-random.ts';

const TURN = paceRates({ light: 'observed', headTurn: 'required' });

/** The mode after these rates, a second apart. */
function after(rates: readonly number[], by: PaceMeasurement['by'], from: Pace = FULL_PACE): Pace {
  return rates.reduce(
    (pace, framesPerS, at) => judgePace(pace, { framesPerS, by, atMs: at * 1_000, rates: TURN }),
    from,
  );
}
const modeAfter = (rates: readonly number[], by: PaceMeasurement['by'], from?: Pace) => after(rates, by, from).mode;
const REDUCED = after([5, 5], 'traveller');
const STOPPED = after([3, 3], 'traveller', REDUCED);

describe('the pace of a lane', () => {
  it('stays full at a rate that is enough, and after a single low one', () => {
    expect(modeAfter([15, 7, 6], 'traveller')).toBe('full');
    expect(modeAfter([15, 5, 15, 5, 15], 'traveller')).toBe('full');
  });

  it('is reduced after two low rates in a row, and after one at which a turn cannot be judged', () => {
    expect(modeAfter([15, 5.9, 5.9], 'traveller')).toBe('reduced');
    expect(modeAfter([3.9], 'traveller')).toBe('reduced');
  });

  it('stops after two rates at which no turn can be judged, not after one', () => {
    expect(modeAfter([3], 'traveller', REDUCED)).toBe('reduced');
    expect(modeAfter([3, 7, 3, 7], 'traveller', REDUCED)).toBe('reduced');
    expect(modeAfter([3, 3], 'traveller', REDUCED)).toBe('stopped');
    expect(modeAfter([3, 4.5, 3], 'traveller', REDUCED)).toBe('stopped');
  });

  it('serves again with reduced load after good self-tests in a row only', () => {
    expect(modeAfter([7, 7], 'self-test', STOPPED)).toBe('stopped');
    expect(modeAfter([7, 7, 5, 7, 7], 'self-test', STOPPED)).toBe('stopped');
    expect(modeAfter([7, 7, 7], 'self-test', STOPPED)).toBe('reduced');
    expect(modeAfter([7, 7, 7], 'traveller', STOPPED)).toBe('stopped');
  });

  it('takes its full load at a higher rate than the one at which it was reduced', () => {
    expect(modeAfter([7, 7, 7, 7], 'self-test', REDUCED)).toBe('reduced');
    expect(modeAfter([9, 9, 9], 'self-test', REDUCED)).toBe('full');
    expect(modeAfter([9, 9, 9], 'traveller', REDUCED)).toBe('reduced');
  });

  it('asks for twice as many good self-tests each time that it did not last, up to a limit, and for few after it did', () => {
    let pace = STOPPED;
    let atMs = 0;
    const measure = (framesPerS: number) => {
      atMs += 10_000;
      pace = judgePace(pace, { framesPerS, by: 'self-test', atMs, rates: TURN });
    };
    const needed: number[] = [];
    for (let round = 0; round < 6; round++) {
      needed.push(pace.testsNeeded);
      while (pace.mode === 'stopped') measure(7);
      while (pace.mode === 'reduced') measure(3);
    }
    expect(needed).toEqual([3, 6, 12, 24, 24, 24]);
    while (pace.mode === 'stopped') measure(7);
    atMs += 600_000;
    while (pace.mode === 'reduced') measure(3);
    expect(pace.testsNeeded).toBe(GOOD_TESTS.least);
  });

  it('is tested again soon after a doubtful rate, and not at all while it is full', () => {
    expect(nextTestMs(FULL_PACE)).toBeUndefined();
    const doubtful = nextTestMs(after([5], 'traveller'));
    expect(doubtful).toBeLessThan(nextTestMs(STOPPED) ?? 0);
    expect(nextTestMs(STOPPED)).toBeLessThan(nextTestMs(REDUCED) ?? 0);
  });

  it('needs more frames where the light challenge is required, and few where nothing is challenged', () => {
    const light = paceRates({ light: 'required', headTurn: 'required' });
    const none = paceRates({ light: 'skipped', headTurn: 'skipped' });
    expect([light.least, TURN.least, none.least]).toEqual([9, 4, 1]);
    for (const { least, low, ample } of [light, TURN, none]) expect([least < low, low < ample]).toEqual([true, true]);
  });

  /** Four hours of a lane with a traveller every 20 s whose rate wanders around `mean`. */
  function day(seed: number, mean: number) {
    const random = seededRandom(seed);
    let pace = FULL_PACE;
    let wander = 0;
    let travellersBelow = 0;
    let travellers = 0;
    const modes: PaceMode[] = ['full'];
    let naive = 0;
    let wasFast = true;
    for (let atMs = 0; atMs < 4 * 3_600_000; ) {
      wander = 0.97 * wander + random.between(-0.6, 0.6);
      const framesPerS = Math.max(0, mean + wander);
      if (wasFast !== framesPerS >= TURN.least) naive += 1;
      wasFast = framesPerS >= TURN.least;
      const isServing = pace.mode !== 'stopped';
      atMs += isServing ? 20_000 : (nextTestMs(pace) ?? 20_000);
      if (isServing) {
        travellers += 1;
        if (framesPerS < TURN.least) travellersBelow += 1;
      }
      pace = judgePace(pace, { framesPerS, by: isServing ? 'traveller' : 'self-test', atMs, rates: TURN });
      if (pace.mode !== modes.at(-1)) modes.push(pace.mode);
    }
    const stops = modes.filter((mode) => mode === 'stopped').length;
    return { stops, naive, travellers, travellersBelow, last: pace.mode };
  }

  it.each([1, 2, 3, 4, 5])('does not flap under a load that wanders around the limit (seed %i)', (seed) => {
    const { stops, naive, travellersBelow } = day(seed, TURN.least);
    expect(naive).toBeGreaterThan(40);
    // At most one stop in 4 minutes of self-tests, and two travellers for each
    expect(stops).toBeLessThan(naive / 2);
    expect(stops).toBeLessThanOrEqual(60);
    expect(travellersBelow).toBeLessThanOrEqual(2 * stops + 2);
  });

  it.each([6, 7, 8])('serves all day under a load that leaves enough frames (seed %i)', (seed) => {
    const { stops, travellersBelow } = day(seed, 12);
    expect([stops, travellersBelow]).toEqual([0, 0]);
  });

  it.each([9, 10])(
    'refers two travellers and then serves none under a load that leaves too few frames (seed %i)',
    (seed) => {
      const { stops, travellers, last } = day(seed, 1.5);
      expect([stops, last]).toEqual([1, 'stopped']);
      expect(travellers).toBeLessThanOrEqual(3);
    },
  );
});
