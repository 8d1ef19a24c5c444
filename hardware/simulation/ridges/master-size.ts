/** A complete fingertip at 500 ppi: larger than a platen, so that a finger can be placed off-centre. */
export const MASTER_WIDTH = 400;
export const MASTER_HEIGHT = 500;
