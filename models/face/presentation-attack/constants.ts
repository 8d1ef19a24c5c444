/**
 * Every number of the head-turn check, with its unit and where it comes from. "Generated" numbers were tuned on rendered
 * heads and flat pictures only; the README says what that is worth.
 */

/** Side of the grey crop that is tracked, px, and the inter-eye distance it shows the face at. The crop is 4 of them wide. */
export const CROP_SIDE = 320;
export const CROP_INTER_EYE_PX = 80;
/** Green samples averaged for a crop pixel, at most this many a side. */
export const CROP_SAMPLES_MAX = 3;

/** Levels of the image pyramid, each half the side of the one before. Three reach motions of about 20 px a frame. */
export const PYRAMID_LEVELS = 3;
/** Half side of the Lucas-Kanade window, px: the window is 13 x 13. */
export const WINDOW_RADIUS = 6;
/** Gauss-Newton steps a level, at most, and the step below which a level is done, px. */
export const FLOW_STEPS_MAX = 8;
export const FLOW_STEP_DONE_PX = 0.02;
/** Least eigenvalue of a window's mean gradient matrix, (grey levels/px)^2: less is an edge or a blank (Shi and Tomasi 1994). */
export const EIGENVALUE_MIN = 2;
/** A track that does not come back to within this of where it started has lost its texture, px (forward-backward error). */
export const FORWARD_BACKWARD_MAX_PX = 0.6;
/** Mean absolute difference of the two windows, grey levels, above which a track has lost its texture. */
export const WINDOW_DIFFERENCE_MAX = 18;

/** Points tracked at most, and the side of the cell in which only the best one is taken, px. */
export const TRACKS_MAX = 140;
export const TRACK_CELL_PX = 11;
/** The face's outline, shrunk about its middle, within which points are taken: the rim belongs to the background. */
export const OUTLINE_SHRINK = 0.9;
/** Eyes and mouth move by themselves: no points this near their middles, inter-eye distances. */
export const EYE_CLEARANCE = 0.26;
export const MOUTH_CLEARANCE_ACROSS = 0.5;
export const MOUTH_CLEARANCE_DOWN = 0.22;
/** Mesh vertices whose depths are blended, by inverse squared distance, for the depth at a tracked point. */
export const DEPTH_NEIGHBOURS = 4;

/** Reweighted least squares: rounds; residuals in robust standard deviations beyond which a track counts less, and not at all. */
export const REWEIGHTING_ROUNDS = 6;
export const HUBER_DEVIATIONS = 1.5;
export const REJECT_DEVIATIONS = 6;

/** Powers of the place across that make up the depth of a sheet bent about an upright axis; plane and offset lie in the homography. */
export const CYLINDER_POWERS = [2, 3, 4] as const;

/** Decidable only from here: yaw swept, degrees; tracks alive; inter-eye distance in the frame, px; frames fitted. */
export const YAW_RANGE_MIN_DEGREES = 10;
export const TRACKS_MIN = 50;
export const INTER_EYE_MIN_PX = 80;
export const FRAMES_MIN = 12;
/** Distance from the tracks' middle to the nose tip at which they are no longer on that face, inter-eye distances. */
export const TRACKS_OFF_FACE = 1;
/** Frames without a face, as a share of all, that a sequence may hold. */
export const MISSED_SHARE_MAX = 0.2;
/** Frames kept of one sequence: 10 s at 30 a second. */
export const FRAMES_MAX = 300;

/** Generated: parallax over what a head of the mesh's depth would show. A head gives about 1, a flat picture about 0. */
export const PARALLAX_RATIO_MIN = 0.35;
/**
 * Generated, on the fit identities only (test/bench/pad.ts): the same against any picture bent about an upright axis. Of 120
 * turns of heads the least was 0.52; of 176 of prints wrapped round a cylinder that could be judged, with axes up to 25 degrees
 * off upright, 98 % stayed below 0.22. Heads of another making (the lane simulator's busts) gave 0.23 and more.
 */
export const RELIEF_RATIO_MIN = 0.2;
/** Generated: correlation of parallax with yaw. */
export const PARALLAX_CORRELATION_MIN = 0.7;

/** The turn the prompt must cause, degrees, and when: people need 150 ms at least to react to a sign, and get 4 s. */
export const PROMPTED_TURN_MIN_DEGREES = 8;
export const REACTION_MIN_MS = 150;
export const REACTION_MAX_MS = 4_000;
/**
 * A turn is far enough to be judged, and is watched no longer, once it has reached this many degrees and so many frames show it: more than
 * the least range of yaw, and three frames so that one frame's error ends nothing.
 */
export const TURN_ENOUGH_DEGREES = 14;
export const TURN_ENOUGH_FRAMES = 3;
/** The turn in either direction that a head may make before the prompt, degrees. */
export const UNPROMPTED_TURN_MAX_DEGREES = 6;
