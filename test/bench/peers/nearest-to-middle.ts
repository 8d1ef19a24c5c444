import type { Image } from '../../../hardware/device/image.ts';

/** A face of another package, and its box in image px. */
export interface PeerFace<T> {
  readonly value: T;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** The value of the face nearest to the middle of the image, because the compared photographs show that person. */
export function nearestToMiddle<T>(faces: readonly PeerFace<T>[], { width, height }: Image): T | undefined {
  let [nearest, least]: [T | undefined, number] = [undefined, Infinity];
  for (const { value, box } of faces) {
    const distance = Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
    if (distance < least) [nearest, least] = [value, distance];
  }
  return nearest;
}
