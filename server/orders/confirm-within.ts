/** From opening a lane to another person's word about it, ms: minutes, so that one person does not have a shift to misuse it. */
export const CONFIRM_WITHIN_MS = 10 * 60_000;
