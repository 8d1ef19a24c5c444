import type { LightState } from './light-state.ts';

/**
 * The time at which the screen showed each state, on the clock of the frames: `atMs` ascending; the last entry is the
 * grey at the end.
 */
export interface ShownLight {
  readonly states: readonly { readonly state: LightState; readonly atMs: number }[];
}

/** Latency from the page that shows a colour to the middle of the exposure, ms, measured on this lane. */
export interface LightLatency {
  readonly latencyMs: number;
  readonly jitterMs: number;
}

/** The measures behind the decision. They do not identify a person. */
export interface LightMeasures {
  /** Signed share of the face's change of colour that the shown code explains at the best lag, -1..1. */
  readonly codeShare: number;
  /** The best lag minus the calibrated latency, ms. */
  readonly lagMs: number;
  /** How the splits shade the face: about 1 for a head, about 0 for a plane. */
  readonly shape: number;
  /** Standard error of the shape. */
  readonly shapeError: number;
  /**
   * The same without its linear part from side to side: about 1 for a head with a nose, about 0 also for a wrapped
   * picture.
   */
  readonly relief: number;
  readonly reliefError: number;
  /** The screen's light on the face divided by the room's. */
  readonly contrast: number;
  readonly frames: number;
}

/** Why no decision is possible. It never counts as a head. */
export type LightUndecidable =
  /** The camera could not lock exposure, gain and white balance. */
  | 'camera-not-locked'
  /** The latency was never measured on this lane, or varies too much. */
  | 'latency-unknown'
  | 'latency-jitter'
  /** The page did not confirm each state, confirmed it too late, or showed it for the wrong duration. */
  | 'screen-unconfirmed'
  /** Too few frames in total or in a state. */
  | 'frames-lost'
  | 'face-lost'
  | 'several-faces'
  | 'too-far'
  /** The head moved although it should keep still. */
  | 'moved'
  /** The room outshines the screen. */
  | 'too-bright'
  /** The shading is too uncertain to distinguish a head from a plane. */
  | 'shape-uncertain';

export type LightOutcome =
  /** The light returned as shown, in time, with the shading of a head. */
  | { readonly kind: 'head'; readonly measures: LightMeasures }
  /** The light returned with the shading of a flat object. */
  | { readonly kind: 'plane'; readonly measures: LightMeasures }
  /** The returned light has the wrong colours or the wrong lag. */
  | { readonly kind: 'no-response'; readonly why: 'wrong-code' | 'wrong-lag'; readonly measures: LightMeasures }
  | { readonly kind: 'undecidable'; readonly why: LightUndecidable; readonly measures?: LightMeasures };
