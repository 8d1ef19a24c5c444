/**
 * Every number of the light challenge, with its unit and where it comes from. "Fitted" numbers were chosen on the generator's
 * fit identities only (test/bench/pad.ts); the README of models/face says what that is worth.
 */

/** States of one challenge: half of them fill the screen, half split it left | right. */
export const FULL_STATES = 4;
export const SPLIT_STATES = 4;
/** How fast a challenge is. */
export interface LightPace {
  /**
   * How long a state may be shown, ms. Different lengths keep the camera's frames from falling on the same moment of each state,
   * which would hide the lag.
   */
  readonly stateLengthsMs: readonly [number, ...number[]];
  /** How long grey is shown before and after the states, ms. */
  readonly leadMs: number;
  readonly tailMs: number;
}
/**
 * For travellers: 9 to 13 frames of a 60 Hz display a state, which are 2 or 3 frames of a camera at 15 a second. Lead and tail hold two or three of
 * its frames, and the tail reaches beyond the longest lag that is tried.
 */
export const CHALLENGE_PACE: LightPace = { stateLengthsMs: [150, 167, 183, 200, 217], leadMs: 167, tailMs: 200 };
/** For measuring the latency, while no traveller waits: 13 to 17 display frames a state. */
export const CALIBRATION_PACE: LightPace = { stateLengthsMs: [217, 233, 250, 267, 283], leadMs: 300, tailMs: 300 };

/** A state may be shown this much too short or too long, ms, before the screen counts as unreliable: three display frames. */
export const STATE_TOLERANCE_MS = 50;
/** Latency from screen to camera may vary by this much, ms (robust standard deviation); more hides a relay. */
export const LATENCY_JITTER_MAX_MS = 8;

/** Radius of the disc read at a region, inter-eye distances, and the grid across it. */
export const REGION_RADIUS = 0.1;
export const REGION_GRID = 7;
/** Mesh vertices within this distance of a region's middle give its normal, inter-eye distances. */
export const NORMAL_RADIUS = 0.38;
/** Linear light below which a sample says nothing, 0..1: the sensor's black. */
export const LINEAR_MIN = 0.002;
/** Share of the frame's width and height that the two background patches in its upper corners take. */
export const BACKGROUND_WIDTH = 0.1;
export const BACKGROUND_HEIGHT = 0.25;

/**
 * Where the screen is, inter-eye distances (63 mm): the camera is the origin, x to the image's right, y down, z from the
 * camera to the traveller. A 24-inch panel below the camera, seen from 63 cm.
 */
export const SCREEN = { halfWidth: 4.2, top: 0.4, bottom: 5.2, faceZ: 10 } as const;
/** Patches of each half of the screen, a side, over which its light is summed. */
export const SCREEN_PATCHES = 4;

/** Rise of a display and the exposure together, ms: the light of a state is blended over this long. */
export const BLEND_MS = 24;
/** Lags tried about the calibrated latency, ms, and their step. */
export const LAG_RANGE_MS = 160;
export const LAG_STEP_MS = 4;

/** Inter-eye distance below which a region is too few pixels, px. */
export const LIGHT_INTER_EYE_MIN_PX = 60;
/** Frames needed in all, and in each state. */
export const LIGHT_FRAMES_MIN = 16;
export const STATE_FRAMES_MIN = 1;
/** Share of frames without the face that a challenge may hold. */
export const LIGHT_MISSED_SHARE_MAX = 0.15;
/** Frames kept of one challenge: 5 s at 60 a second. */
export const LIGHT_FRAMES_MAX = 300;
/** Yaw swept while keeping still, degrees. */
export const STILL_YAW_MAX_DEGREES = 16;

/** Signed share of the face's change of colour that the code explains, -1..1. */
export const CODE_SHARE_MIN = 0.35;
/** Best lag about the calibrated latency, ms. */
export const LAG_MAX_MS = 20;
/**
 * Fitted: projection on (head - plane) of how the splits shade the face, less its standard error. A head gives about 1, a
 * plane about 0, a picture wrapped round a cylinder 0.2 to 0.3.
 */
export const SHAPE_MIN = 0.4;
/** Fitted: the same projection without what rises evenly from side to side, plus its standard error: surely less is a wrapped picture. */
export const RELIEF_MIN = 0.4;
/**
 * Fitted: how far a region's shading may lie off a head's without noise, share of the contrast. It bounds how much more a
 * region without noise counts than one with it.
 */
export const SHADING_MISFIT = 0.05;
/** Light of the screen over that of the room, from which shading can be told: less is a bright hall. */
export const CONTRAST_MIN = 0.04;
