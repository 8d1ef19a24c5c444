/**
 * Sends pictures from the analysis thread to the traveller's screen, one at a time, in a lent buffer that is wiped
 * after sending. Without a viewer no buffer is lent, so no picture is drawn. A picture that cannot be sent now is
 * dropped and never stored.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import { MIRROR_BYTES } from './mirror-picture.ts';

export interface Mirror {
  /**
   * An empty buffer to draw into; `undefined` without a viewer, while a picture is being sent, or before the next one
   * is due.
   */
  lend(): Uint8Array<ArrayBuffer> | undefined;
  /** Takes back a lent buffer with a picture: sends or drops the picture, and wipes the buffer. */
  show(picture: Uint8Array<ArrayBuffer>): void;
}

export interface MirrorViewer {
  /** Calls `sent` when the picture is no longer read, also on failure. */
  send(picture: Uint8Array<ArrayBuffer>, sent: () => void): void;
}

export interface ScreenMirror extends Mirror {
  /** Sends all further pictures to this viewer instead of the previous one. The returned function ends this. */
  look(viewer: MirrorViewer): Unsubscribe;
}

/** About 14 pictures per second, which is fluent enough for positioning. */
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
        // The viewer has left, but its connection may still hold the picture
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

/** For a lane whose screen shows a figure instead. */
export const NO_MIRROR: Mirror = { lend: () => undefined, show: (picture) => void picture.fill(0) };
