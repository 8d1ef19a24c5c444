import { ProtobufWriter } from './protobuf-writer.ts';

/** A dimension: a length, or the name of a length known only when the model runs. */
export type Dimension = number | string;

/** `TensorProto.DataType`. */
const DATA_TYPE = { float32: 1, int64: 7 } as const;
/** Field numbers of `TensorProto`, `ValueInfoProto`, `TypeProto` and `TensorShapeProto` (onnx.proto). */
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 } as const;
const VALUE_INFO = { name: 1, type: 2 } as const;
const TYPE = { tensorType: 1, elementType: 1, shape: 2 } as const;
const SHAPE = { dimension: 1, value: 1, parameter: 2 } as const;

/** A float32 `TensorProto`; raw data is little-endian on every machine. */
export function floatTensorProto(name: string, dims: readonly number[], data: Float32Array): ProtobufWriter {
  const bytes = new Uint8Array(data.length * 4);
  const view = new DataView(bytes.buffer);
  data.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return tensorProto(name, dims, DATA_TYPE.float32, bytes);
}

/** A one-dimensional int64 `TensorProto`: a shape, a list of paddings, a list of axes. */
export function integerTensorProto(name: string, data: readonly number[]): ProtobufWriter {
  const bytes = new Uint8Array(data.length * 8);
  const view = new DataView(bytes.buffer);
  data.forEach((value, index) => view.setBigInt64(index * 8, BigInt(value), true));
  return tensorProto(name, [data.length], DATA_TYPE.int64, bytes);
}

function tensorProto(name: string, dims: readonly number[], dataType: number, raw: Uint8Array): ProtobufWriter {
  const proto = new ProtobufWriter();
  for (const dim of dims) proto.integer(TENSOR.dims, dim);
  return proto.integer(TENSOR.dataType, dataType).string(TENSOR.name, name).bytes(TENSOR.rawData, raw);
}

/** The `ValueInfoProto` of a float32 graph input or output. */
export function floatValueInfoProto(name: string, shape: readonly Dimension[]): ProtobufWriter {
  const shapeProto = new ProtobufWriter();
  for (const dimension of shape) {
    const proto = new ProtobufWriter();
    if (typeof dimension === 'number') proto.integer(SHAPE.value, dimension);
    else proto.string(SHAPE.parameter, dimension);
    shapeProto.message(SHAPE.dimension, proto);
  }
  const tensorType = new ProtobufWriter().integer(TYPE.elementType, DATA_TYPE.float32).message(TYPE.shape, shapeProto);
  return new ProtobufWriter()
    .string(VALUE_INFO.name, name)
    .message(VALUE_INFO.type, new ProtobufWriter().message(TYPE.tensorType, tensorType));
}
