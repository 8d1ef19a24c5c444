/** Protocol Buffers wire types (protobuf encoding guide, "Message Structure"). */
const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

const utf8 = new TextEncoder();

/**
 * Writes one protobuf message: fields appear in the order of the calls, so equal calls give equal bytes. Supports only
 * the wire types that ONNX models need.
 */
export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = [];

  /** An `int32`, `int64` or `enum` field. Negative values take ten bytes, as two's complement of 64 bits. */
  integer(field: number, value: number | bigint): this {
    return this.#tag(field, VARINT).#varint(BigInt(value));
  }

  /** A `bytes` field. The array is not copied until `finish`. */
  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, LENGTH_DELIMITED).#varint(BigInt(value.length)).#chunks.push(value);
    return this;
  }

  /** A `float` field: the nearest float32. */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#tag(field, FIXED_32).#chunks.push(bytes);
    return this;
  }

  /** A `string` field. */
  string(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  /** An embedded message. */
  message(field: number, value: ProtobufWriter): this {
    return this.bytes(field, value.finish());
  }

  /** The message's bytes. */
  finish(): Uint8Array {
    return Uint8Array.from(Buffer.concat(this.#chunks));
  }

  #tag(field: number, wireType: number): this {
    return this.#varint((BigInt(field) << 3n) | BigInt(wireType));
  }

  #varint(value: bigint): this {
    let rest = BigInt.asUintN(64, value);
    const bytes: number[] = [];
    while (rest > 0x7fn) {
      bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    this.#chunks.push(Uint8Array.from(bytes));
    return this;
  }
}
