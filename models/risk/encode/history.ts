import { featuresOf, type LineMemory } from './features.ts';
import { GROUPINGS, type GoodsLine, keysOf, LINE_KEY, type LineKeys } from './goods-line.ts';
import { type Counts, RateTables } from './rate-tables.ts';

/** Decided declarations, as far as the model uses them. */
export class History {
  readonly rates = new RateTables();
  /** By key of the line. */
  readonly lines = new Map<number, LineMemory>();

  /** Adds a disposition. Rates count each distinct line once, with its first disposition. */
  add(keys: LineKeys, fraud: boolean): void {
    const key = keys[LINE_KEY]!;
    const memory = this.lines.get(key);
    if (memory === undefined) {
      this.rates.add(keys, fraud);
      this.lines.set(key, { declarations: 1, frauds: Number(fraud), first: fraud, last: fraud });
      return;
    }
    memory.declarations += 1;
    memory.frauds += Number(fraud);
    memory.last = fraud;
  }

  /** Whether a declaration of exactly this line was decided. */
  contains(keys: LineKeys): boolean {
    return this.lines.has(keys[LINE_KEY]!);
  }

  /**
   * The features of a line. Its own dispositions are left out of the rates of its groups; they are its memory.
   * @param memory false: the line is treated as one that was never decided
   * @returns float32, in the order of `FEATURES`
   */
  features(line: GoodsLine, { keys = keysOf(line), memory = true } = {}): Float32Array {
    const own = this.lines.get(keys[LINE_KEY]!);
    const counts = GROUPINGS.map((_, at) => less(this.rates.counts(at, keys), own));
    return featuresOf(line, less(this.rates.total, own), counts, memory ? own : undefined);
  }
}

function less({ frauds, lines }: Readonly<Counts>, own: LineMemory | undefined): Readonly<Counts> {
  return own === undefined ? { frauds, lines } : { frauds: frauds - Number(own.first), lines: lines - 1 };
}
