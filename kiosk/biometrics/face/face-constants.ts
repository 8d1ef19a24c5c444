/** Timings of the camera step. */

/** Time limit of the search for a usable face in one attempt, ms. */
export const LOOK_TIMEOUT_MS = 8_000;

/**
 * Number of usable frames before the first challenge. The second one confirms the first. More are needed without a
 * light challenge, whose frames are compared too.
 */
export const ENOUGH_USABLE_FRAMES = { beforeLight: 2, alone: 5 } as const;

/**
 * Maximum speed of a head that looks at the camera, degrees per second. A faster head returns from the turn of an
 * earlier attempt. People who stand still sway by up to 15.
 */
export const MAX_LOOK_TURNS = 25;

/**
 * Time before frames of another attempt count, ms: after a turn people need up to 0.7 s to react and 0.8 s to look
 * ahead again. A turn to the same side that begins while they still look aside is too short to be decided.
 */
export const NEXT_ATTEMPT_MS = 1_500;

/**
 * Frames of the stream that are embedded for the comparison: maximum number; minimum distance during the light
 * challenge, ms; and maximum distance of frames for embedding during the challenge, ms. A probe takes about 45 of the
 * 67 ms between two frames. The stored frames, at most three, are always compared.
 */
export const MAX_STREAM_PROBES = 5;
export const PROBES_EVERY_MS = 200;
export const PROBES_IN_TIME_MS = 100;

/**
 * Range of the random wait before the prompt to turn, ms. The head must keep still during the wait, so that a recorded
 * turn cannot be synchronised with the prompt.
 */
export const TURN_ONSET_MS = { least: 0, most: 200 } as const;

/** Time limit of the turn after the prompt, ms. It ends earlier when the head has turned far enough. */
export const TURN_WATCH_MS = 4_000;

/**
 * Minimum rate of analysed frames in a light challenge, frames per second: it needs 16 frames (`LIGHT_FRAMES_MIN`) in about 1.8 s.
 */
export const MIN_LIGHT_FRAMES_PER_S = 9;

/**
 * Minimum time between two analysed frames of the search and the turn while the load is reduced, ms: every other frame of a camera at 15 frames
 * per second. The turn of a head is judged at 4 frames per second and more.
 */
export const REDUCED_FRAME_EVERY_MS = 120;

/** Minimum time over which the rate of analysed frames is measured, ms. */
export const RATE_MEASURED_MS = 1_000;

/**
 * Below this rate of analysed frames a turn that cannot be judged is a fault of the lane, frames per second. In the lane simulator the turns
 * of 10 genuine heads were all judged at 4 and more, and none at 3: a decision needs 12 frames (`FRAMES_MIN`).
 */
export const MIN_TURN_FRAMES_PER_S = 4;

/** Time limit for a frontal frame to start the turn with, ms. */
export const TURN_START_TIMEOUT_MS = 3_000;

/** Time limit for the screen's first acknowledgement, and for its end after the length of the challenge, ms. */
export const LIGHT_ANSWER_MS = 1_200;
export const LIGHT_MARGIN_MS = 800;

/** Additional time after the last colour plus latency until frames show none of it and the head turn may start, ms. */
export const LIGHT_SETTLES_MS = 50;

/**
 * Number of consecutive frames without exactly one face after which a phase ends, because the person may have changed.
 */
export const MAX_LOST_FRAMES = 6;

/**
 * Exposure for the face. Luminances are mean linear luminances of the face, 0..1. The target is the mid-grey of a
 * camera's exposure; between the bounds the score does not depend on luminance (test/bench/results/face.md, Light).
 * `whiteShareMax`: maximum share of white pixels of the face. `settlingFrames`: frames after a change that may still
 * have the old exposure. Three changes reach every exposure in range.
 */
export const FACE_EXPOSURE = {
  luminanceTarget: 0.18,
  luminanceMin: 0.07,
  luminanceMax: 0.6,
  whiteShareMax: 0.05,
  stopsAtOnce: 3,
  stopsLeast: 0.2,
  changesMost: 3,
  settlingFrames: 3,
} as const;
