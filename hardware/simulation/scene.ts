import type { SpecimenId } from './specimens.ts';

/** The people in front of the camera, the light, and the image quality. */
export interface Scene {
  readonly subject: Subject;
  /** `dim` and `bright` are too dark and too bright to compare well. Default `normal`. */
  readonly light?: 'normal' | 'dim' | 'bright';
  /** Standard deviation of a Gaussian blur, px of the frame. Default 0. */
  readonly blurPx?: number;
  /** Standard deviation of the sensor's noise as a share of full scale, 0..1. Default 0.006, and 0.03 in dim light. */
  readonly noise?: number;
}

export type Subject =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly specimen: SpecimenId;
      /** Index of the specimen's photograph for the live view. Default: the last. */
      readonly photograph?: number;
      /** Whether the person follows the indicator's prompts. Default `true`. */
      readonly cooperative?: boolean;
    }
  | { readonly kind: 'two-people'; readonly specimens: readonly [SpecimenId, SpecimenId] }
  /** A held-up print of the person: it moves as a plane and is tilted when prompted. */
  | { readonly kind: 'flat-picture'; readonly specimen: SpecimenId; readonly photograph?: number }
  /**
   * A video of the person on a tablet, which turns as prompted. The tablet is bright itself, so the screen's light is not
   * visible on it.
   */
  | { readonly kind: 'replay'; readonly specimen: SpecimenId; readonly photograph?: number };

/** In dim light a camera amplifies the signal and its noise. */
export const DEFAULT_NOISE = { normal: 0.006, dim: 0.03, bright: 0.006 } as const;

export const EMPTY_SCENE: Scene = { subject: { kind: 'nobody' } };
