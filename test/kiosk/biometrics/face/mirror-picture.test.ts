import { describe, expect, it } from 'vitest';
import { allocateImage, type ChannelOrder } from '../../../../hardware/device/image.ts';
import { drawMirror, MIRROR, MIRROR_BYTES } from '../../../../kiosk/biometrics/face/mirror-picture.ts';

/** A picture of any size. `paint` gives each sample for its position in shares of the sides. */
function painted(width: number, height: number, order: ChannelOrder, paint: (x: number, y: number) => number[]) {
  const image = allocateImage(width, height, order);
  const channels = order === 'rgb' ? 3 : 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) image.data.set(paint(x / width, y / height), (y * width + x) * channels);
  }
  return image;
}

const drawn = (image: ReturnType<typeof painted>): Uint8Array => {
  const into = new Uint8Array(MIRROR_BYTES);
  drawMirror(image, into);
  return into;
};
const pixel = (picture: Uint8Array, x: number, y: number): number[] => {
  const at = (y * MIRROR.width + x) * 4;
  return [...picture.subarray(at, at + 4)];
};

describe('the picture in the mirror', () => {
  it('is the unmirrored middle of a wide frame in its full height', () => {
    const picture = drawn(painted(1_280, 720, 'rgb', (x, y) => [x * 255, y * 255, 7]));
    const [left = 0, top = 0, blue, alpha] = pixel(picture, 0, 0);
    const [right = 0, bottom = 0] = pixel(picture, MIRROR.width - 1, MIRROR.height - 1);
    expect([blue, alpha]).toEqual([7, 255]);
    // 576 of 1280 columns, in the middle
    expect(left).toBeCloseTo(0.275 * 255, -0.7);
    expect(right).toBeCloseTo(0.725 * 255, -0.7);
    expect(top).toBeLessThan(3);
    expect(bottom).toBeGreaterThan(250);
  });

  it('is the middle of a tall frame in its full width', () => {
    const picture = drawn(painted(720, 1_280, 'rgb', (x, y) => [x * 255, y * 255, 0]));
    expect(pixel(picture, 0, 0)[0]).toBeLessThan(3);
    expect(pixel(picture, MIRROR.width - 1, 0)[0]).toBeGreaterThan(250);
    expect(pixel(picture, 0, 0)[1]).toBeCloseTo(255 * (190 / 1_280), -0.7);
  });

  it('preserves the aspect ratio', () => {
    const inCircle = (x: number, y: number): boolean => Math.hypot((x - 0.5) * 1_280, (y - 0.5) * 720) < 200;
    const picture = drawn(painted(1_280, 720, 'rgb', (x, y) => (inCircle(x, y) ? [255, 255, 255] : [0, 0, 0])));
    const bright = (x: number, y: number): boolean => (pixel(picture, x, y)[0] ?? 0) > 127;
    const wide = Array.from({ length: MIRROR.width }, (_, x) => bright(x, MIRROR.height / 2)).filter(Boolean).length;
    const high = Array.from({ length: MIRROR.height }, (_, y) => bright(MIRROR.width / 2, y)).filter(Boolean).length;
    expect(Math.abs(wide - high)).toBeLessThanOrEqual(2);
  });

  it.each([
    [1, 1],
    [33, 40],
    [191, 2_000],
    [3_840, 2_160],
  ])('is completely filled for a frame of %i x %i', (width, height) => {
    const picture = drawn(painted(width, height, 'rgb', () => [10, 20, 30]));
    expect([pixel(picture, 0, 0), pixel(picture, 191, 239)]).toEqual([
      [10, 20, 30, 255],
      [10, 20, 30, 255],
    ]);
  });

  it('is grey for a grey frame', () => {
    expect(pixel(drawn(painted(640, 480, 'grey', () => [90])), 96, 120)).toEqual([90, 90, 90, 255]);
  });

  it('requires a buffer of its size', () => {
    const image = allocateImage(64, 64, 'rgb');
    for (const length of [0, MIRROR_BYTES - 1, MIRROR_BYTES + 1]) {
      expect(() => drawMirror(image, new Uint8Array(length))).toThrow(RangeError);
    }
  });
});
