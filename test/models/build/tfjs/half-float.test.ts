import { expect, it } from 'vitest';
import { fromHalf } from '../../../../models/build/tfjs/half-float.ts';

/** Widens by moving bits: only the exponent bias of normal numbers and infinities changes. */
function widenedBits(half: number): number {
  const view = new DataView(new ArrayBuffer(4));
  const exponent = (half >> 10) & 0x1f;
  const wide = exponent === 0x1f ? 0xff : exponent - 15 + 127;
  view.setUint32(0, (((half & 0x8000) << 16) | (wide << 23) | ((half & 0x3ff) << 13)) >>> 0);
  return view.getFloat32(0);
}

it('half float: every normal number, and infinity, is widened to the same value', () => {
  const halves = Array.from({ length: 0x10000 }, (_, half) => half).filter((half) => ((half >> 10) & 0x1f) !== 0);
  expect(halves.filter((half) => !Object.is(fromHalf(half), widenedBits(half)))).toEqual([]);
});

it.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x8200, -(2 ** -15)],
])('half float: the subnormal number %i is widened to the same value', (half, value) => {
  expect(fromHalf(half)).toBe(value);
});
