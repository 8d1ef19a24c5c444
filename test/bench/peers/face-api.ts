import { dirname, join } from 'node:path';
import type { Image } from '../../../hardware/device/image.ts';
import { requireFrom } from '../../support/own-packages.ts';
import { nearestToMiddle } from './nearest-to-middle.ts';
import { openTensorFlow } from './tensorflow.ts';

/** The used part of @vladmandic/face-api. */
interface FaceApi {
  readonly version: string;
  readonly nets: Readonly<Record<string, { loadFromDisk(folder: string): Promise<void> }>>;
  readonly TinyFaceDetectorOptions: new (options: { inputSize: number; scoreThreshold: number }) => object;
  readonly SsdMobilenetv1Options: new (options: { minConfidence: number; maxResults: number }) => object;
  detectSingleFace(frame: Disposable, options: object): Detection;
  detectAllFaces(frame: Disposable, options: object): Detections;
}

interface Described {
  readonly descriptor: Float32Array;
  readonly detection: {
    readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  };
}

interface Detections {
  withFaceLandmarks(): { withFaceDescriptors(): PromiseLike<Described[]> };
}

interface Detection extends PromiseLike<unknown> {
  withFaceLandmarks(): { withFaceDescriptor(): PromiseLike<{ descriptor: Float32Array } | undefined> };
}

interface Disposable {
  dispose(): void;
}

interface FaceApiDetector {
  readonly name: string;
  readonly options: object;
}

/** face-api on its fastest backend in Node without native code: WebAssembly with SIMD, one thread. */
export interface FaceApiPeer {
  readonly version: string;
  /** Converts a decoded frame to a tensor. */
  frame(image: Image): Disposable;
  readonly detectors: readonly FaceApiDetector[];
  /** The same with a low detection threshold, for comparisons in which a face that is not found counts as an error. */
  readonly lenientDetectors: readonly FaceApiDetector[];
  detect(frame: Disposable, options: object): Promise<void>;
  /**
   * Detects a face, finds 68 landmarks and computes the descriptor of 128 floats. Resolves to whether it found a face.
   */
  describe(frame: Disposable, options: object): Promise<boolean>;
  /** The descriptor, 128 floats, of the face nearest to the middle of the image; `undefined` when none is found. */
  describeMiddle(image: Image, options: object): Promise<Float32Array | undefined>;
}

export async function openFaceApiPeer(): Promise<FaceApiPeer> {
  const tensorFlow = await openTensorFlow();
  const require = requireFrom('test/bench');
  const folder = dirname(require.resolve('@vladmandic/face-api/package.json'));
  const faceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
  for (const net of ['tinyFaceDetector', 'ssdMobilenetv1', 'faceLandmark68Net', 'faceRecognitionNet']) {
    await faceApi.nets[net]?.loadFromDisk(join(folder, 'model'));
  }
  return {
    version: `1.7.15, tfjs ${tensorFlow.version_core} wasm`,
    frame: ({ data, width, height }) => tensorFlow.tensor3d(data, [height, width, 3], 'int32'),
    detectors: detectorsOf(faceApi, 0.3),
    lenientDetectors: detectorsOf(faceApi, 0.1),
    detect: async (frame, options) => void (await faceApi.detectSingleFace(frame, options)),
    describe: async (frame, options) => {
      const found = await faceApi.detectSingleFace(frame, options).withFaceLandmarks().withFaceDescriptor();
      return found !== undefined;
    },
    describeMiddle: async (image, options) => {
      const frame = tensorFlow.tensor3d(image.data, [image.height, image.width, 3], 'int32');
      try {
        const faces = await faceApi.detectAllFaces(frame, options).withFaceLandmarks().withFaceDescriptors();
        return nearestToMiddle(
          faces.map(({ descriptor, detection: { box } }) => ({ value: descriptor, box })),
          image,
        );
      } finally {
        frame.dispose();
      }
    },
  };
}

function detectorsOf(faceApi: FaceApi, least: number): FaceApiDetector[] {
  return [
    { name: 'tiny 416', options: new faceApi.TinyFaceDetectorOptions({ inputSize: 416, scoreThreshold: least }) },
    { name: 'SSD', options: new faceApi.SsdMobilenetv1Options({ minConfidence: least, maxResults: 5 }) },
  ];
}
