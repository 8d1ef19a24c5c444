/** Sends values through a sealed channel. The receiver gets its byte arrays in separate buffers. */
import { deserialize, serialize } from 'node:v8';
import type { SealedChannel } from './sealed-channel.ts';
import { offHeap } from '../host/off-heap.ts';

/** @param value plain data that V8 can serialise; the caller wipes its buffers */
export function sealValue(channel: SealedChannel, value: unknown): Uint8Array<ArrayBuffer> {
  return channel.seal(serialize(value));
}

/** `undefined` when the message cannot be opened. Each byte array has a separate buffer of at least 65 bytes. */
export function openValue(channel: SealedChannel, sealed: Uint8Array): unknown {
  const plain = channel.open(sealed);
  if (plain === undefined) return undefined;
  // The deserialised arrays are views of `plain`
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
