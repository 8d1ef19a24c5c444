/**
 * Reading big-endian numbers out of bytes that somebody else wrote. A read past the end yields zero and raises `overrun`
 * for good, so a parser checks once a structure instead of once a byte, and nothing throws.
 */
export class ByteCursor {
  readonly bytes: Uint8Array<ArrayBuffer>;
  position: number;
  /** Raised by the first read that did not fit. */
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

  /** `width` bytes, at most six: beyond that a number is no longer exact. */
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
