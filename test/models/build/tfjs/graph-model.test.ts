import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuildError } from '../../../../models/files/build-error.ts';
import { convertGraphModel } from '../../../../models/build/tfjs/convert.ts';
import {
  type JsonNode,
  SMALL_INTERFACE,
  SMALL_NODES,
  smallGraphModel,
  windowAttributes,
} from '../../fixtures/small-graph-model.ts';

const convert = (nodes: readonly JsonNode[]): Uint8Array => convertGraphModel(SMALL_INTERFACE, smallGraphModel(nodes));
const withNode = (node: JsonNode): JsonNode[] => [...SMALL_NODES.filter(({ name }) => name !== node.name), node];

describe('a TensorFlow.js graph model', () => {
  it('is converted when its operators are known, with its nodes in any order', () => {
    expect(Buffer.compare(convert(SMALL_NODES), convert([...SMALL_NODES].reverse()))).toBe(0);
  });

  it.each<[string, string, JsonNode]>([
    ['an unknown operator', 'operator-unsupported', { name: 'pool', op: 'FFT', input: ['in'] }],
    ['a missing node', 'format-invalid', { name: 'pool', op: 'Relu', input: ['nothing'] }],
    ['a node that depends on itself', 'format-invalid', { name: 'pool', op: 'Relu', input: ['out'] }],
    ['a node without its input', 'format-invalid', { name: 'pool', op: 'Relu' }],
    ['a second output of a node', 'format-invalid', { name: 'pool', op: 'Relu', input: ['in:1'] }],
    ['a constant without weights', 'format-invalid', { name: 'pool', op: 'Const' }],
    ['explicit padding', 'operator-unsupported', pool({ padding: { s: Buffer.from('EXPLICIT').toString('base64') } })],
    ['strides over the batch', 'operator-unsupported', pool({ strides: { list: { i: ['2', '2', '2', '1'] } } })],
    [
      'channel-first images',
      'operator-unsupported',
      pool({ data_format: { s: Buffer.from('NCHW').toString('base64') } }),
    ],
  ])('with %s is refused', (_, code, node) => {
    expect(() => convert(withNode(node))).toThrow(expect.objectContaining({ name: 'ModelBuildError', code }));
  });

  it('with thousands of consecutive nodes does not overflow the stack', () => {
    const chain = Array.from(
      { length: 9_000 },
      (_, at): JsonNode => ({
        name: `relu${at}`,
        op: 'Relu',
        input: [at === 0 ? 'in' : `relu${at - 1}`],
      }),
    );
    const nodes = [...withNode({ name: 'pool', op: 'MaxPool', input: ['relu8999'], attr: windowAttributes }), ...chain];
    expect(convert(nodes).length).toBeGreaterThan(9_000);
  });

  it('from arbitrary, truncated or changed JSON is converted or refused with a ModelBuildError', () => {
    const valid = smallGraphModel();
    const text = Buffer.from(valid.get('topology') ?? []).toString('utf8');
    const changed = fc
      .tuple(fc.nat(text.length), fc.nat(12), fc.string({ maxLength: 8 }))
      .map(([at, length, insert]) => text.slice(0, at) + insert + text.slice(at + length));
    const topology = fc.oneof(
      changed,
      fc.json(),
      fc.nat(text.length).map((at) => text.slice(0, at)),
    );
    fc.assert(
      fc.property(topology, fc.uint8Array({ minLength: 7, maxLength: 9 }), fc.boolean(), (json, binary, keep) => {
        const weights = keep ? (valid.get('weights') ?? binary) : binary;
        const files = new Map([
          ['topology', Buffer.from(json)],
          ['weights', weights],
        ] as const);
        expect(outcome(() => convertGraphModel(SMALL_INTERFACE, files))).toMatch(/^(converted|refused)$/);
      }),
      { numRuns: 500 },
    );
  });
});

function pool(attributes: Readonly<Record<string, unknown>>): JsonNode {
  return { name: 'pool', op: 'MaxPool', input: ['in'], attr: { ...windowAttributes, ...attributes } };
}

function outcome(work: () => unknown): string {
  try {
    work();
    return 'converted';
  } catch (error) {
    return error instanceof ModelBuildError ? 'refused' : `another error: ${String(error)}`;
  }
}
