/**
 * Judges one declaration at a time, and shares the processor fairly: the next turn is for the trader whose declarations have cost the least time, so a
 * trader with a thousand waiting declarations delays another trader by one of them. A trader's time is also limited in itself.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';

/** Processor time of one trader, ms: half of the front's only thread, and some large declarations at once. */
const BUDGET = { perSecond: 500, burst: 5_000 };

interface Trader {
  /** Cost of the turns so far, on a scale that all traders share. */
  at: number;
  /** Each begins a turn. */
  readonly waiting: (() => void)[];
}

export class FairTurns {
  readonly #processorMs: () => number;
  readonly #budget: TokenBuckets;
  readonly #traders = new Map<string, Trader>();
  /** Place of the turn that began last: a trader who comes later begins here. */
  #now = 0;
  #isRunning = false;

  /** @param processorMs processor time of this process so far */
  constructor(clock: Clock, processorMs: () => number = processMs) {
    this.#processorMs = processorMs;
    this.#budget = new TokenBuckets(BUDGET, clock);
  }

  /** 0 while the trader has processor time left; otherwise seconds until then. */
  overdrawnS(trader: string): number {
    return this.#budget.take(trader);
  }

  /** Runs the work when it is the trader's turn. Settles as the work does. */
  async run<T>(trader: string, work: () => Promise<T>): Promise<T> {
    const own = this.#traders.get(trader) ?? { at: 0, waiting: [] };
    if (own.waiting.length === 0) own.at = Math.max(own.at, this.#now);
    this.#traders.set(trader, own);
    await new Promise<void>((resolve) => {
      own.waiting.push(resolve);
      if (!this.#isRunning) this.#begin();
    });
    const before = this.#processorMs();
    try {
      return await work();
    } finally {
      const usedMs = this.#processorMs() - before;
      own.at += usedMs;
      this.#budget.spend(trader, usedMs);
      // Other requests are answered between two turns
      setImmediate(() => this.#begin());
    }
  }

  /** Begins the next turn, if a trader waits. */
  #begin(): void {
    let first: Trader | undefined;
    for (const [trader, own] of this.#traders) {
      if (own.waiting.length > 0) {
        if (first === undefined || own.at < first.at) first = own;
      } else if (own.at <= this.#now) {
        // It would begin at the same place again
        this.#traders.delete(trader);
      }
    }
    this.#isRunning = first !== undefined;
    if (first === undefined) return this.#traders.clear();
    this.#now = first.at;
    first.waiting.shift()?.();
  }
}

function processMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
