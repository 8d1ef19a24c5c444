import { ALIGNED_SIDE, DETECTOR_SIDE, LANDMARKS_SIDE } from './constants.ts';

/**
 * The buffers to which the pipeline writes images or parts of them. Allocated once for each analyser, reused for every
 * frame and wiped by one function. Not shared between concurrent calls.
 */
export interface FaceWorkspace {
  /** Float32 [256, 256, 3], encoded for the detector. */
  readonly detectorInput: Float32Array;
  /** Float32 [192, 192, 3], encoded for the landmark network. */
  readonly landmarksInput: Float32Array;
  /** Float32 [112, 112, 3] or [3, 112, 112], encoded for an embedder: the aligned face, or its mirror image. */
  readonly embedderInput: Float32Array;
  /** Float32 [112, 112, 3], RGB 0..255: the aligned face, for the quality measures and the embedders. */
  readonly alignedColour: Float32Array;
  /** Uint8 [112, 112], luminance 0..255 of the aligned face. */
  readonly alignedLuminance: Uint8Array;
  /** Uint32 [256]: pixels of the face region for each luminance. */
  readonly luminanceHistogram: Uint32Array;
}

export function createFaceWorkspace(): FaceWorkspace {
  return {
    detectorInput: new Float32Array(DETECTOR_SIDE * DETECTOR_SIDE * 3),
    landmarksInput: new Float32Array(LANDMARKS_SIDE * LANDMARKS_SIDE * 3),
    embedderInput: new Float32Array(ALIGNED_SIDE * ALIGNED_SIDE * 3),
    alignedColour: new Float32Array(ALIGNED_SIDE * ALIGNED_SIDE * 3),
    alignedLuminance: new Uint8Array(ALIGNED_SIDE * ALIGNED_SIDE),
    luminanceHistogram: new Uint32Array(256),
  };
}

/** Overwrites every buffer with zeros. */
export function wipeFaceWorkspace(workspace: FaceWorkspace): void {
  for (const buffer of Object.values(workspace) as (Float32Array | Uint8Array | Uint32Array)[]) buffer.fill(0);
}
