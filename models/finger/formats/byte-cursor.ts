/**
 * Reads big-endian numbers from untrusted bytes. A read past the end returns zero and sets `overrun` permanently, so a
 * parser checks once per structure and nothing throws.
 */
export class ByteCursor {
  readonly bytes: Uint8Array<ArrayBuffer>;
  position: number;
  /** Set by the first read past the end. */
  overrun = false;

  constructor(bytes: Uint8Array<ArrayBuffer>, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  u8(): number {
    return this.unsigned(1);
  }

  u16(): number {
    return this.unsigned(2);
  }

  u32(): number {
    return this.unsigned(4);
  }

  /** An unsigned number of `width` bytes, at most six so that it is exact. */
  unsigned(width: number): number {
    if (this.remaining < width) {
      this.overrun = true;
      this.position = this.bytes.length;
      return 0;
    }
    let value = 0;
    for (let count = 0; count < width; count++) value = value * 256 + (this.bytes[this.position++] ?? 0);
    return value;
  }

  /** A view of the next `length` bytes, empty on overrun. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (this.remaining < length) {
      this.overrun = true;
      this.position = this.bytes.length;
      return this.bytes.subarray(0, 0);
    }
    const view = this.bytes.subarray(this.position, this.position + length);
    this.position += length;
    return view;
  }

  skip(length: number): void {
    this.take(length);
  }
}
