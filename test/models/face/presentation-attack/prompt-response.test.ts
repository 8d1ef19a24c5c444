import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasTurnedEnough,
  promptResponse,
  type YawSample,
} from '../../../../models/face/presentation-attack/prompt-response.ts';

const PROMPT = { direction: 'left', atMs: 1_000 } as const;
/**
 * 25 samples per second for 4 s: at rest at `rest` degrees, then turned by `by` between `fromMs` and half a second
 * later.
 */
const turn = (by: number, fromMs: number, rest = 0): YawSample[] =>
  Array.from({ length: 100 }, (_, at) => {
    const atMs = 40 * at;
    return { atMs, yaw: rest + by * Math.max(0, Math.min(1, (atMs - fromMs) / 500)) };
  });

describe('promptResponse', () => {
  it('accepts a turn to the prompted side after a reaction time', () => {
    expect(promptResponse(turn(15, 1_400), PROMPT)).toEqual({ promptedTurnDegrees: 15, fault: undefined });
    expect(promptResponse(turn(-15, 1_400), { ...PROMPT, direction: 'right' }).fault).toBeUndefined();
  });
  it('measures from the resting position, not from straight ahead', () => {
    fc.assert(
      fc.property(fc.double({ min: -25, max: 25, noNaN: true }), (rest) => {
        const { promptedTurnDegrees, fault } = promptResponse(turn(15, 1_400, rest), PROMPT);
        expect(promptedTurnDegrees).toBeCloseTo(15, 6);
        expect(fault).toBeUndefined();
      }),
    );
  });
  it.each([
    ['turned-other-way', turn(-15, 1_400)],
    ['not-turned', turn(5, 1_400)],
    ['turned-before-prompt', []],
    ['turned-before-prompt', turn(15, 300)],
    ['turned-before-prompt', turn(15, 800)],
    ['turned-before-prompt', turn(15, 1_400).filter(({ atMs }) => atMs > 1_200)],
  ] as const)('returns %s', (fault, samples) => {
    expect(promptResponse(samples, PROMPT).fault).toBe(fault);
  });
  it('does not treat the first turn back as the first turn', () => {
    const both = turn(15, 1_400).map(({ atMs, yaw }) => ({ atMs, yaw: atMs > 2_400 ? -15 : yaw }));
    expect(promptResponse(both, PROMPT).fault).toBeUndefined();
    const wrongFirst = turn(-15, 1_400).map(({ atMs, yaw }) => ({ atMs, yaw: atMs > 2_400 ? 20 : yaw }));
    expect(promptResponse(wrongFirst, PROMPT).fault).toBe('turned-other-way');
  });
});

describe('hasTurnedEnough', () => {
  const until = (samples: readonly YawSample[], atMs: number): YawSample[] =>
    samples.filter((sample) => sample.atMs <= atMs);
  const firstEnough = (samples: readonly YawSample[]): number | undefined =>
    samples.find(({ atMs }) => hasTurnedEnough(until(samples, atMs), PROMPT))?.atMs;

  it('is true from 14 degrees to the prompted side on', () => {
    const samples = turn(20, 1_400);
    const atMs = firstEnough(samples) ?? Number.NaN;
    const yaw = (at: number): number => samples.find((sample) => sample.atMs === at)?.yaw ?? Number.NaN;
    expect(yaw(atMs)).toBeGreaterThanOrEqual(14);
    expect(yaw(atMs - 40)).toBeLessThan(14);
  });
  it.each([
    ['turns to the other side', turn(-20, 1_400)],
    ['turns too little', turn(12, 1_400)],
    ['turns sooner than a person can react', turn(20, 0)],
    ['shows it in one frame alone', turn(0, 0).map((one) => (one.atMs === 2_000 ? { ...one, yaw: 20 } : one))],
  ] as const)('is never true for a head that %s', (_what, samples) => {
    expect(firstEnough(samples)).toBeUndefined();
  });
});
