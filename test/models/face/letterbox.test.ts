import { describe, expect, it } from 'vitest';
import { allocateImage } from '../../../hardware/device/image.ts';
import { letterbox, letterboxOf } from '../../../models/face/letterbox.ts';

const PIXEL = { offset: 0, divisor: 1 };

describe('letterbox', () => {
  it('averages every second row of a block and leaves the rest black', () => {
    const image = allocateImage(8, 4, 'rgb');
    for (let at = 0; at < 32; at++) image.data.fill(at, 3 * at, 3 * at + 3);
    const out = new Float32Array(2 * 2 * 3);
    letterbox(image, letterboxOf(image, 2, 0), 2, PIXEL, out);
    const mean = (left: number): number => {
      const rows = [0, 2].flatMap((row) => [0, 1, 2, 3].map((column) => row * 8 + left + column));
      return rows.reduce((sum, value) => sum + value, 0) / 8;
    };
    expect([...out]).toEqual([mean(0), mean(0), mean(0), mean(4), mean(4), mean(4), 0, 0, 0, 0, 0, 0]);
  });

  it('also averages every second column when a block is five pixels wide', () => {
    const image = allocateImage(10, 5, 'rgb');
    for (let at = 0; at < 50; at++) image.data.fill(at, 3 * at, 3 * at + 3);
    const out = new Float32Array(2 * 2 * 3);
    letterbox(image, letterboxOf(image, 2, 0), 2, PIXEL, out);
    expect([...out]).toEqual([22, 22, 22, 27, 27, 27, 0, 0, 0, 0, 0, 0]);
  });

  it('keeps a margin on all sides and returns the position of the image', () => {
    const image = allocateImage(40, 40, 'rgb');
    image.data.fill(200);
    const box = letterboxOf(image, 8, 0.5);
    const out = new Float32Array(8 * 8 * 3);
    letterbox(image, box, 8, PIXEL, out);
    const bright = [...out.keys()].filter((at) => (out[at] ?? 0) > 0).map((at) => Math.floor(at / 3));
    expect(box).toEqual({ scale: 10, margin: 20 });
    expect(Math.min(...bright)).toBe(2 * 8 + 2);
    expect(Math.max(...bright)).toBe(5 * 8 + 5);
  });
});
