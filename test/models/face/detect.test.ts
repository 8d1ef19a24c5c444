import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '../../../models/face/detect.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { type ModelSession, openModel } from '../../../models/runtime/session.ts';
import { withoutModels } from './built-face-models.ts';
import { cut, samplePhotograph } from './rendering/photographs.ts';

describe.skipIf(withoutModels)('detect', () => {
  const workspace = createFaceWorkspace();
  let session: ModelSession;
  beforeAll(async () => {
    session = await openModel('blazeface-back');
  });
  afterAll(() => session?.close());

  // Counted by hand. In the second photograph one of three people is in profile, and the detector is for frontal
  // faces.
  it.each([
    [1, 3, 3],
    [2, 2, 3],
    [3, 3, 3],
    [4, 4, 4],
    [5, 5, 5],
    [6, 4, 4],
  ])('finds the people of photograph %i', async (number, fewest, most) => {
    const faces = await detect(session, await samplePhotograph(number), workspace);
    expect(faces.length).toBeGreaterThanOrEqual(fewest);
    expect(faces.length).toBeLessThanOrEqual(most);
    for (const { score, keypoints, box } of faces) {
      expect(score).toBeGreaterThan(0.5);
      const [rightEyeX = 0, , leftEyeX = 0] = keypoints;
      expect(rightEyeX).toBeLessThan(leftEyeX);
      expect(rightEyeX).toBeGreaterThan(box.left);
      expect(leftEyeX).toBeLessThan(box.left + box.width);
    }
  });

  it('distinguishes two people from one', async () => {
    const photograph = await samplePhotograph(6);
    const [left, top, height] = [900, 200, 600];
    expect(await detect(session, cut(photograph, left, top, 500, height), workspace)).toHaveLength(1);
    expect(await detect(session, cut(photograph, left, top, 900, height), workspace)).toHaveLength(2);
  });

  it('finds the same face at the same position in any size of the image', async () => {
    const photograph = await samplePhotograph(6);
    const [near] = await detect(session, cut(photograph, 900, 200, 500, 600), workspace);
    const [far] = await detect(session, cut(photograph, 700, 0, 700, 1_000), workspace);
    expect(Math.abs((far?.box.left ?? 0) - 200 - (near?.box.left ?? 0))).toBeLessThan(25);
    expect(Math.abs((far?.box.width ?? 0) / (near?.box.width ?? 1) - 1)).toBeLessThan(0.15);
  });

  it('finds no face in a blank frame', async () => {
    const photograph = await samplePhotograph(1);
    photograph.data.fill(128);
    expect(await detect(session, photograph, workspace)).toEqual([]);
  });
});
