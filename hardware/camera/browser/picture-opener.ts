/** Turns a message of the page into a frame: header, decryption, planes to RGB. Intermediate buffers are wiped. */
import { createDecipheriv } from 'node:crypto';
import { allocateImage } from '../../device/image.ts';
import type { Frame } from '../camera.ts';
import { decodeFrameHeader, HEADER_BYTES, nonceOf, TAG_BYTES } from './frame-message.ts';
import type { PageClock } from './page-clock.ts';
import { planesToRgb } from './planes-to-rgb.ts';

export interface PictureOpener {
  /**
   * @param message as received; the caller wipes it
   * @param arrivedMs arrival on the lane's clock; a later capture time is reduced to it
   */
  open(key: Uint8Array, message: Uint8Array, arrivedMs: number): OpenedPicture | 'damaged';
  /** Starts a new connection with a new key: message numbers start again at 1. */
  newKey(): void;
}

export interface OpenedPicture extends Frame {
  readonly datedByCapture: boolean;
}

/** Opens the pictures of one page. Message numbers (for each key) and picture numbers must increase. */
export function pictureOpener(clock: Pick<PageClock, 'toLaneMs'>): PictureOpener {
  let lastMessage = 0;
  let lastSequence = -1;
  let lastCapturedMs = Number.NEGATIVE_INFINITY;
  return {
    open(key, message, arrivedMs) {
      const header = decodeFrameHeader(message);
      if (header === undefined || header.message <= lastMessage || header.sequence <= lastSequence) return 'damaged';
      const planes = unseal(key, message, header.message);
      if (planes === undefined) return 'damaged';
      lastMessage = header.message;
      lastSequence = header.sequence;
      const image = allocateImage(header.width, header.height, 'rgb');
      planesToRgb(planes, header, new Uint8ClampedArray(image.data.buffer));
      planes.fill(0);
      const capturedMs = clock.toLaneMs(header.capturedAtPageMs) ?? arrivedMs;
      lastCapturedMs = Math.max(lastCapturedMs, Math.min(capturedMs, arrivedMs));
      const { sequence, datedByCapture } = header;
      return { image, capturedAtMs: lastCapturedMs, sequence, datedByCapture };
    },
    newKey() {
      lastMessage = 0;
    },
  };
}

function unseal(key: Uint8Array, message: Uint8Array, number: number): Uint8Array | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: TAG_BYTES });
  decipher.setAAD(message.subarray(0, HEADER_BYTES));
  decipher.setAuthTag(message.subarray(message.byteLength - TAG_BYTES));
  const planes = decipher.update(message.subarray(HEADER_BYTES, message.byteLength - TAG_BYTES));
  try {
    decipher.final();
    return planes;
  } catch {
    planes.fill(0);
    return undefined;
  }
}
