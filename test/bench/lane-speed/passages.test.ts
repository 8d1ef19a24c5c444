import { describe, expect, it } from 'vitest';
import { type MeasuredPassage, summaryOf } from './passages.ts';
import { createTimeline, type Moment } from './timeline.ts';

const passage = (spent: readonly (readonly [Moment, number])[], cleared = true): MeasuredPassage => ({
  cleared,
  retries: 0,
  spent: new Map(spent),
});

describe('the timeline of a traveller', () => {
  it('sums the time of each phase, and of each prompt of the camera step', () => {
    const timeline = createTimeline();
    const face = (prompt: 'look' | 'light') => ({ prompt, advice: undefined, box: undefined });
    timeline.see({ phase: 'notice', face: undefined }, 100);
    timeline.see({ phase: 'face', face: face('look') }, 150);
    timeline.see({ phase: 'face', face: face('look') }, 160);
    timeline.see({ phase: 'face', face: face('light') }, 190);
    timeline.see({ phase: 'face', face: face('look') }, 290);
    timeline.see({ phase: 'opening', face: undefined }, 300);
    expect([...timeline.spent()]).toEqual([
      ['notice', 50],
      ['face: look', 50],
      ['face: light', 100],
      ['opening', 0],
    ]);
  });
});

describe('the summary of passages', () => {
  it('ends with the open gate, combines turns to both sides and ignores travellers who were not cleared', () => {
    const summary = summaryOf([
      passage([
        ['notice', 100],
        ['face: turn-left', 300],
        ['opening', 100],
        ['passage', 5_000],
      ]),
      passage([['notice', 9_000]], false),
    ]);
    expect(summary).toMatchObject({ cleared: 1, of: 2, medianMs: 500, cameraMs: 300 });
    expect(summary.steps).toEqual([
      { step: 'notice', stepMs: 100, share: 0.2 },
      { step: 'face: turn', stepMs: 300, share: 0.6 },
      { step: 'opening', stepMs: 100, share: 0.2 },
    ]);
  });
});
