import { z } from 'zod';
import { ModelBuildError } from '../../files/build-error.ts';
import { parseJsonFile } from '../json-file.ts';
import { decodeWeights, type Weight, weightsManifest } from './weights.ts';

const MAX_NODES = 10_000;
const MAX_INPUTS = 64;

/** 64-bit integers are JSON strings in a serialised GraphDef. */
const int64 = z.union([z.int(), z.string().regex(/^-?\d{1,9}$/)]).transform(Number);
/** Byte strings are base64 in a serialised GraphDef. */
const byteString = z
  .string()
  .max(4096)
  .transform((base64) => Buffer.from(base64, 'base64').toString('utf8'));

/** The kinds of `tensorflow.AttrValue` that the converter reads; it ignores the others. */
const attribute = z.object({
  s: byteString.optional(),
  list: z.object({ i: z.array(int64).max(64).optional(), s: z.array(byteString).max(16).optional() }).optional(),
  shape: z
    .object({
      dim: z
        .array(z.object({ size: int64 }))
        .max(8)
        .optional(),
    })
    .optional(),
});

const node = z.object({
  name: z.string().min(1),
  op: z.string().min(1),
  input: z.array(z.string()).max(MAX_INPUTS).default([]),
  attr: z.record(z.string(), attribute).default({}),
});

const modelJson = z.object({
  format: z.literal('graph-model'),
  modelTopology: z.object({ node: z.array(node).max(MAX_NODES) }),
  weightsManifest,
});

export type GraphNode = z.infer<typeof node>;

/** A TensorFlow.js graph model: its nodes by name, and its weights by the name of their `Const` node. */
export interface GraphModel {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly weights: ReadonlyMap<string, Weight>;
}

/**
 * Reads a TensorFlow.js graph model.
 * @param topology the model.json file
 * @param binary its weight file
 * @throws ModelBuildError `format-invalid`
 */
export function readGraphModel(topology: Uint8Array, binary: Uint8Array): GraphModel {
  const json = parseJsonFile(topology, modelJson, 'the TensorFlow.js graph model');
  const nodes = new Map<string, GraphNode>();
  for (const entry of json.modelTopology.node) {
    if (nodes.has(entry.name)) throw new ModelBuildError('format-invalid', `the node ${entry.name} is defined twice`);
    nodes.set(entry.name, entry);
  }
  return { nodes, weights: decodeWeights(json.weightsManifest, binary) };
}

/** The node an input refers to: `name`, or `name:0` for its first output. */
export function referencedNode(input: string): string {
  return input.replace(/:0$/, '');
}

/**
 * The nodes that `outputs` depend on, each after everything it depends on itself.
 * @throws ModelBuildError `format-invalid` when a node is missing or depends on itself
 */
export function evaluationOrder({ nodes }: GraphModel, outputs: readonly string[]): GraphNode[] {
  const order: GraphNode[] = [];
  const state = new Map<string, 'entered' | 'done'>();
  const stack = [...outputs].reverse();
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    const entry = nodes.get(name);
    if (entry === undefined) throw new ModelBuildError('format-invalid', `the graph has no node ${name}`);
    if (state.get(name) === undefined) {
      state.set(name, 'entered');
      const inputs = entry.input.map(referencedNode);
      const cyclic = inputs.find((input) => state.get(input) === 'entered');
      if (cyclic !== undefined) throw new ModelBuildError('format-invalid', `the node ${cyclic} depends on itself`);
      stack.push(...inputs.filter((input) => !state.has(input)).reverse());
      continue;
    }
    stack.pop();
    if (state.get(name) === 'entered') order.push(entry);
    state.set(name, 'done');
  }
  return order;
}
