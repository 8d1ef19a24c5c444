import type { Device } from '../device.ts';
import type { Image } from '../image.ts';

/** One picture. The receiver of the frame owns the image. */
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
   * Source of the timestamps. `hardware`: the camera, its kernel driver or the browser's capture, at exposure or reception.
   * `arrival`: this process, when the frame arrived, which is an unknown delay after the exposure.
   */
  readonly timestamps: 'hardware' | 'arrival';
}

/**
 * Settings that can change while the camera runs. Each call rejects with `DeviceError` `unsupported` when the camera
 * refuses.
 */
export interface CameraControls {
  /** Freezes (true) or frees exposure, gain and white balance. */
  lockExposure(locked: boolean): Promise<void>;
  /** Lamp beside the lens, 0..1; absent when there is none. */
  setTorch?(level: number): Promise<void>;
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
  /** The requested mode until `connect` has determined the actual one. */
  readonly capabilities: CameraCapabilities;
  /** Absent when the camera or its driver has none. Known once connected. */
  readonly controls?: CameraControls | undefined;
  /**
   * Streams until the signal fires, then resolves. Resolves at once when the signal has already fired. Rejects with
   * `DeviceError`.
   */
  stream(onFrame: (frame: Frame) => void, options: StreamOptions): Promise<void>;
}

/** A camera that sends nothing for this long has failed. */
export const CAMERA_STALL_MS = 1_000;
