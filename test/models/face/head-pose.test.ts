import { describe, expect, it } from 'vitest';
import { PITCH_OF_A_FRONTAL_FACE } from '../../../models/face/constants.ts';
import { headPose } from '../../../models/face/head-pose.ts';
import { CHIN, FOREHEAD, MIRRORED_PAIRS } from '../../../models/face/landmark-points.ts';

/** A head with only the points of the pose, rotated by matrices. Degrees, ISO signs. */
function mesh(yaw: number, pitch: number, roll: number): Float32Array {
  const landmarks = new Float32Array(3 * 468);
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const put = (point: number, x: number, y: number, z: number): void => {
    const [c1, s1] = [Math.cos(radians(pitch)), Math.sin(radians(pitch))];
    const [y1, z1] = [y * c1 - z * s1, z * c1 + y * s1];
    const [c2, s2] = [Math.cos(radians(yaw)), Math.sin(radians(yaw))];
    const [x2, z2] = [x * c2 - z1 * s2, z1 * c2 + x * s2];
    const [c3, s3] = [Math.cos(radians(roll)), Math.sin(radians(roll))];
    landmarks.set([300 + x2 * c3 + y1 * s3, 200 + y1 * c3 - x2 * s3, z2], 3 * point);
  };
  MIRRORED_PAIRS.forEach(([right, left], at) => {
    put(right, -20 - 3 * at, 8 * at - 30, 2 * at);
    put(left, 20 + 3 * at, 8 * at - 30, 2 * at);
  });
  put(FOREHEAD, 0, -60, 0);
  put(CHIN, 0, 60, 0);
  return landmarks;
}

describe('headPose', () => {
  it.each([
    ['straight', 0, 0, 0],
    ['to their own left', 20, 0, 0],
    ['to their own right', -35, 0, 0],
    ['down', 0, 15, 0],
    ['up', 0, -15, 0],
    ['leaning to their right shoulder', 0, 0, 12],
    ['turned, bowed and leaning', 14, 9, -20],
  ])('measures a head that looks %s', (_, yaw, pitch, roll) => {
    const pose = headPose(mesh(yaw, pitch, roll));
    expect(pose.yaw).toBeCloseTo(yaw, 3);
    expect(pose.pitch + PITCH_OF_A_FRONTAL_FACE).toBeCloseTo(pitch, 3);
    expect(pose.roll).toBeCloseTo(roll, 3);
  });

  it('puts the left of a traveller who faces the camera on the right of the image', () => {
    const turned = mesh(20, 0, 0);
    const nearer = turned.filter((_, at) => at % 3 === 2 && (turned[at] ?? 0) < 0);
    expect(nearer.length).toBeGreaterThan(0);
    expect(turned[3 * 33 + 2]).toBeLessThan(turned[3 * 263 + 2] ?? 0); // their right side comes nearer
  });
});
