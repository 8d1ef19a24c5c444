/**
 * Exposes for the traveller's face while the lane searches for usable frames. The camera itself exposes for the whole
 * picture.
 */
import type { Camera } from '../../../hardware/camera/camera.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { FaceSighting } from '../../../models/face/face-observation.ts';
import type { QualityMeasure } from '../../../models/face/quality/quality-measure.ts';
import { FACE_EXPOSURE } from './face-constants.ts';

export interface FaceExposure {
  /**
   * Shifts the exposure when the face is too dark or too bright. Resolves to whether the exposure is changing: such a
   * frame is not used, because a better one follows. Does nothing when the camera does not support it or has refused
   * it.
   */
  adjust(sighting: FaceSighting): Promise<boolean>;
  /** Restores the shift after the exposure was locked and unlocked. */
  restore(): Promise<void>;
  /** Whether a shift is active. The brightness of the picture then changes when the exposure is locked and unlocked. */
  isShifted(): boolean;
  /** Returns the exposure to the camera's control. */
  end(): Promise<void>;
}

/** Exposure stops from this face to the target; 0 when the face is well exposed or cannot be measured. */
export function stopsFor({ quality }: Extract<FaceSighting, { kind: 'face' }>): number {
  const luminance = nativeOf(quality.luminanceMean);
  const white = nativeOf(quality.overExposurePrevention);
  if (luminance === undefined || white === undefined) return 0;
  const { luminanceMin, luminanceMax, luminanceTarget, whiteShareMax, stopsAtOnce } = FACE_EXPOSURE;
  const stops = Math.log2(luminanceTarget / Math.max(luminance, Number.MIN_VALUE));
  if (white > whiteShareMax) return Math.max(-stopsAtOnce, Math.min(-1, stops));
  if (luminance >= luminanceMin && luminance <= luminanceMax) return 0;
  return Math.max(-stopsAtOnce, Math.min(stopsAtOnce, stops));
}

export function openFaceExposure({ controls }: Pick<Camera, 'controls'>): FaceExposure {
  let shift = controls?.shiftExposure?.bind(controls);
  let shiftedStops = 0;
  let changes = 0;
  let settling = 0;

  /** Whether the camera accepted it. */
  const set = async (stops: number): Promise<boolean> => {
    if (shift === undefined) return false;
    try {
      shiftedStops = await shift(stops);
      return true;
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      shift = undefined;
      shiftedStops = 0;
      return false;
    }
  };

  return {
    async adjust(sighting) {
      if (settling > 0) {
        settling -= 1;
        return true;
      }
      if (shift === undefined || sighting.kind !== 'face' || changes === FACE_EXPOSURE.changesMost) return false;
      const stops = stopsFor(sighting);
      if (stops === 0) return false;
      changes += 1;
      const before = shiftedStops;
      const taken = await set(before + stops);
      if (!taken || Math.abs(shiftedStops - before) < FACE_EXPOSURE.stopsLeast) {
        // The camera is at its limit, so another change has no effect.
        changes = FACE_EXPOSURE.changesMost;
        return false;
      }
      settling = FACE_EXPOSURE.settlingFrames;
      return true;
    },
    async restore() {
      if (shiftedStops !== 0) await set(shiftedStops);
    },
    isShifted: () => shiftedStops !== 0,
    async end() {
      if (shiftedStops !== 0) await set(0);
    },
  };
}

function nativeOf(measure: QualityMeasure): number | undefined {
  return measure.kind === 'assessed' ? measure.native : undefined;
}
