/** Marshalling of TPM structures: big-endian numbers, and byte strings with their length in two bytes (TPM2B). */
import { MESSAGE_LIMIT_BYTES } from './numbers.ts';

/** An answer that is not what the specification prescribes. */
export class TpmFormatError extends Error {
  override readonly name = 'TpmFormatError';
}

export type Piece = Uint8Array | readonly Piece[];

const number = (bytes: number, value: number): Uint8Array => {
  const made = new Uint8Array(bytes);
  const view = new DataView(made.buffer);
  if (bytes === 1) view.setUint8(0, value);
  else if (bytes === 2) view.setUint16(0, value);
  else view.setUint32(0, value);
  return made;
};

export const u8 = (value: number): Uint8Array => number(1, value);
export const u16 = (value: number): Uint8Array => number(2, value);
export const u32 = (value: number): Uint8Array => number(4, value);
export const u64 = (value: bigint): Uint8Array => {
  const made = new Uint8Array(8);
  new DataView(made.buffer).setBigUint64(0, value);
  return made;
};

/** A TPM2B of the pieces. */
export function sized(...pieces: readonly Piece[]): Uint8Array {
  const content = join(pieces);
  const made = join([u16(content.length), content]);
  content.fill(0);
  return made;
}

export const EMPTY: Uint8Array = sized();

/** The pieces in one buffer, which the caller wipes if it has a secret. Throws `RangeError` above the largest message. */
export function join(pieces: readonly Piece[]): Uint8Array<ArrayBuffer> {
  const flat: Uint8Array[] = [];
  const collect = (piece: Piece): void => {
    if (piece instanceof Uint8Array) flat.push(piece);
    else for (const part of piece) collect(part);
  };
  collect(pieces);
  const total = flat.reduce((sum, { length }) => sum + length, 0);
  if (total > MESSAGE_LIMIT_BYTES) throw new RangeError(`a TPM message has at most ${MESSAGE_LIMIT_BYTES} bytes`);
  const made = new Uint8Array(total);
  let at = 0;
  for (const piece of flat) {
    made.set(piece, at);
    at += piece.length;
  }
  return made;
}

/** Reads a buffer from its beginning. Each method throws `TpmFormatError` beyond the end. The results share the buffer. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4));
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#advance(8));
  }

  take(length: number): Uint8Array {
    const from = this.#advance(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** A TPM2B. @param longest upper bound of its length */
  sized(longest: number = MESSAGE_LIMIT_BYTES): Uint8Array {
    const length = this.u16();
    if (length > longest) throw new TpmFormatError(`a field of ${length} bytes, at most ${longest} are allowed`);
    return this.take(length);
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  end(): void {
    if (this.left > 0) throw new TpmFormatError(`${this.left} bytes too many`);
  }

  #advance(length: number): number {
    if (length > this.left) throw new TpmFormatError(`${length - this.left} bytes too few`);
    const from = this.#at;
    this.#at += length;
    return from;
  }
}
