/**
 * The constants of the light challenge, with unit and source. "Fitted" values were chosen on the generator's fit
 * identities only (test/bench/pad.ts; limits: models/face/README.md).
 */

/** States of one challenge: half of them fill the screen, the other half split it left | right. */
export const FULL_STATES = 4;
export const SPLIT_STATES = 4;
/** The timing of a challenge. */
export interface LightPace {
  /**
   * Possible durations of a state, ms. They differ so that the camera's frames do not fall on the same moment of each
   * state, which would hide the lag.
   */
  readonly stateLengthsMs: readonly [number, ...number[]];
  /** How long grey is shown before and after the states, ms. */
  readonly leadMs: number;
  readonly tailMs: number;
}
/**
 * For travellers: 9 to 13 frames of a 60 Hz display per state, which are 2 or 3 frames of a camera at 15 frames per
 * second. Lead and tail contain two or three camera frames, and the tail is longer than the longest lag that is
 * tested.
 */
export const CHALLENGE_PACE: LightPace = { stateLengthsMs: [150, 167, 183, 200, 217], leadMs: 167, tailMs: 200 };
/** For measuring the latency, while no traveller waits: 13 to 17 display frames per state. */
export const CALIBRATION_PACE: LightPace = { stateLengthsMs: [217, 233, 250, 267, 283], leadMs: 300, tailMs: 300 };

/** Tolerance of the duration of a state, ms: three display frames. Beyond it the screen counts as unreliable. */
export const STATE_TOLERANCE_MS = 50;
/**
 * Maximum jitter of the latency from screen to camera, ms (robust standard deviation). More jitter would hide a relay.
 */
export const LATENCY_JITTER_MAX_MS = 8;

/** Radius of the disc that is read at a region, inter-eye distances, and the size of its grid. */
export const REGION_RADIUS = 0.1;
export const REGION_GRID = 7;
/** Mesh vertices within this distance of a region's middle give its normal, inter-eye distances. */
export const NORMAL_RADIUS = 0.38;
/** Linear light below which a sample is black level and not used, 0..1. */
export const LINEAR_MIN = 0.002;
/** Share of the frame's width and height that the two background patches in its upper corners take. */
export const BACKGROUND_WIDTH = 0.1;
export const BACKGROUND_HEIGHT = 0.25;

/**
 * Position of the screen, inter-eye distances (63 mm). The camera is the origin, x points to the image's right, y
 * down, z from the camera to the traveller. A 24-inch panel below the camera, seen from 63 cm.
 */
export const SCREEN = { halfWidth: 4.2, top: 0.4, bottom: 5.2, faceZ: 10 } as const;
/** Patches per side of each half of the screen over which its light is summed. */
export const SCREEN_PATCHES = 4;

/** Rise time of a display plus exposure time, ms: the light of two states is blended over this time. */
export const BLEND_MS = 24;
/** Range of the tested lags around the calibrated latency, ms, and their step. */
export const LAG_RANGE_MS = 160;
export const LAG_STEP_MS = 4;

/** Minimum inter-eye distance, px: below it a region has too few pixels. */
export const LIGHT_INTER_EYE_MIN_PX = 60;
/** Minimum number of frames in total and in each state. */
export const LIGHT_FRAMES_MIN = 16;
export const STATE_FRAMES_MIN = 1;
/** Maximum share of frames without the face in a challenge. */
export const LIGHT_MISSED_SHARE_MAX = 0.15;
/** Maximum number of frames in a challenge: 5 s at 60 frames per second. */
export const LIGHT_FRAMES_MAX = 300;
/** Maximum range of yaw while keeping still, degrees. */
export const STILL_YAW_MAX_DEGREES = 16;

/** Minimum signed share of the face's change of colour that the code explains, -1..1. */
export const CODE_SHARE_MIN = 0.35;
/** Maximum difference of the best lag from the calibrated latency, ms. */
export const LAG_MAX_MS = 20;
/**
 * Fitted: projection of the shading by the splits on (head - plane), minus its standard error. A head gives about 1, a
 * plane about 0, a picture wrapped around a cylinder 0.2 to 0.3.
 */
export const SHAPE_MIN = 0.4;
/**
 * Fitted: the same projection without its linear part from side to side, plus its standard error. A lower value means
 * a wrapped picture.
 */
export const RELIEF_MIN = 0.4;
/**
 * Fitted: deviation of a region's shading from that of a head without noise, share of the contrast. It limits the
 * weight of regions with little noise.
 */
export const SHADING_MISFIT = 0.05;
/** Minimum ratio of the screen's light to the room's light for measuring the shading. A bright hall is below it. */
export const CONTRAST_MIN = 0.04;
