/** Diffie-Hellman on a prime curve with cofactor 1, TR-03111 §4.3. */
import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js';
import { ChipError } from '../chip-error.ts';
import { byteLength, power, toBytes, toNumber } from './bytes.ts';
import type { Group } from './group.ts';

export type Curve = WeierstrassPointCons<bigint>;
type Point = WeierstrassPoint<bigint>;

const UNCOMPRESSED = 0x04;

export function ecGroup(curve: Curve, generator: Point = curve.BASE): Group {
  const { p } = curve.CURVE();
  const order = curve.Fn.ORDER;
  const fieldBytes = byteLength(p);

  const pointAt = (x: bigint, y: bigint): Point => {
    try {
      const point = curve.fromAffine({ x, y });
      point.assertValidity();
      return point;
    } catch (cause) {
      throw new ChipError('authentication', 'not a point of the curve', { cause });
    }
  };
  const decode = (bytes: Uint8Array): Point => {
    if (bytes.length !== 1 + 2 * fieldBytes || bytes[0] !== UNCOMPRESSED) {
      throw new ChipError('authentication', 'not an uncompressed point');
    }
    const coordinates = bytes.subarray(1);
    return pointAt(toNumber(coordinates.subarray(0, fieldBytes)), toNumber(coordinates.subarray(fieldBytes)));
  };
  const times = (point: Point, scalar: bigint): Point => {
    if (scalar <= 0n || scalar >= order) throw new ChipError('authentication', 'a scalar outside the group order');
    return point.multiply(scalar);
  };
  const encode = (point: Point): Uint8Array<ArrayBuffer> => {
    const { x, y } = point.toAffine();
    const bytes = new Uint8Array(1 + 2 * fieldBytes);
    bytes[0] = UNCOMPRESSED;
    bytes.set(toBytes(x, fieldBytes), 1);
    bytes.set(toBytes(y, fieldBytes), 1 + fieldBytes);
    return bytes;
  };
  const generated = (point: Point): Group => {
    if (point.is0()) throw new ChipError('authentication', 'the mapping gave no generator');
    return ecGroup(curve, point);
  };

  return {
    kind: 'ecdh',
    order,
    fieldBits: p.toString(2).length,
    fieldBytes,
    publicKey: (secret) => encode(times(generator, secret)),
    multiply: (element, secret) => encode(times(decode(element), secret)),
    agree: (element, secret) => toBytes(times(decode(element), secret).toAffine().x, fieldBytes),
    mapGeneric(nonce, shared) {
      const scalar = toNumber(nonce) % order;
      const h = decode(shared);
      return generated(scalar === 0n ? h : times(generator, scalar).add(h));
    },
    mapIntegrated: (pseudorandom) => generated(encodeToCurve(curve, toNumber(pseudorandom) % p, pointAt)),
  };
}

/**
 * A field element as a point, ICAO 9303-11 appendix B.2: constant number of steps in affine coordinates, for p = 3 mod 4.
 * (Brier, Coron, Icart, Madore, Randriam, Tibouchi: Efficient Indifferentiable Hashing into Ordinary Elliptic Curves.)
 */
function encodeToCurve(curve: Curve, t: bigint, pointAt: (x: bigint, y: bigint) => Point): Point {
  const { p, a, b } = curve.CURVE();
  if (p % 4n !== 3n) throw new ChipError('unsupported', 'integrated mapping on a field of p = 1 mod 4');
  const mod = (value: bigint): bigint => ((value % p) + p) % p;
  const alpha = mod(-(t * t));
  const alpha2 = mod(alpha * alpha);
  // X2 = -b/a · (1 + 1/(α + α²)), with one exponentiation for the inverse
  const inverse = power(mod(a * (alpha + alpha2)), p - 2n, p);
  const x2 = mod(-b * (1n + alpha + alpha2) * inverse);
  const x3 = mod(alpha * x2);
  const h2 = mod(x2 * x2 * x2 + a * x2 + b);
  const u = mod(power(t, 3n, p) * h2);
  // A = h2^(p - 1 - (p + 1) / 4): the root's inverse, and whether there is a root
  const root = power(h2, p - 1n - (p + 1n) / 4n, p);
  return mod(root * root * h2) === 1n ? pointAt(x2, mod(root * h2)) : pointAt(x3, mod(root * u));
}
