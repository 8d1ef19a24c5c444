import { describe, expect, it } from 'vitest';
import { LANDMARK_COUNT } from '../../../../../models/face/constants.ts';
import { allocateImage } from '../../../../../hardware/device/image.ts';
import {
  FACE_REGIONS,
  regionCentres,
  regionNormals,
} from '../../../../../models/face/presentation-attack/light-challenge/face-regions.ts';
import { sampleLight } from '../../../../../models/face/presentation-attack/light-challenge/sample-light.ts';
import { linearOfSample } from '../../../../../models/face/presentation-attack/light-challenge/light-state.ts';

/** 468 points over a square of 200 px, with the depth `depthAt`. */
function mesh(depthAt: (x: number, y: number) => number): Float32Array {
  const out = new Float32Array(3 * LANDMARK_COUNT);
  for (let point = 0; point < LANDMARK_COUNT; point++) {
    const x = 150 + ((point * 61) % 200);
    const y = 100 + ((point * 37) % 200);
    out.set([x, y, depthAt(x, y)], 3 * point);
  }
  return out;
}

describe('the regions of a face', () => {
  it('are sixteen, each of different points', () => {
    expect(FACE_REGIONS).toHaveLength(16);
    const points = FACE_REGIONS.flat();
    expect(new Set(points).size).toBe(points.length);
  });

  it('have the normals of their surface', () => {
    const flat = regionNormals(
      mesh(() => 5),
      100,
    );
    const leaning = regionNormals(
      mesh((x, y) => 0.5 * x - 0.25 * y),
      100,
    );
    const length = Math.hypot(0.5, 0.25, 1);
    for (let at = 0; at < flat.length; at += 3) {
      expect(Math.hypot(flat[at] ?? 1, flat[at + 1] ?? 1)).toBeLessThan(1e-9);
      expect(flat[at + 2]).toBeCloseTo(-1, 9);
      expect(leaning[at]).toBeCloseTo(0.5 / length, 3);
      expect(leaning[at + 1]).toBeCloseTo(-0.25 / length, 3);
      expect(leaning[at + 2]).toBeCloseTo(-1 / length, 3);
    }
  });

  it('are measured relative to the background, in linear light', () => {
    const image = allocateImage(500, 400, 'rgb');
    for (let at = 0; at < image.data.length; at += 3) image.data.set([100, 120, 140], at);
    const face = mesh(() => 0);
    const centres = regionCentres(face);
    for (let y = 90; y < 310; y++) {
      for (let x = 130; x < 370; x++) image.data.set([200, 120, 70], 3 * (y * 500 + x));
    }
    const light = sampleLight(image, face, 100);
    const expected = [200, 120, 70].map((sample, at) =>
      Math.log(linearOfSample(sample) / linearOfSample([100, 120, 140][at] ?? 0)),
    );
    for (let region = 0; region < 16; region++) {
      expect(centres[3 * region]).toBeGreaterThan(140);
      for (let channel = 0; channel < 3; channel++)
        expect(light[3 * region + channel]).toBeCloseTo(expected[channel] ?? 0, 3);
    }
  });
});
