/**
 * How many attempts may run to each channel together. A channel that fails gets one attempt at a time, and a pause after each, however many
 * messages wait for it: so it holds up no other channel, and a receiver that returns is not flooded. Each process has its own.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { waitBefore } from './back-off.ts';

const AT_ONCE = 4;
/** So that the return of a receiver is found within a minute, also while each message waits longer. */
const LONGEST_PAUSE_MS = 60_000;

interface Pace {
  readonly running: number;
  readonly failures: number;
  readonly pausedUntilMs: number;
}

const FRESH: Pace = { running: 0, failures: 0, pausedUntilMs: 0 };

export class ChannelPaces {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #chance: () => number;
  readonly #paces = new Map<number, Pace>();

  /** @param chance from 0 to 1, for the length of the pauses */
  constructor(clock: Pick<Clock, 'monotonicMs'>, chance: () => number) {
    this.#clock = clock;
    this.#chance = chance;
  }

  mayBegin(channel: number): boolean {
    const { running, failures, pausedUntilMs } = this.#paceOf(channel);
    return running < (failures === 0 ? AT_ONCE : 1) && pausedUntilMs <= this.#clock.monotonicMs();
  }

  /** Channels to which no attempt may begin now. */
  held(): readonly number[] {
    return [...this.#paces.keys()].filter((channel) => !this.mayBegin(channel));
  }

  begin(channel: number): void {
    const pace = this.#paceOf(channel);
    this.#paces.set(channel, { ...pace, running: pace.running + 1 });
  }

  end(channel: number, outcome: 'delivered' | 'failed' | 'not-made'): void {
    const pace = this.#paceOf(channel);
    const running = pace.running - 1;
    if (outcome === 'not-made') this.#paces.set(channel, { ...pace, running });
    else if (outcome === 'delivered') this.#paces.set(channel, { ...FRESH, running });
    else {
      const failures = pace.failures + 1;
      const pauseMs = Math.min(waitBefore(failures, this.#chance()), LONGEST_PAUSE_MS);
      this.#paces.set(channel, { running, failures, pausedUntilMs: this.#clock.monotonicMs() + pauseMs });
    }
  }

  #paceOf(channel: number): Pace {
    return this.#paces.get(channel) ?? FRESH;
  }
}
