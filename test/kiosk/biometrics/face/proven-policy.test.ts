import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import { unprovenFace } from '../../../../kiosk/biometrics/face/proven-policy.ts';

describe('unprovenFace', () => {
  it('accepts the rates that the face calibration proves, the development policy included', () => {
    for (const faceFalseMatchRate of ['1e-3', '3e-4', '1e-4'] as const) {
      expect(unprovenFace({ faceFalseMatchRate })).toBeUndefined();
    }
    expect(unprovenFace(DEVELOPMENT_POLICY)).toBeUndefined();
  });

  it('states the proven rate when a policy requires a stricter one, so that the lane does not start', () => {
    for (const faceFalseMatchRate of ['3e-5', '1e-6'] as const) {
      expect(unprovenFace({ faceFalseMatchRate })).toMatch(/^faceFalseMatchRate: .* at best, not \de-\d$/);
    }
  });
});
