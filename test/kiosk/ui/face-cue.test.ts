import { describe, expect, it } from 'vitest';
import type { FaceProgress } from '../../../kiosk/biometrics/face/face-attempt.ts';
import { MIN_CUE_MS, cueFor, type ShownCue, steady } from '../../../kiosk/ui/model/face-cue.ts';

const seen: FaceProgress = {
  prompt: 'look',
  advice: undefined,
  box: { left: 0.3, top: 0.3, width: 0.3, height: 0.4 },
};
const unseen: FaceProgress = { ...seen, box: undefined };

describe('what is said to a traveller at the camera', () => {
  it('is advice before anything else', () => {
    expect(cueFor({ ...seen, advice: 'step-back' }, 'look-again')).toEqual({ kind: 'advice', advice: 'step-back' });
  });

  it('names the side of the middle to a traveller who stands beside it, and only then', () => {
    const at = (left: number) =>
      cueFor({ ...seen, advice: 'centre', box: { left, top: 0.3, width: 0.3, height: 0.4 } }, undefined);
    // In an unmirrored picture, a person on the right must move to their own right
    expect([at(0.7), at(0), at(0.3)]).toEqual([
      { kind: 'advice', advice: 'centre', side: 'right' },
      { kind: 'advice', advice: 'centre', side: 'left' },
      { kind: 'advice', advice: 'centre' },
    ]);
    expect(cueFor({ ...unseen, advice: 'centre' }, undefined)).toEqual({ kind: 'advice', advice: 'centre' });
    const beside = { ...seen, box: { left: 0.7, top: 0.3, width: 0.3, height: 0.4 } };
    expect(cueFor({ ...beside, advice: 'step-back' }, undefined)).toEqual({ kind: 'advice', advice: 'step-back' });
  });

  it('is nothing more while a face is well placed', () => {
    expect(cueFor(seen, undefined)).toBeUndefined();
  });

  it('asks a traveller who is not seen to step into view', () => {
    expect(cueFor(unseen, undefined)).toEqual({ kind: 'hint', hint: 'step-into-view' });
  });

  it('does not ask a traveller to step into view who was seen in this attempt', () => {
    expect(cueFor(unseen, undefined, true)).toBeUndefined();
    expect(cueFor(unseen, 'step-into-view', true)).toBeUndefined();
  });

  it('repeats advice of the last attempt until the face is in view and good', () => {
    expect(cueFor(unseen, 'more-light')).toEqual({ kind: 'advice', advice: 'more-light' });
    expect(cueFor({ ...seen, advice: 'hold-still' }, 'more-light')).toEqual({ kind: 'advice', advice: 'hold-still' });
    expect(cueFor(seen, 'more-light')).toBeUndefined();
  });

  it.each(['turn-again', 'light-again', 'look-again'] as const)(
    'keeps the hint %s while the face is in view',
    (hint) => {
      expect(cueFor(seen, hint)).toEqual({ kind: 'hint', hint });
    },
  );

  it('drops a retry hint once the traveller has done what it asked', () => {
    expect(cueFor(unseen, 'stand-alone')).toEqual({ kind: 'hint', hint: 'stand-alone' });
    expect(cueFor(seen, 'stand-alone')).toBeUndefined();
  });
});

describe('a cue on the screen', () => {
  const closer = { kind: 'advice', advice: 'come-closer' } as const;
  const still = { kind: 'advice', advice: 'hold-still' } as const;
  const shown: ShownCue = { cue: closer, sinceMs: 1_000 };

  it('stays long enough to be read', () => {
    expect(steady(shown, still, 1_000 + MIN_CUE_MS - 1)).toBe(shown);
  });

  it.each(['step-into-view', 'stand-alone'] as const)('%s ends at once when a face is in view', (hint) => {
    const absent: ShownCue = { cue: { kind: 'hint', hint }, sinceMs: 1_000 };
    expect(steady(absent, undefined, 1_001, seen)).toEqual({ cue: undefined, sinceMs: 1_001 });
    expect(steady(absent, undefined, 1_001, unseen)).toBe(absent);
  });

  it('gives way at once to its opposite', () => {
    const back = { kind: 'advice', advice: 'step-back' } as const;
    expect(steady(shown, back, 1_001, seen).cue).toEqual(back);
  });

  it('is another one for the other side', () => {
    const left = { cue: { kind: 'advice', advice: 'centre', side: 'left' }, sinceMs: 0 } as const;
    const right = { kind: 'advice', advice: 'centre', side: 'right' } as const;
    expect(steady(left, right, MIN_CUE_MS).cue).toEqual(right);
  });

  it('then gives way to what is wanted', () => {
    const nowMs = 1_000 + MIN_CUE_MS;
    expect(steady(shown, still, nowMs)).toEqual({ cue: still, sinceMs: nowMs });
  });

  it('does not begin anew when the same thing is wanted again', () => {
    expect(steady(shown, { ...closer }, 9_000)).toBe(shown);
  });
});
