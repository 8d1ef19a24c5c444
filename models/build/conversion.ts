import type { ManifestModel } from '../files/manifest.ts';
import type { SourceFiles } from './source-files.ts';

/** The properties of a model that its conversion needs: its name, and the names and shapes of its tensors. */
export type ModelInterface = Pick<ManifestModel, 'name' | 'inputs' | 'outputs'>;

/** Turns verified source files into an ONNX model. Equal files give equal bytes. */
export type Conversion = (model: ModelInterface, files: SourceFiles) => Uint8Array;
