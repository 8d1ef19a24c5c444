/** Judges from the lane's answers whether the traveller's page still draws. */
import type { ScreenHealth } from './screen-state.ts';

/** The page reports every 2 s; a busy machine may delay some reports. */
const LATE_MS = 10_000;
/** After this time without a frame the browser is started again. A page that lost the lane connects again within 3 s. */
const HUNG_MS = 30_000;
/** The browser's start, on a slow machine. */
const START_MS = 90_000;

export type PageState = 'draws' | 'waiting' | 'hung';

export interface ScreenWatch {
  /** @param health the lane's answer; `undefined` when it does not answer */
  see(health: ScreenHealth | undefined): PageState;
}

/** While the lane does not answer, a page cannot report, and another browser would not help. */
export function watchScreen(nowMs: () => number): ScreenWatch {
  let hungAtMs = nowMs() + START_MS;
  return {
    see(health) {
      const draws = health !== undefined && health.drawnMsAgo !== null && health.drawnMsAgo < LATE_MS;
      if (draws || health === undefined) hungAtMs = Math.max(hungAtMs, nowMs() + HUNG_MS);
      if (draws) return 'draws';
      return nowMs() < hungAtMs ? 'waiting' : 'hung';
    },
  };
}
