import { describe, expect, it } from 'vitest';
import { type FittedFrame, judgeHeadTurn } from '../../../../models/face/presentation-attack/judge-head-turn.ts';

const NONE = { faceLost: 0, several: 0, tooFewTracks: 0 };
const PROMPT = { direction: 'left', atMs: 1_000 } as const;

/** Thirty frames a second for three seconds: rest, a turn that begins at `startMs`, rest. */
function frames(
  options: { degrees?: number; startMs?: number; ratio?: number; relief?: number; noise?: number } = {},
): FittedFrame[] {
  const { degrees = 16, startMs = 1_400, ratio = 1, noise = 0 } = options;
  const { relief: reliefRatio = ratio } = options;
  return Array.from({ length: 90 }, (_, at) => {
    const atMs = (at * 1_000) / 30;
    const yaw = degrees * Math.max(0, Math.min(1, (atMs - startMs) / 600)) + 0.5 * Math.sin(at);
    const turn = -Math.sin((yaw * Math.PI) / 180);
    const parallax = ratio * turn + noise * Math.sin(at * 2.7);
    return { atMs, yaw, parallax, relief: reliefRatio * turn, residual: 0.01, tracks: 100 };
  });
}

describe('judgeHeadTurn', () => {
  it('accepts a head that turns as prompted', () => {
    const outcome = judgeHeadTurn(frames(), NONE, PROMPT);
    expect(outcome.kind).toBe('head');
    expect(outcome.measures?.parallaxRatio).toBeCloseTo(1, 6);
    expect(outcome.measures?.promptedTurnDegrees).toBeGreaterThan(15);
    expect(judgeHeadTurn(frames({ degrees: -16 }), NONE, { direction: 'right', atMs: 1_000 }).kind).toBe('head');
  });

  it('accepts no picture, even if its landmarks turn as prompted', () => {
    for (const ratio of [0, 0.1, 0.3, -1]) expect(judgeHeadTurn(frames({ ratio }), NONE, PROMPT).kind).toBe('plane');
  });

  it('accepts no wrapped picture, even if its sides are as deep as those of a head', () => {
    for (const relief of [0, 0.15, -0.4]) {
      const outcome = judgeHeadTurn(frames({ ratio: 0.9, relief }), NONE, PROMPT);
      expect(outcome.kind).toBe('plane');
      expect(outcome.measures?.reliefRatio).toBeCloseTo(relief, 6);
    }
    expect(judgeHeadTurn(frames({ ratio: 0.9, relief: 0.5 }), NONE, PROMPT).kind).toBe('head');
    expect(judgeHeadTurn(frames({ relief: Number.NaN }), NONE, PROMPT).kind).not.toBe('head');
  });

  it.each([
    ['turned-other-way', frames({ degrees: -16 }), NONE],
    ['turned-before-prompt', frames({ startMs: 300 }), NONE],
    ['turned-before-prompt', frames({ startMs: 700 }), NONE],
    ['not-turned', frames({ degrees: 4 }), NONE],
    ['inconsistent', frames({ noise: 0.4 }), NONE],
    ['face-lost', frames().slice(0, 5), NONE],
    ['face-lost', frames(), { ...NONE, faceLost: 40 }],
    ['several-faces', frames(), { ...NONE, several: 1 }],
    ['too-few-tracks', frames().slice(0, 8), { ...NONE, tooFewTracks: 60 }],
  ] as const)('is undecidable with the reason %s', (why, fitted, unfitted) => {
    expect(judgeHeadTurn(fitted, unfitted, PROMPT)).toMatchObject({ kind: 'undecidable', why });
  });

  it('does not accept a turn that begins too late', () => {
    expect(judgeHeadTurn(frames({ startMs: 2_200 }), NONE, { direction: 'left', atMs: -4_000 }).kind).toBe(
      'undecidable',
    );
  });

  it('does not accept frames that begin after the prompt, without a resting position', () => {
    expect(judgeHeadTurn(frames(), NONE, { direction: 'left', atMs: -500 })).toMatchObject({
      why: 'turned-before-prompt',
    });
  });
});
