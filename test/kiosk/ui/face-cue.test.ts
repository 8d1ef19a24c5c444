import { describe, expect, it } from 'vitest';
import type { FaceProgress } from '../../../kiosk/face/face-attempt.ts';
import { CUE_LEAST_MS, cueFor, type ShownCue, steady } from '../../../kiosk/ui/model/face-cue.ts';

const seen: FaceProgress = {
  prompt: 'look',
  advice: undefined,
  box: { left: 0.3, top: 0.3, width: 0.3, height: 0.4 },
};
const unseen: FaceProgress = { ...seen, box: undefined };

describe('what is said to a traveller at the camera', () => {
  it('is advice before anything else', () => {
    expect(cueFor({ ...seen, advice: 'step-back' }, 'face-again')).toEqual({ kind: 'advice', advice: 'step-back' });
  });

  it('says which way the middle is to somebody who stands beside it, and only then', () => {
    const at = (left: number) =>
      cueFor({ ...seen, advice: 'centre', box: { left, top: 0.3, width: 0.3, height: 0.4 } }, undefined);
    // On the right of a picture that is not mirrored stands who has to go to their own right
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

  it('asks somebody who is not seen to step into view', () => {
    expect(cueFor(unseen, undefined)).toEqual({ kind: 'hint', hint: 'step-into-view' });
  });

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
    expect(steady(shown, still, 1_000 + CUE_LEAST_MS - 1)).toBe(shown);
  });

  it('is another one for the other side', () => {
    const left = { cue: { kind: 'advice', advice: 'centre', side: 'left' }, sinceMs: 0 } as const;
    const right = { kind: 'advice', advice: 'centre', side: 'right' } as const;
    expect(steady(left, right, CUE_LEAST_MS).cue).toEqual(right);
  });

  it('then gives way to what is wanted', () => {
    const nowMs = 1_000 + CUE_LEAST_MS;
    expect(steady(shown, still, nowMs)).toEqual({ cue: still, sinceMs: nowMs });
  });

  it('does not begin anew when the same thing is wanted again', () => {
    expect(steady(shown, { ...closer }, 9_000)).toBe(shown);
  });
});
