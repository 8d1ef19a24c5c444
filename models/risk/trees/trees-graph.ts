import { floats, int, ints, string, strings } from '../../onnx/attribute.ts';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import type { Ensemble } from './ensemble.ts';

/**
 * The trees as an ONNX model: `features` float32 [N, width] to `score` float32 [N, 1], the log odds. The operator is
 * `TreeEnsembleRegressor` without a transformation; the classifier of the same name gives each leaf to one class and has other sums.
 */
export function treesGraph(ensemble: Ensemble, width: number): Uint8Array {
  const { roots, features, thresholds, lefts, leaves, base } = ensemble;
  const trees: number[] = [];
  const numbers: number[] = [];
  roots.forEach((root, tree) => {
    const end = roots[tree + 1] ?? features.length;
    for (let node = root; node < end; node++) {
      trees.push(tree);
      numbers.push(node - root);
    }
  });
  const nodes = [...features.keys()];
  const isLeaf = (node: number): boolean => features[node]! < 0;
  const child = (node: number, side: number): number => (isLeaf(node) ? 0 : lefts[node]! + side - roots[trees[node]!]!);
  const ends = nodes.filter(isLeaf);
  const graph = new GraphBuilder('risk');
  graph.classical(
    'TreeEnsembleRegressor',
    [graph.input('features', ['N', width])],
    {
      nodes_treeids: ints(trees),
      nodes_nodeids: ints(numbers),
      nodes_featureids: ints(nodes.map((node) => Math.max(0, features[node]!))),
      nodes_modes: strings(nodes.map((node) => (isLeaf(node) ? 'LEAF' : 'BRANCH_LEQ'))),
      nodes_values: floats(thresholds),
      nodes_truenodeids: ints(nodes.map((node) => child(node, 0))),
      nodes_falsenodeids: ints(nodes.map((node) => child(node, 1))),
      target_treeids: ints(ends.map((node) => trees[node]!)),
      target_nodeids: ints(ends.map((node) => numbers[node]!)),
      target_ids: ints(ends.map(() => 0)),
      target_weights: floats(ends.map((node) => leaves[node]!)),
      base_values: floats([base]),
      n_targets: int(1),
      aggregate_function: string('SUM'),
      post_transform: string('NONE'),
    },
    'score',
  );
  graph.output('score', ['N', 1]);
  return graph.finish();
}
