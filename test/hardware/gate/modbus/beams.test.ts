import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areBeamsStuck,
  beamsForNext,
  type BeamState,
  CLEAR_BEAMS,
  isPassageOccupied,
  stepBeams,
} from '../../../../hardware/gate/modbus/beams.ts';
import type { PassageEvent } from '../../../../hardware/gate/gate.ts';

const POLL_MS = 10;
const TIMES = { orderWithinMs: 30, walkThroughMs: 250 };
const OPEN = '..';

/** Beams as they are read every 10 ms: `E` and `X` are interrupted, `.` is free. Each text may be repeated with a number. */
function walk(pattern: string, start: BeamState = CLEAR_BEAMS, gapMs = POLL_MS) {
  let state = start;
  let atMs = 0;
  const events: PassageEvent[] = [];
  for (const [at, levels] of pattern.split(' ').entries()) {
    const [, beams = OPEN, times = '1'] = /^([E.][X.])(?:\*(\d+))?$/.exec(levels) ?? [];
    for (let turn = 0; turn < Number(times); turn++) {
      const isFirst = at === 0 && turn === 0;
      atMs += gapMs;
      const sample = { entry: beams[0] === 'E', exit: beams[1] === 'X', atMs, gapMs: isFirst ? undefined : gapMs };
      const step = stepBeams(state, sample, TIMES);
      ({ state } = step);
      events.push(...step.events);
    }
  }
  return { state, events, kinds: events.map(({ kind }) => kind), atMs };
}

describe('a sequence of two beams', () => {
  it('means a person who passes: entry, both, exit', () => {
    const { kinds, events, state } = walk('.. E.*5 EX*5 .X*5 ..');
    expect(kinds).toEqual(['person-entered', 'person-passed']);
    expect(events.map(({ atMs }) => atMs)).toEqual([20, 170]);
    expect(isPassageOccupied(state)).toBe(false);
  });

  it('means a person who turns back, from the first beam or from both', () => {
    expect(walk('.. E.*5 ..').kinds).toEqual(['person-entered', 'person-turned-back']);
    expect(walk('.. E.*5 EX*5 E.*5 ..').kinds).toEqual(['person-entered', 'person-turned-back']);
  });

  it('means a second person close behind: the entry beam is interrupted again before the exit beam is free', () => {
    expect(walk('.. E.*5 EX*5 .X*5 EX*5 .X*5 ..').kinds).toEqual(['person-entered', 'second-person', 'person-passed']);
  });

  it('means no second person when an arm swings through the entry beam within 40 ms', () => {
    expect(walk('.. E.*5 EX*5 .X*3 EX*2 .X*5 ..').kinds).toEqual(['person-entered', 'person-passed']);
  });

  it('means a second person who enters after the first has passed, until the barrier is released again', () => {
    const first = walk('.. E.*5 EX*5 .X*5 ..');
    expect(walk('.. .. E.*5 EX*5 .X*5 ..', first.state).kinds).toEqual(['second-person', 'person-passed']);
    expect(walk('.. .. E.*5 EX*5 .X*5 ..', beamsForNext(first.state)).kinds).toEqual([
      'person-entered',
      'person-passed',
    ]);
  });

  it('means no entry when it begins at the far side, but the passage is occupied', () => {
    const { kinds, state } = walk('.. .X*5 EX*5');
    expect(kinds).toEqual([]);
    expect(isPassageOccupied(state)).toBe(true);
    expect(walk('.. .X*5 EX*5 E.*5 ..').kinds).toEqual([]);
  });

  it.each([
    ['both beams change between two readings', '.. EX*5 .X*5 ..', POLL_MS],
    ['one beam is left and the other reached between two readings', '.. E.*5 .X*5 ..', POLL_MS],
    ['readings are too far apart', '.. E. EX .X ..', TIMES.orderWithinMs + 1],
  ])('is not trusted when %s: a person is inside, and no one has passed', (_, pattern, gapMs) => {
    const { kinds, state } = walk(pattern, CLEAR_BEAMS, gapMs);
    expect(kinds).toEqual(['person-entered']);
    expect(isPassageOccupied(state)).toBe(false);
    expect(isPassageOccupied(walk(pattern.slice(0, pattern.lastIndexOf(' ')), CLEAR_BEAMS, gapMs).state)).toBe(true);
  });

  it('means a second person when the first leaves and another enters between two readings', () => {
    expect(walk('.. E.*5 EX*5 .X*5 E.*5').kinds).toEqual(['person-entered', 'second-person']);
  });

  it('is unknown when a beam is interrupted at the first reading', () => {
    const { kinds, state } = walk('E.*5');
    expect(kinds).toEqual([]);
    expect(isPassageOccupied(state)).toBe(true);
    expect(isPassageOccupied(walk('E.*5 ..').state)).toBe(false);
  });

  it('means a stuck beam after 5 s without a change', () => {
    const { state, atMs } = walk('.. E.');
    expect(areBeamsStuck(state, atMs + 5_000)).toBe(false);
    expect(areBeamsStuck(state, atMs + 5_001)).toBe(true);
    expect(areBeamsStuck(walk('.. E. ..').state, atMs + 60_000)).toBe(false);
  });

  it('never reports more people passed than entered, or a person inside a free passage, for any readings', () => {
    const reading = fc.record({ entry: fc.boolean(), exit: fc.boolean(), gapMs: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 60 }), (readings) => {
        let state = CLEAR_BEAMS;
        let inside = 0;
        let atMs = 0;
        for (const [at, { entry, exit, gapMs }] of readings.entries()) {
          atMs += gapMs;
          const step = stepBeams(state, { entry, exit, atMs, gapMs: at === 0 ? undefined : gapMs }, TIMES);
          ({ state } = step);
          for (const { kind } of step.events) {
            if (kind === 'person-passed' || kind === 'person-turned-back') inside -= 1;
            else inside += 1;
          }
          expect(inside).toBeGreaterThanOrEqual(0);
          if (entry || exit) expect(isPassageOccupied(state)).toBe(true);
        }
      }),
    );
  });
});
