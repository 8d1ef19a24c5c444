import { readFile } from 'node:fs/promises';
import { ModelBuildError } from '../files/build-error.ts';
import { FEATURES } from '../risk/encode/features.ts';
import { parseRiskModel, riskModelFile } from '../risk/risk-model.ts';
import { treesGraph } from '../risk/trees/trees-graph.ts';
import { writeAtomically } from './atomic-write.ts';
import type { BuildOptions } from './build-models.ts';
import { isExpected, readExpected, sha256 } from './digest.ts';
import { onnxPath } from './model-folders.ts';

const NAME = 'risk';

/**
 * Writes the trees of the risk model as ONNX when the file is missing or differs from the manifest. The model itself is a file of the
 * repository; its digest is checked first.
 * @throws ModelBuildError `source-digest`, `output-digest`, `write-failed`
 */
export async function buildRiskGraph({ manifest, folders, report }: Omit<BuildOptions, 'fetchPackage'>): Promise<void> {
  const { risk } = manifest;
  const file = onnxPath(folders, NAME);
  if (typeof (await readExpected(file, risk.onnx)) !== 'string') return;
  const source = await readFile(riskModelFile());
  if (!isExpected(source, risk)) {
    throw new ModelBuildError(
      'source-digest',
      `models/risk/model.json does not match the manifest (SHA-256 ${risk.sha256})`,
    );
  }
  const bytes = treesGraph(parseRiskModel(source.toString('utf8')).trees, FEATURES.length);
  if (!isExpected(bytes, risk.onnx)) {
    throw new ModelBuildError(
      'output-digest',
      `${NAME} was written with SHA-256 ${sha256(bytes)}; the manifest names ${risk.onnx.sha256}`,
    );
  }
  await writeAtomically(file, bytes);
  report(`built ${NAME} (${(bytes.length / 1e6).toFixed(1)} MB)`);
}
