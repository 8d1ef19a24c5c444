/**
 * Every number of the face pipeline, with its unit and its source. The head-turn check keeps its own in
 * presentation-attack/constants.ts. Accept thresholds are not here: a policy names a false-match rate and the manifest's
 * calibration says which cosine that is.
 */

/** Side of the detector's square input, px (MediaPipe BlazeFace "back", full-range sparse). */
export const DETECTOR_SIDE = 256;
/** Rows of anchors, in the order of the network's outputs: stride in input px, anchors a cell (MediaPipe SSD anchors). */
export const ANCHOR_LAYERS = [
  { stride: 16, anchorsPerCell: 2 },
  { stride: 32, anchorsPerCell: 6 },
] as const;
/** Floats a decoded anchor: box centre x, y, width, height, then six keypoints' x, y. */
export const FLOATS_PER_ANCHOR = 16;
/** Keypoints of the detector: right eye, left eye, nose tip, mouth, right ear, left ear (the person's right and left). */
export const DETECTOR_KEYPOINTS = 6;
/** An anchor below this score is nothing, 0..1 (MediaPipe face_detection: min_score_thresh 0.6 for the back model). */
export const DETECTION_SCORE_MIN = 0.5;
/** Boxes that overlap more than this are one face, intersection over union (MediaPipe: min_suppression_threshold 0.3). */
export const DETECTION_OVERLAP_MAX = 0.3;
/** Faces kept of one image. A crowd beyond it is still "several". */
export const DETECTED_FACES_MAX = 16;
/** Margins tried around a portrait whose face fills the image, as a share of its longer side. */
export const PORTRAIT_MARGINS = [0, 0.5] as const;

/** A second face this large beside the chosen one stands in the lane, ratio of box widths. Measured: README. */
export const COMPARABLE_FACE_RATIO = 0.5;
/** Weight of the distance from the middle against the width, when the traveller's face is chosen. */
export const CENTRALITY_WEIGHT = 0.5;

/** Side of the landmark network's input, px, and its points (MediaPipe Face Mesh, without the irises). */
export const LANDMARKS_SIDE = 192;
export const LANDMARK_COUNT = 468;
/** Side of the landmark region over the side of the box it is laid round (MediaPipe Face Mesh: scale 1.5). */
export const LANDMARK_REGION_SCALE = 1.5;
/** The network's own confidence that its crop holds a face, 0..1 (MediaPipe Face Mesh: 0.5). */
export const LANDMARK_CONFIDENCE_MIN = 0.5;

/**
 * Following a face between detections. `detectWithinMs`: longest time from one detection to the next, and so until a second
 * person is noticed. The others bound what the mesh does between two frames, in extents of the mesh, as a ratio, and in radians: up
 * to a shift of 0.1 one pass errs by under 1 % of the extent, beyond 0.2 it sees no more than 0.17 and is confident still (README).
 * `confidenceMin` is the landmark network's, 0..1, above that for a detected face because nothing else vouches for the frame.
 */
export const TRACKING = {
  detectWithinMs: 250,
  shiftMax: 0.08,
  growthMax: 1.2,
  turnMaxRadians: 0.35,
  confidenceMin: 0.9,
} as const;

/** Side of the aligned face, px, and where its five points lie (InsightFace "ArcFace" template, MIT). */
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
 * Largest share of the aligned face that a document's portrait may leave out, 0..1; black stands for it. The impostors of the calibration
 * miss 23 % in the median and 38 % in the hundredth with the tightest crop, so the stated rates hold up to here (README).
 */
export const PORTRAIT_OUTSIDE_MAX = 0.35;
/** The loosest false-match rate that a policy may ask for, as the report has no band above it (server/contract). */
export const FALSE_MATCH_RATE_LOOSEST = 1e-3;

/**
 * Samples that a warp averages for each output px, from so many image px that one spans: their places in the output px. Four
 * lie on a turned grid, so that rows and columns each see four places. Measured: README.
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
 * Image px a detector px spans from which every second row is read, and every second column too: 4 x 2, and 3 x 3, samples
 * are average enough.
 */
