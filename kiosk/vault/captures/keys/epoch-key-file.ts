/**
 * File format of an epoch key, wrapped by a root of the secure element:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 4 | `PEK1` |
 * | 4 | 1 | class, its place in `KEY_CLASSES` |
 * | 5 | 8 | start of the epoch, wall time in ms, big-endian |
 * | 13 | 16 | key id, random |
 * | 29 | 65 | the key under a root: `hardware/secure-element/wrapped-key.ts` |
 *
 * All fields before the wrapped key are its context, so a key cannot be given another class, epoch or id.
 */
import { KEY_CLASSES, type KeyClass } from './key-class.ts';

export interface EpochKeyFacts {
  /** 32 hex digits. */
  readonly keyId: string;
  readonly keyClass: KeyClass;
  /** Wall time, ms. */
  readonly epoch: number;
}

export interface WrappedEpochKey extends EpochKeyFacts {
  readonly wrapped: Uint8Array;
}

export const KEY_ID_BYTES = 16;
const MAGIC = Uint8Array.of(0x50, 0x45, 0x4b, 0x31);
const ID_AT = 13;
const WRAPPED_AT = ID_AT + KEY_ID_BYTES;
const WRAPPED_BYTES = 65;
/** Offset of the root's generation in a wrapped key. */
const GENERATION_AT = 1;

export function contextOf({ keyId, keyClass, epoch }: EpochKeyFacts): Uint8Array<ArrayBuffer> {
  const context = new Uint8Array(WRAPPED_AT);
  context.set(MAGIC);
  context[MAGIC.length] = KEY_CLASSES.indexOf(keyClass);
  new DataView(context.buffer).setBigUint64(MAGIC.length + 1, BigInt(epoch));
  context.set(Buffer.from(keyId, 'hex'), ID_AT);
  return context;
}

export function writeEpochKey(key: WrappedEpochKey): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(WRAPPED_AT + key.wrapped.length);
  file.set(contextOf(key));
  file.set(key.wrapped, WRAPPED_AT);
  return file;
}

/** `undefined` when malformed. */
export function readEpochKey(file: Uint8Array): WrappedEpochKey | undefined {
  if (file.length !== WRAPPED_AT + WRAPPED_BYTES) return undefined;
  if (MAGIC.some((byte, index) => file[index] !== byte)) return undefined;
  const keyClass = KEY_CLASSES[file[MAGIC.length] ?? KEY_CLASSES.length];
  const epoch = new DataView(file.buffer, file.byteOffset).getBigUint64(MAGIC.length + 1);
  if (keyClass === undefined || epoch > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return {
    keyId: Buffer.from(file.subarray(ID_AT, WRAPPED_AT)).toString('hex'),
    keyClass,
    epoch: Number(epoch),
    wrapped: Uint8Array.from(file.subarray(WRAPPED_AT)),
  };
}

/** Generation of the root that wraps it. */
export function generationOf({ wrapped }: WrappedEpochKey): number {
  return new DataView(wrapped.buffer, wrapped.byteOffset).getUint32(GENERATION_AT);
}
