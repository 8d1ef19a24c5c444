import { describe, expect, it } from 'vitest';
import type { FaceSeen } from '../../../../models/face/face-observation.ts';
import { adviceFor } from '../../../../models/face/quality/advice.ts';
import { assessed, notAssessable } from '../../../../models/face/quality/quality-measure.ts';
import { unifiedQuality } from '../../../../models/face/quality/unified-quality.ts';

const good = assessed(1, 100);
const GOOD: FaceSeen = {
  kind: 'face',
  box: { left: 0.4, top: 0.3, width: 0.2, height: 0.35 },
  detectionScore: 0.9,
  interEyeDistancePx: 120,
  pose: { yaw: 2, pitch: -3, roll: 1 },
  quality: {
    interEyeDistance: good,
    headPoseYaw: good,
    headPosePitch: good,
    headPoseRoll: good,
    singleFacePresent: good,
    leftwardCropOfTheFaceImage: good,
    rightwardCropOfTheFaceImage: good,
    marginAboveOfTheFaceImage: good,
    marginBelowOfTheFaceImage: good,
    luminanceMean: assessed(0.5, 100),
    signalToNoise: assessed(15, 100),
    underExposurePrevention: good,
    overExposurePrevention: assessed(0, 100),
    dynamicRange: good,
    sharpness: good,
    motionBlurPrevention: good,
    illuminationUniformity: good,
    naturalColour: good,
    eyesOpen: good,
    mouthClosed: good,
    eyesVisible: assessed(-0.2, 100),
    faceOcclusionPrevention: good,
  },
  unifiedQuality: 100,
  landmarks: new Float32Array(1404),
};
const bad = assessed(0, 0);
const withQuality = (quality: Partial<FaceSeen['quality']>): FaceSeen => ({
  ...GOOD,
  quality: { ...GOOD.quality, ...quality },
});

describe('adviceFor', () => {
  it('is undefined for a good frame, and without a face', () => {
    expect(adviceFor(GOOD)).toBeUndefined();
    expect(adviceFor({ kind: 'nobody' })).toBeUndefined();
  });

  it.each([
    ['one-person-only', { kind: 'several', count: 2 }],
    ['come-closer', { ...GOOD, interEyeDistancePx: 60 }],
    ['step-back', { ...GOOD, box: { left: 0.1, top: 0.1, width: 0.6, height: 0.8 } }],
    ['centre', { ...GOOD, box: { left: 0.75, top: 0.3, width: 0.2, height: 0.35 } }],
    ['centre', withQuality({ marginAboveOfTheFaceImage: bad })],
    ['look-straight', { ...GOOD, pose: { yaw: -30, pitch: 0, roll: 0 } }],
    ['look-straight', { ...GOOD, pose: { yaw: 0, pitch: 0, roll: 25 } }],
    ['more-light', withQuality({ signalToNoise: assessed(3.9, 47) })],
    ['less-light', withQuality({ overExposurePrevention: assessed(0.3, 3) })],
    ['uncover-eyes', withQuality({ eyesVisible: assessed(-1.5, 1) })],
    ['uncover-face', withQuality({ faceOcclusionPrevention: bad })],
    ['hold-still', withQuality({ sharpness: bad })],
    ['hold-still', withQuality({ motionBlurPrevention: bad })],
    ['hold-still', withQuality({ sharpness: notAssessable('no-contrast') })],
  ] as const)('is %s when that helps', (advice, observation) => {
    expect(adviceFor(observation)).toBe(advice);
  });

  it('never concerns eyes or mouth, or uneven light', () => {
    const quality = { eyesOpen: bad, mouthClosed: bad, illuminationUniformity: bad, naturalColour: bad };
    expect(adviceFor(withQuality(quality))).toBeUndefined();
  });

  it('does not treat an unknown confidence as a covered face', () => {
    const quality = {
      faceOcclusionPrevention: notAssessable('no-confidence'),
      eyesVisible: notAssessable('no-contrast'),
    };
    expect(adviceFor(withQuality(quality))).toBeUndefined();
  });

  it('does not depend on skin colour', () => {
    const dark = { luminanceMean: assessed(0.01, 2), underExposurePrevention: bad };
    const light = { luminanceMean: assessed(0.75, 73), underExposurePrevention: good };
    expect(adviceFor(withQuality(dark))).toBeUndefined();
    expect(adviceFor(withQuality(light))).toBeUndefined();
  });

  it('does not request light when light is not assessable', () => {
    expect(adviceFor(withQuality({ signalToNoise: notAssessable('face-outside-image') }))).toBeUndefined();
  });

  it('is one request at a time, position before direction of view', () => {
    expect(
      adviceFor({ ...withQuality({ sharpness: bad }), interEyeDistancePx: 50, pose: { yaw: 40, pitch: 0, roll: 0 } }),
    ).toBe('come-closer');
  });
});

describe('unifiedQuality', () => {
  it('is at its maximum for a perfect frame, and falls with each measure', () => {
    expect(unifiedQuality(GOOD.quality)).toBe(100);
    expect(unifiedQuality(withQuality({ sharpness: assessed(0, 50) }).quality)).toBeCloseTo(50, 6);
    expect(
      unifiedQuality(withQuality({ sharpness: assessed(0, 50), headPoseYaw: assessed(30, 75) }).quality),
    ).toBeCloseTo(37.5, 6);
    expect(unifiedQuality(withQuality({ eyesOpen: assessed(0.02, 49) }).quality)).toBeCloseTo(70, 6);
    expect(unifiedQuality(withQuality({ headPosePitch: assessed(20, 88) }).quality)).toBeCloseTo(100 * 0.88 ** 6, 6);
  });

  it('does not depend on skin colour', () => {
    const dark = { luminanceMean: assessed(0.02, 3), underExposurePrevention: bad };
    expect(unifiedQuality(withQuality(dark).quality)).toBe(100);
    expect(unifiedQuality(withQuality({ signalToNoise: assessed(4, 50) }).quality)).toBeCloseTo(100 * 0.5 ** 0.5, 6);
  });

  it('is 0 when a measure is not assessable', () => {
    expect(unifiedQuality(withQuality({ sharpness: notAssessable('face-outside-image') }).quality)).toBe(0);
  });

  it('ignores an unknown confidence', () => {
    const quality = { faceOcclusionPrevention: notAssessable('no-confidence') };
    expect(unifiedQuality(withQuality(quality).quality)).toBe(100);
  });
});
