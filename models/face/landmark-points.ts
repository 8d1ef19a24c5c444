/**
 * Indices of the points of the face mesh (of 468) that the pipeline uses. Right and left are the person's; the right
 * eye is on the left of the image. (MediaPipe canonical face model.)
 */
export const RIGHT_EYE = [33, 133, 159, 145] as const;
export const LEFT_EYE = [362, 263, 386, 374] as const;
export const NOSE_TIP = 1;
export const RIGHT_MOUTH_CORNER = 61;
export const LEFT_MOUTH_CORNER = 291;
export const CHIN = 152;
export const FOREHEAD = 10;

/** Pairs that mirror each other across the middle of the face: the person's right point, then the left one. */
export const MIRRORED_PAIRS = [
  [33, 263], // outer corners of the eyes
  [133, 362], // inner corners
  [70, 300], // outer ends of the brows
  [105, 334], // middles of the brows
  [234, 454], // before the ears
  [127, 356], // temples
  [116, 345], // cheek bones
  [98, 327], // wings of the nose
  [61, 291], // corners of the mouth
  [172, 397], // corners of the jaw
] as const;

/** The outline of the face, in order. */
export const OUTLINE = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const;
