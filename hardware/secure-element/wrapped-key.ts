/**
 * Format of a key wrapped by a root:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 1 | format, 1 |
 * | 1 | 4 | generation of the root, big-endian |
 * | 5 | 12 | nonce |
 * | 17 | 32 | AES-256-GCM ciphertext (NIST SP 800-38D) |
 * | 49 | 16 | tag |
 *
 * The additional data are the first five bytes followed by the caller's context.
 */
import { DeviceError } from '../device/device-error.ts';

export const WRAPPED_KEY_BYTES = 32;
export const WRAP_NONCE_BYTES = 12;
export const WRAP_TAG_BYTES = 16;

/** Throws `RangeError`, because another length is an error of the caller. */
export function assertWrappable(key: Uint8Array): void {
  if (key.length !== WRAPPED_KEY_BYTES) throw new RangeError(`a key to wrap has ${WRAPPED_KEY_BYTES} bytes`);
}

const FORMAT = 1;
const HEADER_BYTES = 5;
const WRAPPED_BYTES = HEADER_BYTES + WRAP_NONCE_BYTES + WRAPPED_KEY_BYTES + WRAP_TAG_BYTES;

export interface WrappedKeyParts {
  /** Generation of the root. */
  readonly generation: number;
  readonly nonce: Uint8Array;
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

export function joinWrappedKey({ generation, nonce, sealed }: WrappedKeyParts): Uint8Array<ArrayBuffer> {
  const wrapped = new Uint8Array(WRAPPED_BYTES);
  wrapped.set(header(generation));
  wrapped.set(nonce, HEADER_BYTES);
  wrapped.set(sealed, HEADER_BYTES + WRAP_NONCE_BYTES);
  return wrapped;
}

/** Throws `DeviceError` `tampered` when the format is invalid. */
export function splitWrappedKey(wrapped: Uint8Array): WrappedKeyParts {
  if (wrapped.length !== WRAPPED_BYTES || wrapped[0] !== FORMAT) throw tampered();
  const generation = new DataView(wrapped.buffer, wrapped.byteOffset).getUint32(1);
  const nonceEnd = HEADER_BYTES + WRAP_NONCE_BYTES;
  return { generation, nonce: wrapped.subarray(HEADER_BYTES, nonceEnd), sealed: wrapped.subarray(nonceEnd) };
}

/** The additional data of a key wrapped under this root in this context. */
export function wrapAdditionalData(generation: number, context: Uint8Array): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(HEADER_BYTES + context.length);
  data.set(header(generation));
  data.set(context, HEADER_BYTES);
  return data;
}

export function tampered(cause?: unknown): DeviceError {
  return new DeviceError(
    'secure-element',
    'tampered',
    'the wrapped key was changed or belongs to another context or element',
    { cause },
  );
}

export function unknownRoot(generation: number): DeviceError {
  return new DeviceError('secure-element', 'unknown-key', `there is no root of generation ${generation}`);
}

function header(generation: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes[0] = FORMAT;
  new DataView(bytes.buffer).setUint32(1, generation);
  return bytes;
}
