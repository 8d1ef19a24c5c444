import { describe, expect, it } from 'vitest';
import { allocateImage, assertImage, channelsOf, lend, wipeImage } from '../../../hardware/device/image.ts';

describe('an image', () => {
  it('is allocated zeroed, owned and of the right size', () => {
    const image = allocateImage(3, 2, 'rgb');
    expect(image.data).toEqual(new Uint8Array(18));
    expect(image.ownership).toBe('owned');
    expect(channelsOf('grey')).toBe(1);
    assertImage(image);
  });

  it.each([
    [0, 1],
    [1, 0],
    [-1, 1],
    [1.5, 1],
    [Number.NaN, 1],
  ])('cannot be %d x %d', (width, height) => {
    expect(() => allocateImage(width, height, 'grey')).toThrow(RangeError);
  });

  it('is refused when its buffer does not match its header', () => {
    const image = allocateImage(2, 2, 'grey');
    expect(() => assertImage({ ...image, height: 3 })).toThrow(RangeError);
    expect(() => assertImage({ ...image, channelOrder: 'rgb' })).toThrow(RangeError);
  });

  it('is wiped by its owner only', () => {
    const image = allocateImage(2, 2, 'grey');
    image.data.fill(9);
    expect(() => wipeImage(lend(image))).toThrow(TypeError);
    expect(image.data[0]).toBe(9);
    wipeImage(image);
    expect(image.data).toEqual(new Uint8Array(4));
  });

  it('is lent without being copied', () => {
    const image = allocateImage(2, 2, 'grey');
    expect(lend(image).data).toBe(image.data);
  });
});
