import type { ManifestModel } from '../manifest.ts';
import type { SourceFiles } from './source-files.ts';

/** The facts about a model for its conversion: its name, and its tensors' names and shapes. */
export type ModelInterface = Pick<ManifestModel, 'name' | 'inputs' | 'outputs'>;

/** Turns verified source files into an ONNX model. Equal files give equal bytes. */
export type Conversion = (model: ModelInterface, files: SourceFiles) => Uint8Array;
