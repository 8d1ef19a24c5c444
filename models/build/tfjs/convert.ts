import { ModelBuildError } from '../../files/build-error.ts';
import type { Conversion } from '../conversion.ts';
import { ChannelLastGraph } from '../onnx/channel-last-graph.ts';
import { asTensor, type Value } from '../onnx/value.ts';
import { sourceFile } from '../source-files.ts';
import { evaluationOrder, type GraphModel, type GraphNode, readGraphModel, referencedNode } from './graph-model.ts';
import { OPERATORS } from './operators.ts';

/**
 * Converts a TensorFlow.js graph model to ONNX: only the nodes that the declared outputs depend on, with a variable
 * batch length.
 * @throws ModelBuildError `format-invalid`, `operator-unsupported`
 */
export const convertGraphModel: Conversion = ({ name, inputs, outputs }, files) => {
  const model = readGraphModel(sourceFile(files, 'topology'), sourceFile(files, 'weights'));
  const graph = new ChannelLastGraph(name);
  const values = new Map<string, Value>();
  for (const input of inputs) values.set(input.sourceName, graph.input(input.name, input.shape));
  const declaredBatch = batchOf(model, inputs[0]?.sourceName ?? '');
  const order = evaluationOrder(
    model,
    outputs.map(({ sourceName }) => sourceName),
  );
  for (const node of order) {
    if (values.has(node.name)) continue;
    values.set(node.name, node.op === 'Const' ? constantOf(model, node) : evaluate(node));
  }
  for (const { name: outputName, sourceName, shape } of outputs) {
    graph.output(asTensor(valueOf(sourceName), `the output ${outputName}`), outputName, shape);
  }
  return graph.finish();

  function evaluate(node: GraphNode): Value {
    const operator = OPERATORS.get(node.op);
    if (operator === undefined) throw new ModelBuildError('operator-unsupported', `${node.op}, at ${node.name}`);
    return operator({ node, inputs: node.input.map((input) => valueOf(referencedNode(input))), graph, declaredBatch });
  }

  function valueOf(source: string): Value {
    const value = values.get(source);
    if (value === undefined) throw new ModelBuildError('format-invalid', `${source} has no value`);
    return value;
  }
};

function constantOf({ weights }: GraphModel, { name }: GraphNode): Value {
  const weight = weights.get(name);
  if (weight === undefined) throw new ModelBuildError('format-invalid', `the constant ${name} has no weights`);
  return { kind: 'constant', ...weight };
}

/** The batch length the model was saved with: 1, or -1 for any. */
function batchOf({ nodes }: GraphModel, name: string): number {
  const placeholder = nodes.get(name);
  if (placeholder?.op !== 'Placeholder') throw new ModelBuildError('format-invalid', `the model has no input ${name}`);
  return placeholder.attr['shape']?.shape?.dim?.[0]?.size ?? -1;
}
