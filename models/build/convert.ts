import type { ManifestModel, SourceFormat } from '../files/manifest.ts';
import { clearTinyWeights } from './clear-tiny-weights.ts';
import type { Conversion } from './conversion.ts';
import { convertRecognitionNet } from './face-api/convert.ts';
import { type SourceFiles, sourceFile } from './source-files.ts';
import { convertGraphModel } from './tfjs/convert.ts';
import { convertTflite } from './tflite/convert.ts';

const CONVERSIONS: Readonly<Record<SourceFormat, Conversion>> = {
  'tfjs-graph-model': convertGraphModel,
  tflite: convertTflite,
  'face-api-weights': convertRecognitionNet,
  onnx: (_model, files) => clearTinyWeights(sourceFile(files, 'model')),
};

/**
 * The ONNX bytes of a model.
 * @throws ModelBuildError `format-invalid`, `operator-unsupported`, `source-missing`
 */
export function convert(model: ManifestModel, files: SourceFiles): Uint8Array {
  return CONVERSIONS[model.source.format](model, files);
}
