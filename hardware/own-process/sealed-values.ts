/** Values through a sealed channel: what arrives is in buffers of the receiver's own. */
import { deserialize, serialize } from 'node:v8';
import type { SealedChannel } from './sealed-channel.ts';
import { offHeap } from '../off-heap.ts';

/** @param value plain data: what V8 serialises. Its own buffers are the caller's to wipe. */
export function sealValue(channel: SealedChannel, value: unknown): Uint8Array<ArrayBuffer> {
  return channel.seal(serialize(value));
}

/** `undefined` when it cannot be opened. Each array of bytes is in a buffer of its own, of at least 65 bytes. */
export function openValue(channel: SealedChannel, sealed: Uint8Array): unknown {
  const plain = channel.open(sealed);
  if (plain === undefined) return undefined;
  // What comes out are views of `plain`
  const value = inOwnBuffers(deserialize(plain));
  plain.fill(0);
  return value;
}

function inOwnBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    const copy = offHeap(value.length);
    copy.set(value);
    return copy;
  }
  if (value instanceof Map) return new Map([...value].map(([key, held]) => [key, inOwnBuffers(held)]));
  if (Array.isArray(value)) return value.map(inOwnBuffers);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, inOwnBuffers(held)]));
  }
  return value;
}
