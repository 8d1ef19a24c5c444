import { ModelBuildError } from '../files/build-error.ts';
import { type Attributes, attributeProto } from './attribute.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import { type Dimension, floatTensorProto, floatValueInfoProto, integerTensorProto } from './tensor-proto.ts';

/** Operator set 13 and the file format that came with it (ONNX 1.8). */
const OPSET_VERSION = 13;
const IR_VERSION = 7;
/** Operators of other than neural models, version 1: trees with float32 thresholds. */
const CLASSICAL_DOMAIN = 'ai.onnx.ml';
const CLASSICAL_VERSION = 1;
const PRODUCER = 'postern';

/** Field numbers of `ModelProto`, `GraphProto`, `NodeProto` and `OperatorSetIdProto` (onnx.proto). */
const MODEL = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8 } as const;
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
const OPSET = { domain: 1, version: 2 } as const;

/**
 * Builds an ONNX model of float32 tensors, one node after another. Names follow the order of creation, so the same
 * calls give the same bytes and the manifest can hold the digest of the built file.
 *
 * A name must be defined before it is used, and only once; otherwise a `ModelBuildError` `graph-invalid` is thrown.
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: ProtobufWriter[] = [];
  readonly #initializers: ProtobufWriter[] = [];
  readonly #inputs: ProtobufWriter[] = [];
  readonly #outputs: ProtobufWriter[] = [];
  readonly #defined = new Set<string>();
  #unnamed = 0;
  #isClassical = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** Declares a graph input. */
  input(name: string, shape: readonly Dimension[]): string {
    this.#inputs.push(floatValueInfoProto(this.#define(name), shape));
    return name;
  }

  /** Declares an existing value as a graph output. */
  output(name: string, shape: readonly Dimension[]): void {
    this.#outputs.push(floatValueInfoProto(this.#use(name), shape));
  }

  /** A constant float32 tensor. */
  floats(dims: readonly number[], data: Float32Array): string {
    if (dims.reduce((product, dim) => product * dim, 1) !== data.length) {
      throw new ModelBuildError(
        'graph-invalid',
        `a tensor of shape [${dims.join()}] cannot hold ${data.length} values`,
      );
    }
    const name = this.#define(this.#nextName('weights'));
    this.#initializers.push(floatTensorProto(name, dims, data));
    return name;
  }

  /** A constant list of int64. */
  integers(data: readonly number[]): string {
    if (!data.every(Number.isSafeInteger)) {
      throw new ModelBuildError('graph-invalid', `expected a list of whole numbers, not [${data.join()}]`);
    }
    const name = this.#define(this.#nextName('integers'));
    this.#initializers.push(integerTensorProto(name, data));
    return name;
  }

  /** Adds a node of `ai.onnx.ml` with one output, and returns the name of that output. */
  classical(operator: string, inputs: readonly string[], attributes: Attributes, name?: string): string {
    this.#isClassical = true;
    return this.node(operator, inputs, attributes, name, CLASSICAL_DOMAIN);
  }

  /** Adds a node with one output and returns the name of that output. */
  node(operator: string, inputs: readonly string[], attributes: Attributes = {}, name?: string, domain = ''): string {
    const proto = new ProtobufWriter();
    for (const input of inputs) proto.string(NODE.input, this.#use(input));
    const output = this.#define(name ?? this.#nextName(operator.toLowerCase()));
    proto.string(NODE.output, output).string(NODE.name, output).string(NODE.operator, operator);
    for (const [key, attribute] of Object.entries(attributes)) {
      proto.message(NODE.attribute, attributeProto(key, attribute));
    }
    if (domain !== '') proto.string(NODE.domain, domain);
    this.#nodes.push(proto);
    return output;
  }

  /** The bytes of the finished `ModelProto`. */
  finish(): Uint8Array {
    const graph = new ProtobufWriter();
    for (const node of this.#nodes) graph.message(GRAPH.node, node);
    graph.string(GRAPH.name, this.#name);
    for (const initializer of this.#initializers) graph.message(GRAPH.initializer, initializer);
    for (const input of this.#inputs) graph.message(GRAPH.input, input);
    for (const output of this.#outputs) graph.message(GRAPH.output, output);
    const model = new ProtobufWriter()
      .integer(MODEL.irVersion, IR_VERSION)
      .string(MODEL.producerName, PRODUCER)
      .message(MODEL.graph, graph)
      .message(MODEL.opsetImport, opsetProto('', OPSET_VERSION));
    if (this.#isClassical) model.message(MODEL.opsetImport, opsetProto(CLASSICAL_DOMAIN, CLASSICAL_VERSION));
    return model.finish();
  }

  #nextName(kind: string): string {
    return `${kind}_${this.#unnamed++}`;
  }

  #define(name: string): string {
    if (this.#defined.has(name)) throw new ModelBuildError('graph-invalid', `the name ${name} is defined twice`);
    this.#defined.add(name);
    return name;
  }

  #use(name: string): string {
    if (!this.#defined.has(name)) {
      throw new ModelBuildError('graph-invalid', `the name ${name} is used before it is defined`);
    }
    return name;
  }
}

function opsetProto(domain: string, version: number): ProtobufWriter {
  return new ProtobufWriter().string(OPSET.domain, domain).integer(OPSET.version, version);
}
