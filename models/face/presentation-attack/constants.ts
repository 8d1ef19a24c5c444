/**
 * The constants of the head-turn check, with unit and source. "Generated" values were tuned on rendered heads and flat
 * pictures only (limits: models/face/README.md).
 */

/**
 * Side of the grey crop that is tracked, px, and the inter-eye distance of the face in it. The crop is 4 inter-eye
 * distances wide.
 */
export const CROP_SIDE = 320;
export const CROP_INTER_EYE_PX = 80;
/** Maximum number of green samples per side that are averaged for a crop pixel. */
export const CROP_SAMPLES_MAX = 3;

/**
 * Levels of the image pyramid, each half the side of the previous one. Three levels cover motions of about 20 px per
 * frame.
 */
export const PYRAMID_LEVELS = 3;
/** Half side of the Lucas-Kanade window, px: the window is 13 x 13. */
export const WINDOW_RADIUS = 6;
/** Maximum number of Gauss-Newton steps per level, and the step below which a level has converged, px. */
export const FLOW_STEPS_MAX = 8;
export const FLOW_STEP_DONE_PX = 0.02;
/**
 * Minimum eigenvalue of a window's mean gradient matrix, (grey levels/px)^2: lower values are edges or flat areas (Shi
 * and Tomasi 1994).
 */
export const EIGENVALUE_MIN = 2;
/** A track is lost if tracking it backwards ends further than this from its start, px (forward-backward error). */
export const FORWARD_BACKWARD_MAX_PX = 0.6;
/** Mean absolute difference of the two windows, grey levels, above which a track is lost. */
export const WINDOW_DIFFERENCE_MAX = 18;

/** Maximum number of tracked points, and the side of the cell from which only the best point is taken, px. */
export const TRACKS_MAX = 140;
export const TRACK_CELL_PX = 11;
/** Scale of the face outline within which points are taken: the rim belongs to the background. */
export const OUTLINE_SHRINK = 0.9;
/**
 * Minimum distance of points from the middle of an eye or the mouth, inter-eye distances, because they move on their
 * own.
 */
export const EYE_CLEARANCE = 0.26;
export const MOUTH_CLEARANCE_ACROSS = 0.5;
export const MOUTH_CLEARANCE_DOWN = 0.22;
/** Number of mesh vertices whose depths are averaged, by inverse squared distance, for a tracked point. */
export const DEPTH_NEIGHBOURS = 4;

/**
 * Reweighted least squares: number of rounds, and the residuals, in robust standard deviations, beyond which a track
 * counts less and not at all.
 */
export const REWEIGHTING_ROUNDS = 6;
export const HUBER_DEVIATIONS = 1.5;
export const REJECT_DEVIATIONS = 6;

/**
 * Powers of the horizontal position in the depth of a sheet bent about an upright axis; offset and slope are part of
 * the homography.
 */
export const CYLINDER_POWERS = [2, 3, 4] as const;

/**
 * Minimum values for a decision: range of yaw, degrees; live tracks; inter-eye distance in the frame, px; fitted
 * frames.
 */
export const YAW_RANGE_MIN_DEGREES = 10;
export const TRACKS_MIN = 50;
export const INTER_EYE_MIN_PX = 80;
export const FRAMES_MIN = 12;
/**
 * Distance from the centre of the tracks to the nose tip from which the tracks are no longer on the face, inter-eye
 * distances.
 */
export const TRACKS_OFF_FACE = 1;
/** Maximum share of frames without a face in a sequence. */
export const MISSED_SHARE_MAX = 0.2;
/** Maximum number of frames in a sequence: 10 s at 30 frames per second. */
export const FRAMES_MAX = 300;

/**
 * Generated: parallax divided by that of a head with the depth of the mesh. A head gives about 1, a flat picture about
 * 0.
 */
export const PARALLAX_RATIO_MIN = 0.35;
/**
 * Generated, on the fit identities only (test/bench/pad.ts): the same ratio for the depth that no picture bent about
 * an upright axis has. The minimum of 120 head turns was 0.52; 98 % of 176 decidable prints on a cylinder, with axes
 * up to 25 degrees from upright, were below 0.22. Heads from another generator (the lane simulator's busts) gave 0.23
 * and more.
 */
export const RELIEF_RATIO_MIN = 0.2;
/** Generated: correlation of parallax with yaw. */
export const PARALLAX_CORRELATION_MIN = 0.7;

/**
 * The turn that must follow the prompt, degrees, and its time window: people need at least 150 ms to react, and have 4
 * s.
 */
export const PROMPTED_TURN_MIN_DEGREES = 8;
export const REACTION_MIN_MS = 150;
export const REACTION_MAX_MS = 4_000;
/**
 * The sequence ends when the turn has reached this angle in this number of frames: more than the minimum range of yaw,
 * and three frames so that one faulty frame cannot end it.
 */
export const TURN_ENOUGH_DEGREES = 14;
export const TURN_ENOUGH_FRAMES = 3;
/** Maximum turn in either direction before the prompt, degrees. */
export const UNPROMPTED_TURN_MAX_DEGREES = 6;
