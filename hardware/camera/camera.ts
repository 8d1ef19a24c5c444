import type { Device } from '../device.ts';
import type { Image } from '../image.ts';

/** One picture. The image is `owned` by whoever the frame is handed to. */
export interface Frame {
  readonly image: Image;
  /** Middle of the exposure on the lane's monotonic clock, ms. */
  readonly capturedAtMs: number;
  /** Counts frames since `connect`, gaps included: a jump of more than one means frames were lost. */
  readonly sequence: number;
}

export interface CameraCapabilities {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /**
   * Where `capturedAtMs` comes from: the camera's own clock, or the frame's arrival less a guess. Absent: arrival.
   * A light challenge needs `hardware`, or an arrival steady enough to be calibrated.
   */
  readonly timestamps?: 'hardware' | 'arrival';
}

/** What a camera can be told about its pictures. */
export interface CameraControls {
  /**
   * `true` holds exposure time, gain and white balance where they are, so that light can be measured; `false` lets the camera
   * adapt again. May be called while a stream runs. Resolves to whether they are held now. Never rejects.
   */
  lockExposure(on: boolean): Promise<boolean>;
}

export interface StreamOptions {
  readonly signal: AbortSignal;
}

/**
 * A colour camera that looks at the traveller.
 *
 * **Buffers.** `onFrame` is called synchronously in the event-loop turn in which the frame reached this process, and owns
 * the image from then on: it seals, transfers or wipes it before it returns. The driver keeps no copy. A frame that
 * arrives while `onFrame` runs is dropped and wiped, never queued. If `onFrame` throws, the stream ends with that error.
 *
 * **Stall.** When no frame arrives for 1,000 ms the stream rejects with `timed-out`; a damaged frame rejects with `corrupt`.
 */
export interface Camera extends Device {
  readonly capabilities: CameraCapabilities;
  /** Absent on cameras that cannot be told anything. */
  readonly controls?: CameraControls;
  /**
   * Streams until the signal fires, then resolves: stopping a stream is not an error, nor is a signal that has fired already.
   * Rejects with `DeviceError`.
   */
  stream(onFrame: (frame: Frame) => void, options: StreamOptions): Promise<void>;
}

/** A camera that has been silent this long has failed. */
export const CAMERA_STALL_MS = 1_000;
