import { access } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { photographPath } from '../../../hardware/simulation/specimen-photographs.ts';
import { findPhotograph, findSpecimen } from '../../../hardware/simulation/specimen-table.ts';
import { SPECIMENS, type SpecimenId } from '../../../hardware/simulation/specimens.ts';

const PHOTOGRAPHS = SPECIMENS.flatMap(({ id, photographs }) =>
  photographs.map((photograph, index) => ({ label: `${id} ${index}`, photograph })),
);

describe('the specimen travellers', () => {
  it('have unique ids, and one of them has two photographs', () => {
    expect(SPECIMENS.length).toBeGreaterThanOrEqual(6);
    expect(new Set(SPECIMENS.map(({ id }) => id)).size).toBe(SPECIMENS.length);
    expect(SPECIMENS.some(({ photographs }) => new Set(photographs.map(({ file }) => file)).size > 1)).toBe(true);
  });

  it.each(SPECIMENS)(
    'have an obviously invented name and a state that a zone can hold: $id',
    ({ name, issuingState }) => {
      expect(name).toMatch(/^SPECIMEN [A-Z]+$/);
      expect(issuingState).toMatch(/^[A-Z]{1,3}$/);
    },
  );

  it.each(PHOTOGRAPHS)('have a photograph: $label', async ({ photograph }) => {
    await expect(access(photographPath(photograph))).resolves.toBeUndefined();
  });

  it.each(PHOTOGRAPHS)(
    'have eyes and face inside the photograph, large enough to enlarge: $label',
    async ({ photograph }) => {
      const { width, height } = await sharp(photographPath(photograph)).metadata();
      const { rightEye, leftEye } = photograph;
      const distance = Math.hypot(leftEye[0] - rightEye[0], leftEye[1] - rightEye[1]);
      expect(distance).toBeGreaterThan(75);
      expect(rightEye[0]).toBeLessThan(leftEye[0]);
      const across = [leftEye[0] - rightEye[0], leftEye[1] - rightEye[1]] as const;
      for (const [x, y] of photograph.outline) {
        const sourceX = (rightEye[0] + leftEye[0]) / 2 + x * across[0] - y * across[1];
        const sourceY = (rightEye[1] + leftEye[1]) / 2 + x * across[1] + y * across[0];
        // Hair may leave the picture by a little; the cut is soft.
        const slack = 0.35 * distance;
        expect(sourceX).toBeGreaterThan(-slack);
        expect(sourceX).toBeLessThan(width + slack);
        expect(sourceY).toBeGreaterThan(-slack);
        expect(sourceY).toBeLessThan(height + slack);
      }
    },
  );

  it.each(PHOTOGRAPHS)('have an outline around the face: $label', ({ photograph: { outline, yawDegrees } }) => {
    const xs = outline.map(([x]) => x);
    const ys = outline.map(([, y]) => y);
    expect(Math.min(...xs)).toBeLessThan(-0.8);
    expect(Math.max(...xs)).toBeGreaterThan(0.8);
    expect(Math.min(...ys)).toBeLessThan(-1.4);
    expect(Math.max(...ys)).toBeGreaterThan(2);
    expect(Math.abs(yawDegrees)).toBeLessThan(20);
  });
});

describe('looking up a specimen', () => {
  const [alpha] = SPECIMENS;
  it('finds the first and the last photograph', () => {
    expect(findPhotograph(alpha!.id, 'first').photograph).toBe(alpha?.photographs[0]);
    expect(findPhotograph(alpha!.id, 'last').photograph).toBe(alpha?.photographs.at(-1));
  });
  it.each([-1, 99, 0.5])('refuses photograph %d', (index) => {
    expect(() => findPhotograph(alpha!.id, index)).toThrow(RangeError);
  });
  it('refuses an unknown id', () => {
    expect(() => findSpecimen('zulu' as SpecimenId)).toThrow(RangeError);
  });
});
