import type { Target } from '../../platform/access/principal.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { placeOfLane } from './audience.ts';

/** Minimum interval, ms. Lanes report about as often. */
export const COALESCE_MS = 200;

export interface LaneStatusAtPlace {
  readonly lane: LaneView;
  readonly place: Target;
}

/** The latest status by kiosk. */
export type LaneStatuses = ReadonlyMap<string, LaneStatusAtPlace>;

/**
 * Coalesces statuses of lanes: the first after a pause is sent at once, later ones at the end of the interval, only the latest of each
 * lane. Ordered events (outcomes, decisions, alarms) do not pass here.
 */
export class StatusCoalescer {
  readonly #clock: Clock;
  readonly #tell: (words: LaneStatuses) => boolean;
  #waiting = new Map<string, LaneStatusAtPlace>();
  #endTurn: (() => void) | undefined;

  /** @param tell sends the statuses; returns whether a console still lacks some, which starts another interval even without new statuses */
  constructor(clock: Clock, tell: (words: LaneStatuses) => boolean) {
    this.#clock = clock;
    this.#tell = tell;
  }

  say(lane: LaneView): void {
    this.#waiting.set(lane.kioskId, { lane, place: placeOfLane(lane) });
    if (this.#endTurn === undefined) this.#begin();
  }

  stop(): void {
    this.#endTurn?.();
  }

  #begin(): void {
    const words = this.#waiting;
    this.#waiting = new Map();
    const isLeft = this.#tell(words);
    this.#endTurn = this.#clock.after(COALESCE_MS, () => {
      this.#endTurn = undefined;
      if (isLeft || this.#waiting.size > 0) this.#begin();
    });
  }
}
