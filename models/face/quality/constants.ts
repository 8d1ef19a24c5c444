/**
 * Constants of the quality measures that are not in ../constants.ts, with unit and source. "OFIQ" is the reference
 * implementation of ISO/IEC 29794-5 (github.com/BSI-OFIQ/OFIQ-Project 1.0.3, MIT), whose formulas and curves are used.
 * "Measured" refers to test/bench/results/face.md.
 */

/** EyesOpen: opening divided by face size at which the component is 50, and the curve's width (OFIQ). */
export const EYES_OPEN_MIDDLE = 0.02;
export const EYES_OPEN_WIDTH = 0.01;
/** MouthClosed: opening divided by face size at which the component is 50, and the curve's width (OFIQ). */
export const MOUTH_CLOSED_MIDDLE = 0.2;
export const MOUTH_CLOSED_WIDTH = 0.06;

/** The cheek zones of IlluminationUniformity and NaturalColour: side divided by inter-eye distance (OFIQ). */
export const CHEEK_ZONE_SIDE = 0.3;
/** Samples per side of a zone, as in OFIQ's aligned image of 616 x 616. */
export const CHEEK_ZONE_SAMPLES = 33;
/** Minimum share of a zone inside the image, 0..1. */
export const CHEEK_ZONE_INSIDE_MIN = 0.9;
/** IlluminationUniformity: component = 100 x overlap ^ exponent (OFIQ). */
export const ILLUMINATION_EXPONENT = 0.3;
/** NaturalColour: CIELAB ranges of skin, and the curve of the distance from them (OFIQ). */
export const NATURAL_COLOUR = { aMin: 5, aMax: 25, bMin: 5, bMax: 35, beyond: 100, width: 10 } as const;

/** MotionBlurPrevention. Measured on photographs with and without linear blur. */
export const MOTION_BLUR = {
  /** Distances for fine and for coarse detail, px of the template. */
  nearPx: 2,
  farPx: 6,
  /** Diagonal steps are longer and find more detail in a face at rest, log10. */
  slantingSurplus: 0.2,
  /** Native value at which the component is 50, and the curve's width, log10. */
  middle: -1.3,
  width: 0.05,
} as const;

/** A rectangle of the 112 x 112 template, px, bounds included. */
export interface TemplateZone {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
/** EyesVisible: positions of eyes and cheeks, and the curve of the logarithm of their ratio. Measured. */
export const EYES_VISIBLE = {
  rightEye: { left: 29, right: 47, top: 45, bottom: 60 },
  leftEye: { left: 64, right: 82, top: 45, bottom: 60 },
  rightCheek: { left: 30, right: 44, top: 68, bottom: 80 },
  leftCheek: { left: 67, right: 81, top: 68, bottom: 80 },
  /** Added to each brightness 0..255, so that the ratio of two black areas is defined. */
  brightnessFloor: 3,
  middle: -1,
  width: 0.1,
} as const;

/**
 * FaceOcclusionPrevention: the smallest value of 1 - confidence that float32 represents, and the curve of its negative
 * logarithm. Measured.
 */
export const FACE_OCCLUSION = { doubtMin: 1e-7, middle: 3, width: 0.4 } as const;

/** Sharpness: distance for coarse detail, px of the template, and the curve of the logarithm. Measured. */
export const SHARPNESS = { farPx: 4, middle: -1.8, width: 0.06 } as const;

/**
 * SignalToNoise. `farPx`: distance of the samples for structure, px of the template. `blockPx`: side of the blocks for
 * noise, px. `roundingSteps`: rounding of the picture and of the aligned face, steps (1 / sqrt(12) each, plus a
 * margin). The curve of the natural logarithm is 50 at the limit of the advice, and 94 where more light no longer
 * improves the comparison.
 */
export const SIGNAL_TO_NOISE = { farPx: 4, blockPx: 8, roundingSteps: 0.5, middle: 4, width: 0.25 } as const;

/**
 * UnifiedQuality: exponents of the components in the product. Two values were chosen: that of the pitch and that of
 * the measures with half weight. Values from a grid search on one half of LFW's people help the other half as much
 * (`bench -- face-quality`).
 */
export const UNIFIED_EXPONENTS = {
  interEyeDistance: 1,
  sharpness: 1,
  headPoseYaw: 1,
  headPosePitch: 6,
  headPoseRoll: 1,
  overExposurePrevention: 1,
  leftwardCropOfTheFaceImage: 1,
  rightwardCropOfTheFaceImage: 1,
  signalToNoise: 0.5,
  motionBlurPrevention: 0.5,
  eyesOpen: 0.5,
  mouthClosed: 0.5,
  eyesVisible: 0.5,
  faceOcclusionPrevention: 0.5,
} as const;

/**
 * Distance that a measure reads beyond the face region, px of the template: the longest diagonal step plus a margin.
 */
export const REGION_REACH_PX = 9;
/** Maximum samples per side of a template pixel. */
export const REGION_SAMPLES_MAX = 3;
