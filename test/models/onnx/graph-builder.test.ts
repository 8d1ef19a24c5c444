import { describe, expect, it } from 'vitest';
import { ints } from '../../../models/onnx/attribute.ts';
import { GraphBuilder } from '../../../models/onnx/graph-builder.ts';
import { openModelBytes } from '../../../models/runtime/session.ts';
import { describedModel } from '../fixtures/described-model.ts';

function smallGraph(): Uint8Array {
  const graph = new GraphBuilder('small');
  const turned = graph.node('Transpose', [graph.input('in', ['N', 1, 2, 3])], { perm: ints([0, 3, 1, 2]) });
  const shifted = graph.node('Add', [turned, graph.floats([3, 1, 1], Float32Array.of(10, 20, 30))]);
  graph.node('Reshape', [shifted, graph.integers([0, -1])], {}, 'result');
  graph.output('result', ['N', 6]);
  return graph.finish();
}

describe('the graph builder', () => {
  it('writes a model that ONNX Runtime loads and runs', async () => {
    const bytes = smallGraph();
    const session = await openModelBytes(
      describedModel(bytes, { inputs: { in: ['N', 1, 2, 3] }, outputs: { result: ['N', 6] } }),
      bytes,
    );
    const { result } = await session.run({ in: { data: Float32Array.of(1, 2, 3, 4, 5, 6), dims: [1, 1, 2, 3] } });
    await session.close();
    expect(result).toEqual({ data: Float32Array.of(11, 14, 22, 25, 33, 36), dims: [1, 6] });
  });

  it('writes the same bytes for the same calls', () => {
    expect(Buffer.compare(smallGraph(), smallGraph())).toBe(0);
  });

  it.each([
    ['a name that is defined twice', (graph: GraphBuilder) => void graph.input('in', [1])],
    ['a name that is not defined', (graph: GraphBuilder) => void graph.node('Relu', ['nothing'])],
    ['an output that is not defined', (graph: GraphBuilder) => graph.output('nothing', [1])],
    ['values that do not fill the shape', (graph: GraphBuilder) => void graph.floats([2, 2], new Float32Array(3))],
    ['a list that is not of whole numbers', (graph: GraphBuilder) => void graph.integers([1.5])],
  ])('refuses %s', (_, call) => {
    const graph = new GraphBuilder('small');
    graph.input('in', [1]);
    expect(() => call(graph)).toThrow(expect.objectContaining({ code: 'graph-invalid' }));
  });
});
