/**
 * `npm run tool -- train-risk --training FILE --tuning FILE [--out FILE]` trains the risk model and prints the digests for the manifest. Equal
 * files give equal bytes on every machine. Exit code: 1 when a file is refused.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FEATURES } from '../risk/encode/features.ts';
import { parseRiskModel, riskModelFile } from '../risk/risk-model.ts';
import { trainRiskModel } from '../risk/train/train-risk-model.ts';
import { treesGraph } from '../risk/trees/trees-graph.ts';
import { DeclarationsFileError } from '../risk/encode/read-declarations.ts';
import { writeAtomically } from './atomic-write.ts';
import { sha256 } from './digest.ts';

const { values } = parseArgs({
  options: {
    training: { type: 'string' },
    tuning: { type: 'string' },
    out: { type: 'string', default: riskModelFile() },
  },
});

try {
  if (values.training === undefined || values.tuning === undefined) {
    throw new DeclarationsFileError('give --training FILE and --tuning FILE');
  }
  const text = trainRiskModel(readFileSync(values.training, 'utf8'), readFileSync(values.tuning, 'utf8'));
  const bytes = Buffer.from(text);
  const { trees, training, tuning } = parseRiskModel(text);
  const onnx = treesGraph(trees, FEATURES.length);
  await writeAtomically(values.out, bytes);
  const described = (content: Uint8Array) => ({ sha256: sha256(content), bytes: content.length });
  process.stdout.write(
    `${JSON.stringify({ ...described(bytes), onnx: described(onnx), trees: trees.roots.length, training, tuning }, null, 2)}\n`,
  );
} catch (error) {
  if (!(error instanceof DeclarationsFileError)) throw error;
  process.stderr.write(`models: refused: ${error.message}\n`);
  process.exitCode = 1;
}
