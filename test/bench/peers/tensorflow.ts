import { dirname } from 'node:path';
import { requireFrom } from '../../support/own-packages.ts';

/** The used part of @tensorflow/tfjs. */
export interface TensorFlow {
  readonly version_core: string;
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
  tensor3d(values: Uint8Array, shape: readonly number[], type: 'int32'): Tensor;
  loadGraphModel(handler: { load(): Promise<GraphArtifacts> }): Promise<GraphModel>;
}

export interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}

interface GraphArtifacts {
  readonly modelTopology: unknown;
  readonly weightSpecs: unknown;
  readonly weightData: ArrayBuffer;
}

interface GraphModel {
  execute(input: Tensor, outputs: readonly string[]): Tensor | Tensor[];
}

interface WasmBackend {
  setWasmPaths(folder: string): void;
  setThreadsCount(threads: number): void;
}

/** TensorFlow.js on its fastest backend in Node without native code: WebAssembly with SIMD, one thread. */
export async function openTensorFlow(): Promise<TensorFlow> {
  const require = requireFrom('test/bench');
  const wasm = require('@tensorflow/tfjs-backend-wasm') as WasmBackend;
  const tensorFlow = require('@tensorflow/tfjs') as TensorFlow;
  wasm.setThreadsCount(1);
  wasm.setWasmPaths(wasmFolder());
  await tensorFlow.setBackend('wasm');
  await tensorFlow.ready();
  if (tensorFlow.getBackend() !== 'wasm') throw new Error('the WebAssembly backend did not start');
  return tensorFlow;
}

/** The folder of the backend's binaries, with a slash at its end. */
export function wasmFolder(): string {
  const simd = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
  return `${dirname(requireFrom('test/bench').resolve(simd))}/`;
}
