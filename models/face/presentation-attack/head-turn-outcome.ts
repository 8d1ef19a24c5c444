/** The traveller's own left or right. Their left lies on the right of an image that is not mirrored. */
export type TurnDirection = 'left' | 'right';

/** What the screen asked for, and when on the clock of the frames, ms. */
export interface TurnPrompt {
  readonly direction: TurnDirection;
  readonly atMs: number;
}

/** What the decision rests on. None of it tells one person from another. */
export interface HeadTurnMeasures {
  /** Parallax over what a head of the mesh's depth would show: about 1 for a head, about 0 for a flat picture. */
  readonly parallaxRatio: number;
  /** Correlation of the parallax with the yaw, -1..1. */
  readonly parallaxCorrelation: number;
  /** The ratio for the part of the depth that no sheet bent about an upright axis has: near 0 for a wrapped picture too. */
  readonly reliefRatio: number;
  /** Yaw swept over the frames that could be fitted, degrees. */
  readonly yawRangeDegrees: number;
  /** Yaw towards the prompted side, at its furthest after the prompt, degrees. */
  readonly promptedTurnDegrees: number;
  /** Frames that could be fitted. */
  readonly frames: number;
  /** Tracks alive in the median one of them. */
  readonly tracks: number;
  /** Robust residual of the fit in the median frame, inter-eye distances. */
  readonly residual: number;
}

/** Why nothing can be said. It never counts as a head. */
export type Undecidable =
  /** The eyes are too few pixels apart. */
  | 'too-far'
  /** Too little texture to follow from the start, or too much of it lost. */
  | 'too-few-tracks'
  /** The face was out of view for too many frames, or there were hardly any frames. */
  | 'face-lost'
  /** Somebody else came into view. */
  | 'several-faces'
  /** The head hardly turned. */
  | 'not-turned'
  /** It turned the other way. */
  | 'turned-other-way'
  /** It had turned before it was asked to, or sooner than anybody can react. */
  | 'turned-before-prompt'
  /** Parallax is there but does not go with the turn. */
  | 'inconsistent';

export type HeadTurnOutcome =
  /** Something of a head's depth turned as asked. */
  | { readonly kind: 'head'; readonly measures: HeadTurnMeasures }
  /** Something flat, or bent one way, was moved. */
  | { readonly kind: 'plane'; readonly measures: HeadTurnMeasures }
  | { readonly kind: 'undecidable'; readonly why: Undecidable; readonly measures?: HeadTurnMeasures };
