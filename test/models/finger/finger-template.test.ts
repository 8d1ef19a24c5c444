import { describe, expect, test } from 'vitest';
import type { FingerError } from '../../../models/finger/finger-error.ts';
import { fingerTemplate, templateFromMinutiae } from '../../../models/finger/finger-template.ts';
import type { Minutia } from '../../../models/finger/minutia.ts';
import { minutiaList } from '../../../models/finger/minutia-list.ts';

const at = (x: number, y: number, quality = 0.5): Minutia => ({ x, y, direction: 1, kind: 'unknown', quality });

describe('a template from minutiae', () => {
  test('is converted to 500 ppi and keeps the best hundred', () => {
    const template = templateFromMinutiae('reference', [at(100, 200)], 600, 800, 1000);
    expect([template.width, template.height]).toEqual([300, 400]);
    expect([template.impression().minutiae.x[0], template.impression().minutiae.y[0]]).toEqual([50, 100]);
    expect(template.hasPattern).toBe(false);
    const many = Array.from({ length: 150 }, (_, index) => at(index, index, index / 150));
    const { minutiae } = templateFromMinutiae('probe', many, 300, 400, 500).impression();
    expect(minutiae.count).toBe(100);
    expect(Math.min(...minutiae.quality)).toBeGreaterThan(30);
  });
  test.each([
    ['outside of the image', [at(301, 5)], 300, 400, 500],
    ['before its corner', [at(-1, 5)], 300, 400, 500],
    ['not a number', [at(Number.NaN, 5)], 300, 400, 500],
    ['without a direction', [{ ...at(1, 5), direction: Number.POSITIVE_INFINITY }], 300, 400, 500],
    ['of a quality beyond 1', [at(1, 5, 1.2)], 300, 400, 500],
    ['of an image without size', [], 0, 400, 500],
    ['of a huge image', [], 300, 40_000, 500],
    ['of no resolution', [], 300, 400, Number.NaN],
  ])('is refused for minutiae %s', (_, minutiae, width, height, ppi) => {
    expect(() => templateFromMinutiae('probe', minutiae, width, height, ppi)).toThrow(
      expect.objectContaining({ code: 'minutiae-malformed' }) as FingerError,
    );
  });
});

test('a finger template is zeroed and unusable after its wipe', () => {
  const minutiae = minutiaList([at(10, 20), at(30, 40)]);
  const pattern = { width: 8, height: 8, levels: new Uint8Array(16).fill(7), directions: new Uint8Array(4).fill(9) };
  const template = fingerTemplate('probe', 16, 16, minutiae, pattern);
  const { cylinders } = template.impression();
  template.wipe();
  template.wipe();
  const columns = [
    minutiae.x,
    minutiae.y,
    minutiae.direction,
    minutiae.quality,
    minutiae.kind,
    pattern.levels,
    pattern.directions,
  ];
  for (const column of [...columns, ...Object.values(cylinders)])
    expect(column.every((value: number) => value === 0)).toBe(true);
  expect(() => template.impression()).toThrow(expect.objectContaining({ code: 'template-unusable' }) as FingerError);
});
