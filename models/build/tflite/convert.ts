import { ModelBuildError } from '../../files/build-error.ts';
import type { Conversion } from '../conversion.ts';
import { ChannelLastGraph } from '../onnx/channel-last-graph.ts';
import { asTensor, type Value } from '../onnx/value.ts';
import { sourceFile } from '../source-files.ts';
import { foldPointwise } from './fold-pointwise.ts';
import { foldPrelu } from './fold-prelu.ts';
import { OPERATORS } from './operators.ts';
import { readTflite, type TfliteModel, type TfliteOperator } from './tflite-model.ts';

/**
 * Converts a TensorFlow Lite model to ONNX, with a variable batch length.
 * @throws ModelBuildError `format-invalid`, `operator-unsupported`
 */
export const convertTflite: Conversion = ({ name, inputs, outputs }, files) => {
  const model = readTflite(sourceFile(files, 'model'));
  const graph = new ChannelLastGraph(name);
  const values = new Map<number, Value>();
  model.tensors.forEach(({ shape, constant }, index) => {
    if (constant !== null) values.set(index, { kind: 'constant', shape, data: constant });
  });
  for (const input of inputs) {
    values.set(named(model, model.inputs, input.sourceName), graph.input(input.name, input.shape));
  }
  const declaredBatch = model.tensors[model.inputs[0] ?? -1]?.shape[0] ?? 0;
  for (const operator of foldPointwise(model, foldPrelu(model))) values.set(operator.output, evaluate(operator));
  for (const output of outputs) {
    const value = valueOf(named(model, model.outputs, output.sourceName));
    graph.output(asTensor(value, `the output ${output.name}`), output.name, output.shape);
  }
  return graph.finish();

  function evaluate(operator: TfliteOperator): Value {
    const write = OPERATORS.get(operator.name);
    if (write === undefined) throw new ModelBuildError('operator-unsupported', operator.name);
    const inputs = operator.inputs.map((index) => (index === -1 ? null : valueOf(index)));
    return write({ operator, inputs, graph, declaredBatch });
  }

  function valueOf(index: number): Value {
    const value = values.get(index);
    if (value === undefined) {
      throw new ModelBuildError('format-invalid', `tensor ${index} is used before it has a value`);
    }
    return value;
  }
};

/** The tensor among `candidates` that carries `name`. */
function named({ tensors }: TfliteModel, candidates: readonly number[], name: string): number {
  const index = candidates.find((candidate) => tensors[candidate]?.name === name);
  if (index === undefined) throw new ModelBuildError('format-invalid', `the model has no input or output ${name}`);
  return index;
}
