import { ModelBuildError } from '../files/build-error.ts';

/** Weights nearer to zero than this become zero. Their products are below the last bit of a result in float32. */
const MIN_WEIGHT = 1e-12;

/** Protocol Buffers wire types (protobuf encoding guide, "Message Structure"). */
const WIRE = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;
/** Field numbers of `ModelProto`, `GraphProto` and `TensorProto` (onnx.proto). */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR = { dataType: 2, rawData: 9 } as const;
/** `TensorProto.DataType`. */
const FLOAT32 = 1;

/**
 * A copy of an ONNX model in which the weights that are too small to matter are zero. Nothing else changes, lengths included.
 *
 * Training with weight decay leaves channels that no result uses, with weights down to 1e-45. Their products are subnormal numbers, and many
 * processors need a hundred times longer for one of these than for another number.
 *
 * @throws ModelBuildError `format-invalid` where the bytes are no ONNX model
 */
export function clearTinyWeights(model: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(model);
  for (const graph of messagesOf(bytes, MODEL_GRAPH)) {
    for (const tensor of messagesOf(graph, GRAPH_INITIALIZER)) {
      const { dataType, raw } = tensorOf(tensor);
      if (dataType === FLOAT32) clear(raw);
    }
  }
  return bytes;
}

function clear(raw: Uint8Array): void {
  if (raw.length % 4 !== 0) throw invalid('a tensor of float32 has a part of a number');
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  for (let at = 0; at < raw.length; at += 4) {
    if (Math.abs(view.getFloat32(at, true)) < MIN_WEIGHT) view.setFloat32(at, 0, true);
  }
}

function tensorOf(tensor: Uint8Array): { readonly dataType: number; readonly raw: Uint8Array } {
  let dataType = 0;
  let raw = new Uint8Array();
  for (const { field, value, part } of fieldsOf(tensor)) {
    if (field === TENSOR.dataType) dataType = value;
    if (field === TENSOR.rawData) raw = part;
  }
  return { dataType, raw };
}

function messagesOf(message: Uint8Array, wanted: number): Uint8Array[] {
  return [...fieldsOf(message)].filter(({ field }) => field === wanted).map(({ part }) => part);
}

interface Field {
  readonly field: number;
  /** 0 unless the field is a varint. */
  readonly value: number;
  /** The bytes of a field of another kind, shared with the message; empty for a varint. */
  readonly part: Uint8Array<ArrayBuffer>;
}

function* fieldsOf(message: Uint8Array): Generator<Field> {
  const reader = new FieldReader(message);
  while (!reader.isAtEnd()) yield reader.field();
}

class FieldReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  field(): Field {
    const tag = this.#varint();
    const [field, type] = [Math.floor(tag / 8), tag % 8];
    if (type === WIRE.varint) return { field, value: this.#varint(), part: new Uint8Array() };
    return { field, value: 0, part: this.#take(this.#lengthOf(type)) };
  }

  #lengthOf(type: number): number {
    if (type === WIRE.lengthDelimited) return this.#varint();
    if (type === WIRE.fixed32) return 4;
    if (type === WIRE.fixed64) return 8;
    throw invalid(`a field has the wire type ${type}`);
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const from = this.#at;
    if (length > this.#bytes.length - from) throw invalid('a field is longer than its message');
    this.#at += length;
    return this.#bytes.subarray(from, this.#at) as Uint8Array<ArrayBuffer>;
  }

  /** Exact up to 2^53. A negative number, of ten bytes, is not exact; no length and no type is one. */
  #varint(): number {
    for (let [value, scale, count] = [0, 1, 0]; count < 10; count++, scale *= 128) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) break;
      this.#at += 1;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
    throw invalid('a number has no end');
  }
}

function invalid(message: string): ModelBuildError {
  return new ModelBuildError('format-invalid', `the ONNX file cannot be read: ${message}`);
}
