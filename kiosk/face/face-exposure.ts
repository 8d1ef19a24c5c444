/** Exposes for the traveller's face while the lane looks for usable frames: the camera's own regulation measures the whole picture. */
import type { Camera } from '../../hardware/camera/camera.ts';
import { DeviceError } from '../../hardware/device/device-error.ts';
import type { FaceSighting } from '../../models/face/face-observation.ts';
import type { QualityMeasure } from '../../models/face/quality/quality-measure.ts';
import { FACE_EXPOSURE } from './face-constants.ts';

export interface FaceExposure {
  /**
   * Shifts the exposure when a frame shows a face too dark or too bright for it. Resolves to whether the exposure is changing: such a
   * frame is not one to choose, because a better one follows. Does nothing where the camera cannot, or once it has refused.
   */
  adjust(sighting: FaceSighting): Promise<boolean>;
  /** Puts the shift back in force after exposure was frozen and freed. */
  restore(): Promise<void>;
  /** Whether a shift is in force: the picture's brightness then changes when exposure is frozen and freed. */
  isShifted(): boolean;
  /** Leaves the exposure to the camera's regulation. */
  end(): Promise<void>;
}

/** Stops that bring this face to the target; 0 where it is well enough exposed, or cannot be measured. */
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

  /** Whether the camera took it. */
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
        // As far as it goes: asking again would change nothing.
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
