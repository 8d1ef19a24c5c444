import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANDMARK_COUNT, LANDMARKS_SIDE, TRACKING } from '../../../models/face/constants.ts';
import { createFaceTrack, type FaceTrack, type FoundFace } from '../../../models/face/track.ts';
import { seededRandom } from './rendering/seeded-random.ts';

const IMAGE = { width: 1280, height: 720 };

/** A mesh of about 200 px around (x, y), scaled and rotated. */
function mesh(x: number, y: number, growth = 1, angle = 0): Float32Array {
  const random = seededRandom(3);
  const landmarks = new Float32Array(3 * LANDMARK_COUNT);
  const set = (point: number, u: number, v: number): void => {
    landmarks[3 * point] = x + growth * (Math.cos(angle) * u - Math.sin(angle) * v);
    landmarks[3 * point + 1] = y + growth * (Math.sin(angle) * u + Math.cos(angle) * v);
  };
  for (let point = 0; point < LANDMARK_COUNT; point++) set(point, random.between(-80, 80), random.between(-100, 100));
  set(33, -50, -20);
  set(263, 50, -20);
  return landmarks;
}

function found(landmarks = mesh(640, 360)): FoundFace {
  const box = { left: 540, top: 260, width: 200, height: 200 };
  return { kind: 'found', box, score: 0.9, secondFaceRatio: 0.3, landmarks };
}

function begun(atMs = 1_000): FaceTrack {
  const track = createFaceTrack();
  track.begin(found(), IMAGE, atMs);
  return track;
}

describe('a face track', () => {
  it('tracks no face at first', () => {
    expect(createFaceTrack().regionAt(IMAGE, 0)).toBeUndefined();
    expect(createFaceTrack().next(mesh(640, 360), 0)).toBeUndefined();
  });

  it('searches around the middle of the last mesh, in a square that grows with it', () => {
    const track = begun();
    const before = track.regionAt(IMAGE, 1_040);
    track.next(mesh(650, 355, 1.1), 1_040);
    const after = track.regionAt(IMAGE, 1_080);
    const middle = (LANDMARKS_SIDE - 1) / 2;
    const shift = (after?.a ?? 0) * middle + (after?.c ?? 0) - (before?.a ?? 0) * middle - (before?.c ?? 0);
    expect(shift).toBeGreaterThan(8);
    expect((after?.a ?? 0) / (before?.a ?? 1)).toBeCloseTo(1.1, 2);
  });

  it('moves the detected box with the mesh and keeps the other values of the detector', () => {
    const face = begun().next(mesh(650, 365), 1_040);
    expect(face?.box.left).toBeCloseTo(550, 2);
    expect(face?.box.top).toBeCloseTo(265, 2);
    expect(face).toMatchObject({ score: 0.9, secondFaceRatio: 0.3 });
  });

  it('never exceeds the time limit between two detections, at any regular frame rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 240 }), (everyMs) => {
        const track = begun(0);
        let detectedAtMs = 0;
        for (let atMs = everyMs; atMs < 2_000; atMs += everyMs) {
          if (track.regionAt(IMAGE, atMs) === undefined) {
            expect(atMs - detectedAtMs).toBeLessThanOrEqual(TRACKING.detectWithinMs);
            track.begin(found(), IMAGE, atMs);
            detectedAtMs = atMs;
          } else {
            track.next(mesh(640, 360), atMs);
          }
        }
      }),
    );
  });

  it.each([
    ['stands still', 1_000],
    ['decreases', 500],
    ['jumps', 1_300],
    ['is NaN', Number.NaN],
  ])('ends when time %s', (_, atMs) => {
    const track = begun();
    expect(track.regionAt(IMAGE, atMs)).toBeUndefined();
    expect(track.regionAt(IMAGE, 1_040)).toBeUndefined();
  });

  it('ends when the image has another size', () => {
    expect(begun().regionAt({ width: 720, height: 1280 }, 1_040)).toBeUndefined();
  });

  it.each([
    ['jumps', mesh(760, 360)],
    ['grows at once', mesh(640, 360, 1.3)],
    ['shrinks at once', mesh(640, 360, 0.7)],
    ['turns at once', mesh(640, 360, 1, 0.5)],
    ['is no mesh', new Float32Array(3 * LANDMARK_COUNT).fill(Number.NaN)],
    ['collapses', new Float32Array(3 * LANDMARK_COUNT)],
  ])('ends with a mesh that %s', (_, landmarks) => {
    const track = begun();
    expect(track.next(landmarks, 1_040)).toBeUndefined();
    expect(track.regionAt(IMAGE, 1_041)).toBeUndefined();
  });

  it('does not track a face that cannot be measured', () => {
    const track = createFaceTrack();
    track.begin(found(new Float32Array(3 * LANDMARK_COUNT)), IMAGE, 1_000);
    expect(track.regionAt(IMAGE, 1_040)).toBeUndefined();
  });

  it('tracks no face after wipe', () => {
    const track = begun();
    track.wipe();
    expect(track.regionAt(IMAGE, 1_040)).toBeUndefined();
    expect(track.next(mesh(640, 360), 1_040)).toBeUndefined();
  });
});
