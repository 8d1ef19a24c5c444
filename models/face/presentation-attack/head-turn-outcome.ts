/** The traveller's own left or right. The left is on the right of an image that is not mirrored. */
export type TurnDirection = 'left' | 'right';

/** The prompted direction and the time of the prompt on the clock of the frames, ms. */
export interface TurnPrompt {
  readonly direction: TurnDirection;
  readonly atMs: number;
}

/** The measures behind the decision. They do not identify a person. */
export interface HeadTurnMeasures {
  /** Parallax divided by that of a head with the depth of the mesh: about 1 for a head, about 0 for a flat picture. */
  readonly parallaxRatio: number;
  /** Correlation of the parallax with the yaw, -1..1. */
  readonly parallaxCorrelation: number;
  /**
   * The ratio for the part of the depth that no sheet bent about an upright axis has: near 0 also for a wrapped
   * picture.
   */
  readonly reliefRatio: number;
  /** Range of yaw over the fitted frames, degrees. */
  readonly yawRangeDegrees: number;
  /** Maximum yaw to the prompted side after the prompt, degrees. */
  readonly promptedTurnDegrees: number;
  /** Number of fitted frames. */
  readonly frames: number;
  /** Median number of live tracks in a fitted frame. */
  readonly tracks: number;
  /** Median over the frames of the robust residual of the fit, inter-eye distances. */
  readonly residual: number;
}

/** Why no decision is possible. It never counts as a head. */
export type Undecidable =
  /** The inter-eye distance is too small. */
  | 'too-far'
  /** Too few points to track at the start, or too many were lost. */
  | 'too-few-tracks'
  /** The face was out of view for too many frames, or there were too few frames. */
  | 'face-lost'
  /** A second person came into view. */
  | 'several-faces'
  /** The head hardly turned. */
  | 'not-turned'
  /** The head turned the other way. */
  | 'turned-other-way'
  /** The head turned before the prompt, or faster than human reaction. */
  | 'turned-before-prompt'
  /** There is parallax, but it does not follow the turn. */
  | 'inconsistent';

export type HeadTurnOutcome =
  /** An object with the depth of a head turned as prompted. */
  | { readonly kind: 'head'; readonly measures: HeadTurnMeasures }
  /** A flat object, or one bent about one axis, moved. */
  | { readonly kind: 'plane'; readonly measures: HeadTurnMeasures }
  | { readonly kind: 'undecidable'; readonly why: Undecidable; readonly measures?: HeadTurnMeasures };
