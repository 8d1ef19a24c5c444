const FIRST_CAPACITY = 1024;

/** Appends big-endian numbers and bytes to a growing buffer. Throws `RangeError` for a number that does not fit. */
export class ByteWriter {
  private buffer = new Uint8Array(new ArrayBuffer(FIRST_CAPACITY));
  private length = 0;

  u8(value: number): this {
    return this.unsigned(value, 1);
  }

  u16(value: number): this {
    return this.unsigned(value, 2);
  }

  u32(value: number): this {
    return this.unsigned(value, 4);
  }

  /** An unsigned number of `width` bytes, at most six. */
  unsigned(value: number, width: number): this {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** width) {
      throw new RangeError(`a field of ${width} bytes cannot hold ${value}`);
    }
    this.reserve(width);
    for (let index = width - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256)) {
      this.buffer[this.length + index] = rest % 256;
    }
    this.length += width;
    return this;
  }

  bytes(data: Uint8Array): this {
    this.reserve(data.length);
    this.buffer.set(data, this.length);
    this.length += data.length;
    return this;
  }

  /** Latin text, one byte per character. */
  text(text: string): this {
    return this.bytes(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }

  /** Returns a copy of the written bytes, wipes the buffer and empties the writer. */
  finish(): Uint8Array<ArrayBuffer> {
    const whole = this.buffer.slice(0, this.length);
    this.buffer.fill(0);
    this.length = 0;
    return whole;
  }

  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(new ArrayBuffer(Math.max(needed, this.buffer.length * 2)));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer.fill(0);
    this.buffer = grown;
  }
}
