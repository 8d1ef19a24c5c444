import type { LightState } from './light-state.ts';

/** When the screen showed each state, on the clock of the frames: `atMs` ascending, the last entry is the rest that follows. */
export interface ShownLight {
  readonly states: readonly { readonly state: LightState; readonly atMs: number }[];
}

/** How long light takes from the page that shows it into the middle of an exposure, ms, as measured on this lane. */
export interface LightLatency {
  readonly latencyMs: number;
  readonly jitterMs: number;
}

/** What the decision rests on. None of it tells one person from another. */
export interface LightMeasures {
  /** Signed share of the face's change of colour that the shown code explains at the best lag, -1..1. */
  readonly codeShare: number;
  /** The best lag, less the calibrated latency, ms. */
  readonly lagMs: number;
  /** How the splits shade the face: about 1 as a head is shaded, about 0 as a plane is. */
  readonly shape: number;
  /** Standard error of the shape. */
  readonly shapeError: number;
  /** The same without what rises evenly from side to side: about 1 on a head with a nose, about 0 on a wrapped picture too. */
  readonly relief: number;
  readonly reliefError: number;
  /** The screen's light on the face over the room's. */
  readonly contrast: number;
  readonly frames: number;
}

/** Why nothing can be said. It never counts as a head. */
export type LightUndecidable =
  /** The camera could not be told to leave exposure, gain and white balance alone. */
  | 'camera-not-locked'
  /** The latency was never measured here, or it varies too much. */
  | 'latency-unknown'
  | 'latency-jitter'
  /** The page did not say when it showed each state, said so too late, or showed them for the wrong time. */
  | 'screen-unconfirmed'
  /** Too few frames, in all or in a state. */
  | 'frames-lost'
  | 'face-lost'
  | 'several-faces'
  | 'too-far'
  /** The head turned while it should keep still. */
  | 'moved'
  /** The room outshines the screen. */
  | 'too-bright'
  /** The splits are seen too unsurely to tell a head from a plane. */
  | 'shape-uncertain';

export type LightOutcome =
  /** The light came back as shown, in time, shaded as by a head. */
  | { readonly kind: 'head'; readonly measures: LightMeasures }
  /** The light came back, but as from something flat. */
  | { readonly kind: 'plane'; readonly measures: LightMeasures }
  /** What was shown is not what came back, or not when it should. */
  | { readonly kind: 'no-response'; readonly why: 'wrong-code' | 'wrong-lag'; readonly measures: LightMeasures }
  | { readonly kind: 'undecidable'; readonly why: LightUndecidable; readonly measures?: LightMeasures };
