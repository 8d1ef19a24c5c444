import { describe, expect, it } from 'vitest';
import { seenOf } from '../../../../kiosk/biometrics/face/face-attempt.ts';
import type { FaceSighting } from '../../../../models/face/face-observation.ts';

describe('the view of a face for the screen', () => {
  it('contains only position and direction, too coarse to distinguish two people', () => {
    const sighting = {
      kind: 'face',
      box: { left: 0.123_456, top: 0.2, width: 0.301_2, height: 0.4 },
      pose: { yaw: 12.3456, pitch: -3.9, roll: 0.4 },
      interEyeDistancePx: 61.234,
      unifiedQuality: 77,
    } as unknown as FaceSighting;
    expect(seenOf(sighting)).toEqual({
      box: { left: 0.125, top: 0.2, width: 0.3, height: 0.4 },
      pose: { yaw: 12, pitch: -4, roll: 0 },
    });
    expect(seenOf({ kind: 'nobody' })).toEqual({ box: undefined });
  });
});
