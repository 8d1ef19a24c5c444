import type { Target } from '../access/principal.ts';
import type { Clock } from '../base/clock.ts';
import type { LaneView } from '../kiosks/answers.ts';
import { placeOfLane } from './audience.ts';

/** A lane speaks about as often. */
export const TURN_MS = 200;

export interface LaneWord {
  readonly lane: LaneView;
  readonly place: Target;
}

/** By kiosk: of each lane the latest word. */
export type LaneWords = ReadonlyMap<string, LaneWord>;

/**
 * What lanes say of themselves, in turns: the first word after a pause goes out at once, those within the turn after it together, of each lane the
 * latest. What is said in order (outcomes, decisions, alarms) does not come here.
 */
export class LaneTurns {
  readonly #clock: Clock;
  readonly #tell: (words: LaneWords) => boolean;
  #waiting = new Map<string, LaneWord>();
  #endTurn: (() => void) | undefined;

  /** @param tell Says whether somebody has not been told yet: then there is another turn, with or without new words. */
  constructor(clock: Clock, tell: (words: LaneWords) => boolean) {
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
    this.#endTurn = this.#clock.after(TURN_MS, () => {
      this.#endTurn = undefined;
      if (isLeft || this.#waiting.size > 0) this.#begin();
    });
  }
}
