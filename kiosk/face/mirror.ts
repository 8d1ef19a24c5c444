/**
 * Pictures on their way from the analysis thread to the traveller's screen: one at a time, into a buffer that is lent for it and wiped
 * after it was sent. While nobody looks none is lent, so none is made; what cannot be sent now is dropped, never kept for later.
 */
import type { Clock } from '../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../hardware/device/device.ts';
import { MIRROR_BYTES } from './mirror-picture.ts';

export interface Mirror {
  /** An empty buffer to draw into; `undefined` while nobody looks, one is on its way, or it is too early for another. */
  lend(): Uint8Array<ArrayBuffer> | undefined;
  /** Takes back a lent buffer with a picture in it: sends it or drops it, and wipes it. */
  show(picture: Uint8Array<ArrayBuffer>): void;
}

export interface MirrorViewer {
  /** Calls `sent` once nothing reads the picture any more, whatever became of it. */
  send(picture: Uint8Array<ArrayBuffer>, sent: () => void): void;
}

export interface ScreenMirror extends Mirror {
  /** From now on this viewer is sent what is shown; the one before no longer. The returned function ends it. */
  look(viewer: MirrorViewer): Unsubscribe;
}

/** About 14 pictures a second: fluid enough to stand by. */
export const MIRROR_EVERY_MS = 70;

export function createMirror(clock: Clock): ScreenMirror {
  let viewer: MirrorViewer | undefined;
  let onItsWay: Uint8Array<ArrayBuffer> | undefined;
  let spare: Uint8Array<ArrayBuffer> | undefined;
  let lentAtMs = -Infinity;

  return {
    lend() {
      const now = clock.monotonicMs();
      if (viewer === undefined || onItsWay !== undefined || now - lentAtMs < MIRROR_EVERY_MS) return undefined;
      const buffer = spare ?? new Uint8Array(MIRROR_BYTES);
      spare = undefined;
      lentAtMs = now;
      return buffer;
    },
    show(picture) {
      if (viewer === undefined || onItsWay !== undefined) {
        picture.fill(0);
        return;
      }
      onItsWay = picture;
      viewer.send(picture, () => {
        picture.fill(0);
        // Of a viewer that has gone since, whose line may still hold it
        if (onItsWay !== picture) return;
        onItsWay = undefined;
        spare = picture;
      });
    },
    look(next) {
      const leave = (): void => {
        if (viewer !== next) return;
        viewer = undefined;
        onItsWay?.fill(0);
        onItsWay = undefined;
      };
      onItsWay?.fill(0);
      onItsWay = undefined;
      viewer = next;
      return leave;
    },
  };
}

/** Of a lane whose screen shows a figure instead. */
export const NO_MIRROR: Mirror = { lend: () => undefined, show: (picture) => void picture.fill(0) };
