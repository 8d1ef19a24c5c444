/** Reads the number formats of NUT ("NUT Open Container Format", §2.2) and records reads past the end. */

/** The stream is not NUT, or uses a feature that this reader does not support. */
export class NutError extends Error {
  override readonly name = 'NutError';
}

export class NutCursor {
  readonly #bytes: Uint8Array;
  at: number;
  /** Set by a read past the end, which returns 0. All values read since the start are then invalid. */
  short = false;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  u8(): number {
    const value = this.#bytes[this.at];
    if (value === undefined) this.short = true;
    this.at += 1;
    return value ?? 0;
  }

  u32(): number {
    return this.u8() * 2 ** 24 + this.u8() * 2 ** 16 + this.u8() * 2 ** 8 + this.u8();
  }

  /** `v`: 7 bits a byte, most significant first. Throws `NutError` beyond 2^53 - 1, which no valid stream reaches. */
  v(): number {
    let value = 0;
    for (;;) {
      const byte = this.u8();
      value = value * 128 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) throw new NutError('a number is too large');
      if ((byte & 0x80) === 0) return value;
    }
  }

  /** A `v` whose value this reader does not need, of any size up to `v`'s own 10 bytes. */
  skipV(): void {
    for (let count = 0; (this.u8() & 0x80) !== 0; count += 1) {
      if (count === 10) throw new NutError('a number is too long');
    }
  }

  /** `vb`: a length and that many bytes. */
  vb(): Uint8Array {
    const length = this.v();
    if (this.at + length > this.#bytes.length) this.short = true;
    const value = this.#bytes.subarray(this.at, this.at + length);
    this.at += length;
    return value;
  }
}

/** CRC-32 with the generator 0x04C11DB7, not reflected, starting at 0 (NUT §3.9). */
export function nutChecksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (TABLE[(crc >>> 24) ^ byte] ?? 0)) >>> 0;
  return crc;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = (index << 24) >>> 0;
  for (let bit = 0; bit < 8; bit += 1) value = ((value << 1) ^ ((value & 0x80000000) !== 0 ? 0x04c11db7 : 0)) >>> 0;
  return value;
});
