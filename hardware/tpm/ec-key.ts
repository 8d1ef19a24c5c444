/** Points on P-256 as keys of `node:crypto`. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { COORDINATE_BYTES, type EcPoint } from './public-area.ts';

export function keyObjectOf({ x, y }: EcPoint): KeyObject {
  const text = (coordinate: Uint8Array): string => Buffer.from(coordinate).toString('base64url');
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: text(x), y: text(y) }, format: 'jwk' });
}

/** `undefined` for a key on another curve. @param key public */
export function pointOf(key: KeyObject): EcPoint | undefined {
  const { kty, crv, x = '', y = '' } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256') return undefined;
  const [one, other] = [x, y].map((text) => Uint8Array.from(Buffer.from(text, 'base64url')));
  if (one?.length !== COORDINATE_BYTES || other?.length !== COORDINATE_BYTES) return undefined;
  return { x: one, y: other };
}
