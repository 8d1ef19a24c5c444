import { ModelBuildError } from '../../files/build-error.ts';
import { FlatTable } from './flat-table.ts';
import { BUILTIN_OPERATORS, BUFFER, MODEL, OPERATOR, OPERATOR_CODE, SUBGRAPH, TENSOR, TENSOR_TYPES } from './schema.ts';

const SCHEMA_VERSION = 3;
const LIMIT = { tensors: 10_000, operators: 10_000, rank: 8, arguments: 64, nameBytes: 1024 } as const;

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The values of a constant; null for a tensor that is computed. */
  readonly constant: Float32Array | null;
}

export interface TfliteOperator {
  /** The name of the schema's `BuiltinOperator`. */
  readonly name: string;
  /** Indices of tensors; -1 for an omitted optional input. */
  readonly inputs: readonly number[];
  readonly output: number;
  readonly options: FlatTable | null;
}

/** A TensorFlow Lite model of one subgraph; its operators are in the order of execution. */
export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * Reads a TensorFlow Lite file. Safe on any bytes.
 * @throws ModelBuildError `format-invalid`, `operator-unsupported`
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const model = FlatTable.root(bytes, 'TFL3');
  const version = model.int32(MODEL.version, 0);
  if (version !== SCHEMA_VERSION) throw invalid(`schema version ${version}, not ${SCHEMA_VERSION}`);
  const [subgraph, ...others] = model.tables(MODEL.subgraphs, 16);
  if (subgraph === undefined || others.length > 0) throw invalid(`${others.length} subgraphs besides the first`);
  const buffers = model.tables(MODEL.buffers, LIMIT.tensors).map((buffer) => buffer.bytes(BUFFER.data));
  const constants = new ConstantReader(buffers, bytes.length);
  const tensors = subgraph.tables(SUBGRAPH.tensors, LIMIT.tensors).map((tensor) => readTensor(tensor, constants));
  const codes = model.tables(MODEL.operatorCodes, LIMIT.operators).map(readOperatorCode);
  return {
    tensors,
    operators: subgraph.tables(SUBGRAPH.operators, LIMIT.operators).map((table) => readOperator(table, codes)),
    inputs: subgraph.int32s(SUBGRAPH.inputs, LIMIT.arguments),
    outputs: subgraph.int32s(SUBGRAPH.outputs, LIMIT.arguments),
  };
}

/** Reads constants from the buffers. Refuses a file whose overlapping buffers would expand in memory. */
class ConstantReader {
  readonly #buffers: readonly Uint8Array[];
  #bytesLeft: number;

  constructor(buffers: readonly Uint8Array[], fileBytes: number) {
    this.#buffers = buffers;
    this.#bytesLeft = fileBytes;
  }

  /** The values of buffer `index`, or null when it is empty: every computed tensor names an empty buffer. */
  read(index: number, type: number, shape: readonly number[], name: string): Float32Array | null {
    const buffer = this.#buffers[index];
    if (buffer === undefined) throw invalid(`the tensor ${name} names a missing buffer`);
    if (buffer.length === 0) return null;
    const storage = TENSOR_TYPES.get(type);
    if (storage === undefined) {
      throw new ModelBuildError('operator-unsupported', `the constant ${name} is of type ${type}`);
    }
    const count = shape.reduce((product, length) => product * length, 1);
    if (count * storage.bytes !== buffer.length) {
      throw invalid(`the tensor ${name} of shape [${shape.join()}] has ${buffer.length} bytes`);
    }
    this.#bytesLeft -= buffer.length;
    if (this.#bytesLeft < 0) throw invalid('the constants are larger than the file');
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    const values = new Float32Array(count);
    for (let at = 0; at < count; at++) values[at] = storage.read(view, at * storage.bytes);
    return values;
  }
}

function readTensor(table: FlatTable, constants: ConstantReader): TfliteTensor {
  const name = table.string(TENSOR.name, LIMIT.nameBytes);
  const shape = table.int32s(TENSOR.shape, LIMIT.rank);
  if (shape.some((length) => length < 1)) throw invalid(`the tensor ${name} has the shape [${shape.join()}]`);
  const constant = constants.read(table.int32(TENSOR.buffer, 0), table.int8(TENSOR.type, 0), shape, name);
  return { name, shape, constant };
}

/** Codes up to 127 are in an old byte field, larger ones in a newer field; the larger of the two applies. */
function readOperatorCode(table: FlatTable): number {
  return Math.max(table.int8(OPERATOR_CODE.deprecatedBuiltinCode, 0), table.int32(OPERATOR_CODE.builtinCode, 0));
}

function readOperator(table: FlatTable, codes: readonly number[]): TfliteOperator {
  const code = codes[table.int32(OPERATOR.opcodeIndex, 0)];
  if (code === undefined) throw invalid('an operator names a missing operator code');
  const name = BUILTIN_OPERATORS.get(code);
  if (name === undefined) throw new ModelBuildError('operator-unsupported', `built-in operator ${code}`);
  const outputs = table.int32s(OPERATOR.outputs, LIMIT.arguments);
  const [output] = outputs;
  if (output === undefined || outputs.length > 1) throw invalid(`${name} has ${outputs.length} outputs`);
  const inputs = table.int32s(OPERATOR.inputs, LIMIT.arguments);
  return { name, inputs, output, options: table.table(OPERATOR.builtinOptions) };
}

function invalid(message: string): ModelBuildError {
  return new ModelBuildError('format-invalid', `the TensorFlow Lite file is refused: ${message}`);
}
