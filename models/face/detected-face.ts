/** An upright rectangle, image px. It may reach outside the image. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One face as the detector reports it. */
export interface DetectedFace {
  /** 0..1. It ranks the candidates of one image and is not a probability. */
  readonly score: number;
  readonly box: Box;
  /**
   * Float32 [6, 2], x and y in image px: the person's right eye, left eye, nose tip, mouth, right ear, left ear. The
   * right eye of a person who faces the camera is on the left of the image.
   */
  readonly keypoints: Float32Array;
}

/** Intersection over union, 0..1. */
export function overlap(one: Box, other: Box): number {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (one.width * one.height + other.width * other.height - shared);
}
