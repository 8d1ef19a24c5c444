/**
 * From letting a lane stand open to another person's word about it, ms. People get out in minutes; whoever opened for another reason should
 * not have a shift to do so.
 */
export const CONFIRM_WITHIN_MS = 10 * 60_000;
