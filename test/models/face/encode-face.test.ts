import { describe, expect, it } from 'vitest';
import { encodeFace } from '../../../models/face/encode-face.ts';

/** Two by two pixels, with values that identify pixel and channel. */
const face = Float32Array.of(10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42);
const PLAIN = { offset: 0, divisor: 1 };

function encoded(layout: 'NHWC' | 'NCHW', mirrored: boolean, pixel = PLAIN): number[] {
  const out = new Float32Array(face.length);
  encodeFace(face, 2, { layout, pixel }, mirrored, out);
  return [...out];
}

describe('encodeFace', () => {
  it('writes interleaved or planar channels', () => {
    expect(encoded('NHWC', false)).toEqual([...face]);
    expect(encoded('NCHW', false)).toEqual([10, 20, 30, 40, 11, 21, 31, 41, 12, 22, 32, 42]);
  });

  it('mirrors each row', () => {
    expect(encoded('NHWC', true)).toEqual([20, 21, 22, 10, 11, 12, 40, 41, 42, 30, 31, 32]);
    expect(encoded('NCHW', true)).toEqual([20, 10, 40, 30, 21, 11, 41, 31, 22, 12, 42, 32]);
  });

  it('uses the pixel encoding of the network', () => {
    expect(encoded('NHWC', false, { offset: 10, divisor: 2 }).slice(0, 4)).toEqual([0, 0.5, 1, 5]);
  });
});
