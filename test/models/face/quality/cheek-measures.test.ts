import { describe, expect, it } from 'vitest';
import { readCheekZones } from '../../../../models/face/quality/cheek-zones.ts';
import { illuminationUniformity } from '../../../../models/face/quality/illumination-uniformity.ts';
import { naturalColour } from '../../../../models/face/quality/natural-colour.ts';
import { painted, templateLandmarks } from './drawn-face.ts';

const SIDE = 224;
const landmarks = templateLandmarks(2);
const zones = (colourAt: Parameters<typeof painted>[2]) => readCheekZones(painted(SIDE, SIDE, colourAt), landmarks);
const grey = (value: number) => [value, value, value] as const;

describe('IlluminationUniformity', () => {
  it('is 1 in even light and 0 in two different lights', () => {
    expect(illuminationUniformity(zones(() => grey(120)))).toMatchObject({ native: 1, component: 100 });
    expect(illuminationUniformity(zones((x) => grey(x < 112 ? 60 : 180)))).toMatchObject({ native: 0, component: 0 });
  });

  it('has the overlap to the power of 0.3 as component (OFIQ)', () => {
    const half = illuminationUniformity(zones((x, y) => grey(x >= 112 && y % 2 === 0 ? 180 : 60)));
    if (half.kind !== 'assessed') throw new Error('not assessed');
    expect(half.component).toBe(Math.round(100 * half.native ** 0.3));
    expect(half.native).toBeGreaterThan(0);
    expect(half.native).toBeLessThan(0.7);
  });
});

describe('NaturalColour', () => {
  it('is 100 for dark and light skin in white light', () => {
    for (const skin of [[224, 180, 155] as const, [141, 95, 70] as const, [86, 58, 44] as const]) {
      expect(naturalColour(zones(() => skin))).toMatchObject({ native: 0, component: 100 });
    }
  });

  it('falls in coloured light', () => {
    expect(naturalColour(zones(() => [40, 90, 200]))).toMatchObject({ native: 100, component: 0 });
  });

  it('is not assessable in grey', () => {
    expect(naturalColour(zones(() => grey(120)))).toEqual({ kind: 'not-assessable', why: 'no-colour' });
  });
});

describe('cheeks outside the image', () => {
  it('are not assessable', () => {
    const outside = readCheekZones(
      painted(SIDE, SIDE, () => grey(120)),
      templateLandmarks(2, -80),
    );
    expect(illuminationUniformity(outside)).toEqual({ kind: 'not-assessable', why: 'face-outside-image' });
    expect(naturalColour(outside)).toEqual({ kind: 'not-assessable', why: 'face-outside-image' });
  });

  it('are read as three equal channels in a grey image', () => {
    const data = new Uint8Array(new ArrayBuffer(SIDE * SIDE)).fill(120);
    const read = readCheekZones(
      { width: SIDE, height: SIDE, channelOrder: 'grey', data, ownership: 'owned' },
      landmarks,
    );
    expect(read).toMatchObject({ coloured: false, meanColour: [120, 120, 120], insideShare: 1 });
  });
});
