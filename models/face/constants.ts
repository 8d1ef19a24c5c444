/**
 * The constants of the face pipeline, with unit and source. Those of the head-turn check are in
 * presentation-attack/constants.ts. Accept thresholds are not here: a policy states a false-match rate, and the
 * manifest's calibration converts it to a score. "Measured" refers to test/bench/results/face.md.
 */

/** Side of the detector's square input, px (MediaPipe BlazeFace "back", full-range sparse). */
export const DETECTOR_SIDE = 256;
/**
 * Layers of anchors, in the order of the network's outputs: stride in input px, anchors per cell (MediaPipe SSD
 * anchors).
 */
export const ANCHOR_LAYERS = [
  { stride: 16, anchorsPerCell: 2 },
  { stride: 32, anchorsPerCell: 6 },
] as const;
/** Floats per decoded anchor: box centre x, y, width, height, then x and y of six keypoints. */
export const FLOATS_PER_ANCHOR = 16;
/** Keypoints of the detector: right eye, left eye, nose tip, mouth, right ear, left ear (the person's right and left). */
export const DETECTOR_KEYPOINTS = 6;
/**
 * An anchor below this score is discarded, 0..1 (MediaPipe face_detection: min_score_thresh 0.6 for the back model).
 */
export const DETECTION_SCORE_MIN = 0.5;
/**
 * Boxes that overlap more than this count as one face, intersection over union (MediaPipe: min_suppression_threshold
 * 0.3).
 */
export const DETECTION_OVERLAP_MAX = 0.3;
/** Faces kept per image. More faces still count as "several". */
export const DETECTED_FACES_MAX = 16;
/** Margins tried around a portrait whose face fills the image, as a share of its longer side. */
export const PORTRAIT_MARGINS = [0, 0.5] as const;

/** A second face of at least this size counts as a person in the lane, ratio of box widths. Measured. */
export const COMPARABLE_FACE_RATIO = 0.5;
/** Weight of the distance from the middle against the width in the choice of the traveller's face. */
export const CENTRALITY_WEIGHT = 0.5;

/** Side of the landmark network's input, px, and its points (MediaPipe Face Mesh, without the irises). */
export const LANDMARKS_SIDE = 192;
export const LANDMARK_COUNT = 468;
/** Side of the landmark region divided by the side of the detected box (MediaPipe Face Mesh: scale 1.5). */
export const LANDMARK_REGION_SCALE = 1.5;
/** The network's own confidence that its crop holds a face, 0..1 (MediaPipe Face Mesh: 0.5). */
export const LANDMARK_CONFIDENCE_MIN = 0.5;

/**
 * Following a face between detections. `detectWithinMs`: longest time between two detections, and so until a second
 * person is noticed. The other limits bound the change of the mesh between two frames, in extents of the mesh, as a
 * ratio, and in radians. Up to a shift of 0.1 the error of one pass is below 1 % of the extent; beyond 0.2 it reports
 * at most 0.17 with high confidence (measured). `confidenceMin`: confidence of the landmark network, 0..1. It is
 * higher than for a detected face because no detection confirms the frame.
 */
export const TRACKING = {
  detectWithinMs: 250,
  shiftMax: 0.08,
  growthMax: 1.2,
  turnMaxRadians: 0.35,
  confidenceMin: 0.9,
} as const;

/** Side of the aligned face, px, and the positions of its five points (InsightFace "ArcFace" template, MIT). */
export const ALIGNED_SIDE = 112;
export const ALIGNED_FIVE_POINTS = [
  38.2946,
  51.6963, // right eye
  73.5318,
  51.5014, // left eye
  56.0252,
  71.7366, // nose tip
  41.5493,
  92.3655, // right corner of the mouth
  70.7299,
  92.2041, // left corner of the mouth
] as const;
/**
 * Largest share of the aligned face that may lie outside a document's portrait, 0..1; that part is black. In the
 * calibration's impostors the median is 23 %, and 38 % in the hundredth with the tightest crop, so the stated rates
 * hold up to this limit (measured).
 */
export const PORTRAIT_OUTSIDE_MAX = 0.35;
/**
 * The loosest false-match rate that a policy may ask for, because the report has no band above it (server/contract).
 */
export const FALSE_MATCH_RATE_LOOSEST = 1e-3;

/**
 * The samples that a warp averages for each output px, by the number of image px that one output px spans: their
 * positions in the output px. Four samples lie on a rotated grid, so that they have four different rows and columns.
 * Measured.
 */
export const WARP_SAMPLES: readonly {
  readonly shrinkMin: number;
  readonly at: readonly (readonly [number, number])[];
}[] = [
  { shrinkMin: 0, at: [[0, 0]] },
  {
    shrinkMin: 1.5,
    at: [
      [-0.25, -0.25],
      [0.25, 0.25],
    ],
  },
  {
    shrinkMin: 2.5,
    at: [
      [-0.375, -0.125],
      [0.125, -0.375],
      [0.375, 0.125],
      [-0.125, 0.375],
    ],
  },
];
/**
 * Image px per detector px from which every second row is read, and from which every second column is skipped too: 4 x
 * 2 and 3 x 3 samples are enough for an average.
 */
