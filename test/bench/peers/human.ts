import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import type { Image } from '../../../hardware/device/image.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { requireFrom } from '../../support/own-packages.ts';
import { nearestToMiddle } from './nearest-to-middle.ts';
import { wasmFolder } from './tensorflow.ts';

/** The used part of @vladmandic/human. */
interface HumanPackage {
  readonly Human: new (config: object) => Human;
}

interface Human {
  readonly version: string;
  readonly tf: { tensor3d(values: Uint8Array, shape: readonly number[], type: 'int32'): { dispose(): void } };
  readonly match: { similarity(one: readonly number[], other: readonly number[]): number };
  load(): Promise<void>;
  detect(frame: object): Promise<{ readonly face: readonly HumanFace[]; readonly error?: string | null }>;
}

interface HumanFace {
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly embedding?: readonly number[];
}

/** human with its own models (blazeface, facemesh, faceres) on WebAssembly with SIMD, its backend in Node. */
export interface HumanPeer {
  readonly version: string;
  /** The embedding of the face nearest to the middle of the image; `undefined` when none is found. */
  describeMiddle(image: Image): Promise<readonly number[] | undefined>;
  /** human's own similarity, 0..1. */
  similarity(one: readonly number[], other: readonly number[]): number;
}

/** @param facesMax maximum number of described faces per image; further faces cost no time */
export async function openHumanPeer(facesMax = 5): Promise<HumanPeer> {
  const folder = join(projectRoot(), 'test/bench/node_modules/@vladmandic/human');
  const { Human } = requireFrom('test/bench')(join(folder, 'dist/human.node-wasm.js')) as HumanPackage;
  const models = await serveFolder(join(folder, 'models'));
  const disabled = { enabled: false };
  const human = new Human({
    debug: false,
    backend: 'wasm',
    wasmPath: wasmFolder(),
    modelBasePath: models.url,
    cacheSensitivity: 0,
    filter: disabled,
    face: {
      enabled: true,
      // A low confidence threshold, because a face that is not found counts as an error.
      detector: { rotation: true, maxDetected: facesMax, minConfidence: 0.1, return: false },
      mesh: { enabled: true },
      description: { enabled: true },
      iris: disabled,
      emotion: disabled,
      antispoof: disabled,
      liveness: disabled,
    },
    body: disabled,
    hand: disabled,
    object: disabled,
    gesture: disabled,
    segmentation: disabled,
  });
  await human.load();
  const describeMiddle: HumanPeer['describeMiddle'] = async (image) => {
    const frame = human.tf.tensor3d(image.data, [image.height, image.width, 3], 'int32');
    try {
      const { face, error } = await human.detect(frame);
      if (error) throw new Error(`human failed: ${error}`);
      return nearestToMiddle(
        face.flatMap(({ box: [x, y, width, height], embedding }) =>
          embedding === undefined ? [] : [{ value: embedding, box: { x, y, width, height } }],
        ),
        image,
      );
    } finally {
      frame.dispose();
    }
  };
  models.close();
  return {
    version: human.version,
    describeMiddle,
    similarity: (one, other) => human.match.similarity(one, other),
  };
}

/** human loads its models only over HTTP, so its folder is served on the loopback address. */
async function serveFolder(folder: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    readFile(join(folder, basename(request.url ?? ''))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