export const ROWS_SKIPPED_FROM = 4;
export const COLUMNS_SKIPPED_FROM = 5;

/** Smallest side of an image worth looking at, px, and the largest one accepted (a 4K frame is 3840 x 2160). */
export const IMAGE_SIDE_MIN = 32;
export const IMAGE_SIDE_MAX = 8192;

/** Pitch, degrees, that the mesh shows of a face looking straight ahead. Median over 3,811 photographs: README. */
export const PITCH_OF_A_FRONTAL_FACE = 5.2;

/**
 * Digital exposure of a frame that the camera left dark; linear luminance, 0..1. A frame without a face is looked at once more, exposed for
 * its middle, when that is darker than `middleMax`. A face darker than `faceMax` is exposed before it is embedded: from there on the
 * score of a darkened frame is the same with and without it (README). `gainMax` bounds what a black frame is multiplied by.
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
/** LuminanceMean: mean luminances 0..1 at which a face counts as half too dark and half too bright, and the width (OFIQ). */
export const LUMINANCE_DARK_MIDDLE = 0.2;
export const LUMINANCE_BRIGHT_MIDDLE = 0.8;
export const LUMINANCE_WIDTH = 0.05;
/** UnderExposurePrevention: luminance 0..255 that counts as black, and the curve over their share (OFIQ). */
export const UNDER_EXPOSED = { luminanceMax: 25, height: 120, asymptote: 0.832, middle: 0.92, width: 0.05 } as const;
/** OverExposurePrevention: luminance 0..255 that counts as white; component = 1 / (share + offset) (OFIQ). */
export const OVER_EXPOSED = { luminanceMin: 247, offset: 0.01 } as const;
/** DynamicRange: component a bit of entropy (OFIQ). */
export const DYNAMIC_RANGE_COMPONENT_PER_BIT = 12.5;
/** Least energy of coarse detail a pixel, (0..255)^2, in which sharpness means anything. */
export const CONTRAST_VARIANCE_MIN = 4;
/** The ellipse of the aligned square that shows skin, brows to chin, px of the 112 x 112 template. */
export const FACE_REGION = { centreX: 56, centreY: 68, radiusX: 36, radiusY: 42 } as const;
/** Least share of that ellipse inside the image for a light measure to mean anything, 0..1. */
export const REGION_INSIDE_MIN = 0.8;

/** When the traveller is told something. A gate's choice, not a standard's: see quality/advice.ts. */
export const ADVICE = {
  /** Shares of the frame that a detected face (brows to chin) may fill. */
  faceWidthShareMax: 0.5,
  faceHeightShareMax: 0.6,
  /** Distance of the face from the middle column, share of the width. */
  offCentreShareMax: 0.25,
  marginComponentMin: 25,
  /** The head-turn check needs 80 px: a little more, so that nobody stands on the edge. */
  interEyeDistanceMinPx: 90,
  /** Frontex's guidelines and ISO/IEC 39794-5 allow 5 degrees in a document; a gate compares well beyond that. */
  yawMaxDegrees: 15,
  pitchMaxDegrees: 20,
  rollMaxDegrees: 20,
  /**
   * Structure of the face over noise. Measured on darkened photographs of every group (README): below it one frame in ten loses more than 0.1
   * of its score and faces begin to be missed; above it neither is the case, and no photograph as it was taken lies below it.
   */
  signalToNoiseMin: 4,
  /** Share of the face's pixels that are nearly white, 0..1. */
  overExposedShareMax: 0.15,
  sharpnessComponentMin: 50,
  motionBlurComponentMin: 30,
  /** Natural logarithm of the eyes' brightness over the cheeks': below it are dark glasses (README). */
  eyesToCheeksMin: -1.1,
  faceOcclusionComponentMin: 50,
} as const;
