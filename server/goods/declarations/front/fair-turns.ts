/**
 * Judges one declaration at a time, and shares the processor fairly: the next turn is for the trader whose declarations have cost the least time, so a
 * trader with a thousand waiting declarations delays another trader by one of them. While other traders file as well, a trader rests after a long turn, so
 * that the long turns of one take some 20 % of the time. A trader's processor time is also limited in itself.
 */
import type { Clock } from '../../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';

/** Processor time of one trader, ms: less than half of the front's only thread, and some large declarations at once. */
const BUDGET = { perSecond: 400, burst: 5_000 };
/** A longer turn is followed by a rest, which is `REST` times as long as what exceeds this. An ordinary declaration takes some 10 ms. */
const ORDINARY_MS = 25;
const REST = 4;
/** For how long a trader counts as one who files. */
const ACTIVE_MS = 2_000;

interface Trader {
  /** Cost of the turns so far, on a scale that all traders share. */
  at: number;
  /** Monotonic; of the last turn. */
  endedMs: number;
  restUntilMs: number;
  /** Each begins a turn. */
  readonly waiting: (() => void)[];
}

export class FairTurns {
  readonly #clock: Clock;
  readonly #processorMs: () => number;
  readonly #budget: TokenBuckets;
  readonly #traders = new Map<string, Trader>();
  /** Place of the turn that began last: a trader who comes later begins here. */
  #now = 0;
  #isRunning = false;
  /** Cancels the wait for the end of a rest. */
  #cancelWait = (): void => undefined;

  /** @param processorMs processor time of this process so far */
  constructor(clock: Clock, processorMs: () => number = processMs) {
    this.#clock = clock;
    this.#processorMs = processorMs;
    this.#budget = new TokenBuckets(BUDGET, clock);
  }

  /** 0 while the trader has processor time left; otherwise seconds until then. */
  overdrawnS(trader: string): number {
    return this.#budget.take(trader);
  }

  /** Runs the work when it is the trader's turn. Settles as the work does. */
  async run<T>(trader: string, work: () => Promise<T>): Promise<T> {
    const own = this.#traders.get(trader) ?? { at: 0, endedMs: Number.NEGATIVE_INFINITY, restUntilMs: 0, waiting: [] };
    if (own.waiting.length === 0) own.at = Math.max(own.at, this.#now);
    this.#traders.set(trader, own);
    await new Promise<void>((resolve) => {
      own.waiting.push(resolve);
      if (!this.#isRunning) this.#begin();
    });
    const [before, beganMs] = [this.#processorMs(), this.#clock.monotonicMs()];
    try {
      return await work();
    } finally {
      const usedMs = this.#processorMs() - before;
      own.at += usedMs;
      own.endedMs = this.#clock.monotonicMs();
      own.restUntilMs = own.endedMs + Math.max(0, own.endedMs - beganMs - ORDINARY_MS) * REST;
      this.#traders.set(trader, own);
      this.#budget.spend(trader, usedMs);
      // Other requests are answered between two turns
      setImmediate(() => this.#begin());
    }
  }

  /** Begins the next turn, if a trader waits who need not rest. */
  #begin(): void {
    this.#cancelWait();
    const nowMs = this.#clock.monotonicMs();
    // Those that are left file now
    this.#forget(nowMs);
    let next: Trader | undefined;
    let restsUntilMs = Number.POSITIVE_INFINITY;
    for (const own of this.#traders.values()) {
      if (own.waiting.length === 0) continue;
      if (own.restUntilMs > nowMs && this.#traders.size > 1) restsUntilMs = Math.min(restsUntilMs, own.restUntilMs);
      else if (next === undefined || own.at < next.at) next = own;
    }
    this.#isRunning = next !== undefined;
    if (next !== undefined) {
      this.#now = next.at;
      next.waiting.shift()?.();
    } else if (restsUntilMs < Number.POSITIVE_INFINITY) {
      this.#cancelWait = this.#clock.after(restsUntilMs - nowMs, () => this.#begin());
    }
  }

  /** Drops the traders who have not filed for a time. */
  #forget(nowMs: number): void {
    for (const [trader, { waiting, endedMs }] of this.#traders)
      if (waiting.length === 0 && nowMs - endedMs >= ACTIVE_MS) this.#traders.delete(trader);
  }
}

function processMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
