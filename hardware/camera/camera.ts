import type { Device } from '../device/device.ts';
import type { Image } from '../device/image.ts';

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
  /** Freezes (true) or frees exposure, gain and white balance. A shift of the exposure stays during the freeze and ends when it is freed. */
  lockExposure(locked: boolean): Promise<void>;
  /**
   * Exposes longer (positive stops) or shorter than the camera's automatic regulation, which measures the whole picture: for a face that
   * is darker or lighter than the rest. Each shift counts from the automatic exposure, not from the shift before it; 0 ends the shift, and
   * so does a rejection. It takes effect within a few frames. Absent when the camera has no such setting.
   *
   * @returns the stops in force: fewer than asked for at the limits of the camera and at `LONGEST_SHIFTED_EXPOSURE_MS`
   */
  shiftExposure?(stops: number): Promise<number>;
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

/**
 * Longest exposure that a shift sets, ms; the automatic regulation may use longer ones. A head that sways at 5 cm/s moves 1 mm in this time, half
 * a px of the aligned face. In a multiple of 10 ms, lamps at 50 Hz mains do not flicker.
 */
export const LONGEST_SHIFTED_EXPOSURE_MS = 20;

/** A camera that sends nothing for this long has failed. */
export const CAMERA_STALL_MS = 1_000;
