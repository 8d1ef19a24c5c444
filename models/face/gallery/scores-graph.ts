import { int } from '../../onnx/attribute.ts';
import { GraphBuilder } from '../../onnx/graph-builder.ts';

/**
 * The ONNX graph of a one-to-many comparison: `probe` [1, dimension] times the transpose of `rows` [rows, dimension]
 * gives `scores` [1, rows]. It has no weights: the rows are an input, which the runtime reads in place.
 */
export function scoresGraph(dimension: number): Uint8Array {
  const graph = new GraphBuilder('face-gallery');
  const probe = graph.input('probe', [1, dimension]);
  const rows = graph.input('rows', ['rows', dimension]);
  graph.node('Gemm', [probe, rows], { transB: int(1) }, 'scores');
  graph.output('scores', [1, 'rows']);
  return graph.finish();
}
