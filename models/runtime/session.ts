import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { loadManifest, type ManifestModel, type ModelName, manifestModel } from '../files/manifest.ts';
import { ModelError } from './model-error.ts';
import { projectRoot } from '../files/project-root.ts';
import { checkInputs, type InputShape, type Tensor, type Tensors } from './tensor.ts';

export type { Tensor } from './tensor.ts';

/** The properties that are needed to run a model. A manifest entry includes them. */
export interface ModelDescription {
  readonly name: string;
  readonly inputs: readonly InputShape[];
  readonly outputs: readonly { readonly name: string }[];
  readonly onnx: { readonly sha256: string };
}

/** A model that is loaded and can be run. */
export interface ModelSession<Model extends ModelDescription = ManifestModel> {
  readonly model: Model;
  /** SHA-256 of the loaded bytes, lower-case hexadecimal: the value in the manifest and in reports. */
  readonly digest: string;
  /**
   * Runs the model.
   *
   * It blocks the calling thread for the whole run, so a program with an event loop calls it in a worker
   * (`thread-pool.ts`). A run takes milliseconds and cannot be cancelled.
   *
   * @param inputs every tensor the manifest declares as an input
   * @returns every tensor the manifest declares as an output; the arrays belong to the caller
   * @throws ModelError `bad-input`, `run-failed`, `closed`
   */
  run(inputs: Tensors): Promise<Record<string, Tensor>>;
  /** Frees the model after the runs in progress. Further calls have no effect. */
  close(): Promise<void>;
}

export interface OpenModelOptions {
  /** Threads that one operator may use. Use 1 where several models run in their own workers. */
  readonly threads?: number;
  /** Folder of the built models. */
  readonly folder?: string;
}

/**
 * Loads a built model after checking its digest against the manifest.
 * @throws ModelError `model-missing`, `digest-mismatch`, `session-failed`; ManifestError
 */
export async function openModel(name: ModelName, options: OpenModelOptions = {}): Promise<ModelSession> {
  const model = manifestModel(loadManifest(), name);
  const folder = options.folder ?? join(projectRoot(), '.models', 'onnx');
  return openModelBytes(model, await readModel(join(folder, `${name}.onnx`), name), options);
}

/**
 * Like `openModel`, for bytes that are already in memory.
 * @throws ModelError `digest-mismatch`, `session-failed`
 */
export async function openModelBytes<Model extends ModelDescription>(
  model: Model,
  bytes: Uint8Array,
  { threads = 1 }: OpenModelOptions = {},
): Promise<ModelSession<Model>> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== model.onnx.sha256) {
    throw new ModelError(
      'digest-mismatch',
      `${model.name} has the SHA-256 ${digest}, the manifest names ${model.onnx.sha256}`,
    );
  }
  try {
    const runtime = await InferenceSession.create(bytes, runtimeOptions(threads));
    return new RuntimeSession(model, digest, runtime);
  } catch (cause) {
    throw new ModelError('session-failed', `${model.name} could not be loaded`, { cause });
  }
}

/** A graph that the program itself wrote and that is not in the manifest. */
export interface GraphSession {
  /**
   * Runs the graph on the calling thread. Inputs are not copied: the caller must not write to them until the promise
   * settles.
   * @returns the graph's only output
   * @throws ModelError `run-failed`
   */
  run(inputs: Tensors): Promise<Tensor>;
  close(): Promise<void>;
}

/** @throws ModelError `session-failed` */
export async function openGraph(name: string, bytes: Uint8Array, threads = 1): Promise<GraphSession> {
  let runtime: InferenceSession;
  try {
    runtime = await InferenceSession.create(bytes, runtimeOptions(threads));
  } catch (cause) {
    throw new ModelError('session-failed', `${name} could not be loaded`, { cause });
  }
  const [output = ''] = runtime.outputNames;
  return {
    async run(inputs) {
      try {
        const result = (await runtime.run(runtimeTensors(inputs)))[output];
        if (!(result?.data instanceof Float32Array)) throw new TypeError('the output is not float32');
        return { data: result.data, dims: result.dims };
      } catch (cause) {
        throw new ModelError('run-failed', `${name} failed`, { cause });
      }
    },
    close: () => runtime.release(),
  };
}

function runtimeOptions(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Both options would keep freed memory, with images and embeddings in it, for the next run.
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
  };
}

function runtimeTensors(inputs: Tensors): Record<string, RuntimeTensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, { data, dims }]) => [key, new RuntimeTensor('float32', data, dims)]),
  );
}

async function readModel(file: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ModelError('model-missing', `${name} is not built: run "npm run models"`, { cause });
  }
}

class RuntimeSession<Model extends ModelDescription> implements ModelSession<Model> {
  readonly model: Model;
  readonly digest: string;
  readonly #runtime: InferenceSession;
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | null = null;

  constructor(model: Model, digest: string, runtime: InferenceSession) {
    this.model = model;
    this.digest = digest;
    this.#runtime = runtime;
  }

  async run(inputs: Tensors): Promise<Record<string, Tensor>> {
    if (this.#closing !== null) throw new ModelError('closed', `${this.model.name} is closed`);
    checkInputs(this.model, inputs);
    const run = this.#compute(inputs);
    this.#running.add(run);
    try {
      return await run;
    } finally {
      this.#running.delete(run);
    }
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#runtime.release());
    return this.#closing;
  }

  async #compute(inputs: Tensors): Promise<Record<string, Tensor>> {
    const { name, outputs } = this.model;
    const feeds = runtimeTensors(inputs);
    let results: InferenceSession.OnnxValueMapType;
    try {
      results = await this.#runtime.run(
        feeds,
        outputs.map((output) => output.name),
      );
    } catch (cause) {
      throw new ModelError('run-failed', `${name} failed`, { cause });
    }
    return Object.fromEntries(
      outputs.map((output) => {
        const result = results[output.name];
        if (!(result?.data instanceof Float32Array)) {
          throw new ModelError('run-failed', `${name} returned no tensor ${output.name}`);
        }
        return [output.name, { data: result.data, dims: result.dims }];
      }),
    );
  }
}
