/** Seals the positions of the eyes of an observed face in the analysis thread, which alone holds the landmarks. */
import type { Image } from '../../../hardware/device/image.ts';
import type { FaceObservation } from '../../../models/face/face-observation.ts';
import { fivePoints } from '../../../models/face/five-points.ts';
import { captureHeaderOf, splitCapture } from '../../../server/contract/sealed-capture.ts';
import { keyInSlot } from '../../vault/captures/key-table.ts';
import { sealEyes } from '../../vault/captures/sealed-eyes.ts';
import type { SealedInTransit } from './analysis-messages.ts';

/** `undefined` when the capture does not show exactly one face, or its eyes are outside the picture. */
export function sealEyesOf(
  keyMemory: SharedArrayBuffer,
  { sealed, slot }: SealedInTransit,
  { width, height }: Pick<Image, 'width' | 'height'>,
  seen: FaceObservation,
): Uint8Array<ArrayBuffer> | undefined {
  const parts = splitCapture(sealed);
  const header = parts.kind === 'split' ? captureHeaderOf(parts.additionalData) : undefined;
  if (seen.kind !== 'face' || header === undefined) return undefined;
  const points = fivePoints(seen.landmarks);
  const eyeAt = (from: number) => ({ x: (points[from] ?? -1) / width, y: (points[from + 1] ?? -1) / height });
  try {
    return sealEyes({ right: eyeAt(0), left: eyeAt(2) }, header.captureId, keyInSlot(keyMemory, slot));
  } finally {
    points.fill(0);
  }
}
