import { describe, expect, it } from 'vitest';
import { chooseFace } from '../../../models/face/choose-face.ts';
import type { DetectedFace } from '../../../models/face/detected-face.ts';

const FRAME = { width: 1280, height: 720 };

function face(centreX: number, width: number): DetectedFace {
  const box = { left: centreX - width / 2, top: 360 - width / 2, width, height: width };
  return { score: 0.9, box, keypoints: new Float32Array(12) };
}

describe('chooseFace', () => {
  it('finds no face in an empty lane', () => {
    expect(chooseFace([], FRAME)).toBeUndefined();
  });

  it('chooses the person in front of the camera, not a slightly wider face at the edge', () => {
    const traveller = face(640, 200);
    expect(chooseFace([face(1200, 220), traveller], FRAME)?.face).toBe(traveller);
  });

  it('does not count people at the back of the hall', () => {
    const chosen = chooseFace([face(640, 200), face(900, 60), face(300, 90)], FRAME);
    expect(chosen?.comparableFaces).toBe(1);
    expect(chosen?.secondFaceRatio).toBeCloseTo(0.45, 6);
  });

  it('counts a companion at the traveller’s side', () => {
    expect(chooseFace([face(500, 200), face(800, 150)], FRAME)?.comparableFaces).toBe(2);
  });
});
