import type { SpecimenId } from './specimens.ts';

/** Who stands before the camera, in what light, and how well the camera sees. */
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
      /** Index of the specimen's photograph to live by. Default: the last. */
      readonly photograph?: number;
      /** Whether the person follows the indicator's prompts. Default `true`. */
      readonly cooperative?: boolean;
    }
  | { readonly kind: 'two-people'; readonly specimens: readonly [SpecimenId, SpecimenId] }
  /** A print of the person, held up: it moves as a plane and is tilted when prompted. */
  | { readonly kind: 'flat-picture'; readonly specimen: SpecimenId; readonly photograph?: number }
  /** A film of the person on a tablet, which turns as prompted and gives off its own light: the screen's does not show on it. */
  | { readonly kind: 'replay'; readonly specimen: SpecimenId; readonly photograph?: number };

/** In dim light a camera amplifies what little the sensor gathers, and its noise with it. */
export const DEFAULT_NOISE = { normal: 0.006, dim: 0.03, bright: 0.006 } as const;

export const EMPTY_SCENE: Scene = { subject: { kind: 'nobody' } };