export const ROWS_SKIPPED_FROM = 4;
export const COLUMNS_SKIPPED_FROM = 5;

/** Smallest and largest side of an image that is accepted, px (a 4K frame is 3840 x 2160). */
export const IMAGE_SIDE_MIN = 32;
export const IMAGE_SIDE_MAX = 8192;

/** Pitch of the mesh for a face that looks straight ahead, degrees. Median over 3,811 photographs. */
export const PITCH_OF_A_FRONTAL_FACE = 5.2;

/**
 * Digital exposure of dark frames; linear luminance, 0..1. If no face is found and the middle of the frame is darker
 * than `middleMax`, the frame is exposed for its middle and analysed once more. A face darker than `faceMax` is
 * exposed before it is embedded; for brighter faces exposure does not change the score (measured). `gainMax` limits
 * the gain for a black frame.
 */
export const DIGITAL_EXPOSURE = { target: 0.2, middleMax: 0.1, faceMax: 0.03, gainMax: 256 } as const;

/** InterEyeDistance: px at which the component is 50, and the curve's width, px (OFIQ). */
export const INTER_EYE_DISTANCE_MIDDLE_PX = 70;
export const INTER_EYE_DISTANCE_WIDTH_PX = 20;
/** Crop measures: native value at which the component is 50, and the curve's width (OFIQ). */
export const SIDEWAYS_CROP_MIDDLE = 0.9;
export const MARGIN_ABOVE_MIDDLE = 1.4;
export const MARGIN_BELOW_MIDDLE = 1.8;
export const CROP_WIDTH = 0.1;
/**
 * LuminanceMean: mean luminances 0..1 at which the dark and the bright curve are at one half, and their width (OFIQ).
 */
export const LUMINANCE_DARK_MIDDLE = 0.2;
export const LUMINANCE_BRIGHT_MIDDLE = 0.8;
export const LUMINANCE_WIDTH = 0.05;
/**
 * UnderExposurePrevention: luminance 0..255 up to which a pixel counts as black, and the curve over the share of such
 * pixels (OFIQ).
 */
export const UNDER_EXPOSED = { luminanceMax: 25, height: 120, asymptote: 0.832, middle: 0.92, width: 0.05 } as const;
/**
 * OverExposurePrevention: luminance 0..255 from which a pixel counts as white; component = 1 / (share + offset)
 * (OFIQ).
 */
export const OVER_EXPOSED = { luminanceMin: 247, offset: 0.01 } as const;
/** DynamicRange: component per bit of entropy (OFIQ). */
export const DYNAMIC_RANGE_COMPONENT_PER_BIT = 12.5;
/** Minimum energy of coarse detail per pixel, (0..255)^2, for which sharpness is meaningful. */
export const CONTRAST_VARIANCE_MIN = 4;
/** The ellipse of the aligned square that contains skin, brows to chin, px of the 112 x 112 template. */
export const FACE_REGION = { centreX: 56, centreY: 68, radiusX: 36, radiusY: 42 } as const;
/** Minimum share of that ellipse inside the image for which a light measure is meaningful, 0..1. */
export const REGION_INSIDE_MIN = 0.8;

/**
 * Limits at which the traveller is advised (quality/advice.ts). They are chosen for a gate and do not come from a
 * standard.
 */
export const ADVICE = {
  /** Shares of the frame that a detected face (brows to chin) may occupy. */
  faceWidthShareMax: 0.5,
  faceHeightShareMax: 0.6,
  /** Distance of the face from the middle column, share of the width. */
  offCentreShareMax: 0.25,
  marginComponentMin: 25,
  /** The head-turn check needs 80 px; this limit adds a margin. */
  interEyeDistanceMinPx: 90,
  /** Frontex's guidelines and ISO/IEC 39794-5 allow 5 degrees in a document; a gate compares reliably beyond that. */
  yawMaxDegrees: 15,
  pitchMaxDegrees: 20,
  rollMaxDegrees: 20,
  /**
   * Structure of the face divided by noise. Measured on darkened photographs of every group: below this limit one
   * frame in ten loses more than 0.1 of its score and some faces are not detected. No unaltered photograph is below
   * it.
   */
  signalToNoiseMin: 4,
  /** Share of the face's pixels that are nearly white, 0..1. */
  overExposedShareMax: 0.15,
  sharpnessComponentMin: 50,
  motionBlurComponentMin: 30,
  /**
   * Natural logarithm of the brightness of the eyes divided by that of the cheeks. Values below this limit mean dark
   * glasses (measured).
   */
  eyesToCheeksMin: -1.1,
  faceOcclusionComponentMin: 50,
} as const;
