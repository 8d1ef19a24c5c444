/** Timings of the camera step, in one place. */

/** How long one attempt looks for a usable face, ms. */
export const LOOK_TIMEOUT_MS = 8_000;

/**
 * Usable frames after which the first challenge begins: the second shows that the first was no passing glance. Where no light challenge
 * follows, whose frames are compared too, there are more.
 */
export const ENOUGH_USABLE_FRAMES = { beforeLight: 2, alone: 5 } as const;

/**
 * A head that turns faster than this is not looking at the camera yet, degrees a second: it comes back from the turn of an earlier attempt.
 * People who stand still sway by up to 15.
 */
export const LOOK_TURNS_MOST = 25;

/**
 * Frames of another attempt do not count before this, ms: after a turn people need up to 0.7 s to react and 0.8 s to look ahead again. A turn
 * that begins while they still look aside is short, and undecidable, where the next prompt asks for the same side.
 */
export const NEXT_ATTEMPT_MS = 1_500;

/**
 * Frames of the stream that are embedded for the comparison: at most so many, at least so far apart during the light challenge, ms, and there
 * only while no frame comes later than this after the one before, ms. A probe costs about 45 ms of the 67 between two frames. The frames
 * that are kept, three at most, are compared in any case.
 */
export const STREAM_PROBES_MOST = 5;
export const PROBES_EVERY_MS = 200;
export const PROBES_IN_TIME_MS = 100;

/**
 * The turn is asked for after a random wait within these bounds, ms. The head is watched from the start of the wait and must keep still,
 * so that a recording of a turn cannot be timed to the prompt.
 */
export const TURN_ONSET_MS = { least: 0, most: 200 } as const;

/** How long the turn is watched from the prompt on, at most, ms: a head that has turned far enough ends it. */
export const TURN_WATCH_MS = 4_000;

/** How long a frontal frame is waited for to start the turn from, ms. */
export const TURN_START_TIMEOUT_MS = 3_000;

/** How long the screen may take to say that it shows the first colour, and to finish beyond the challenge's own length, ms. */
export const LIGHT_ANSWER_MS = 1_200;
export const LIGHT_MARGIN_MS = 800;

/** From the latency's end after the last colour to frames that show none of it: the head turn may start on them, ms. */
export const LIGHT_SETTLES_MS = 50;

/** Frames in a row without one face after which a phase is given up: the person may have changed. */
export const MOST_LOST_FRAMES = 6;

/**
 * Exposure for the face. Luminances are mean linear ones of the face, 0..1: the target is the mid-grey that a camera exposes for; between
 * the bounds the score of a frame does not depend on it (models/face/README.md, Quality). `whiteShareMax`: share of the face that may be
 * white. `settlingFrames`: frames after a change that may still be exposed as before. Three changes reach every exposure in range.
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
