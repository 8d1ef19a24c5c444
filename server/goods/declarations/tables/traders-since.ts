/** Since when traders are known here: the day of the first key or person that two administrators approved. */
import { nullableIntegerColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';

const DAY_MS = 86_400_000;
/** Traders whose first day is remembered. It never changes. */
const REMEMBERED = 10_000;

export class TradersSince {
  readonly #database: Connection;
  readonly #since = new Map<string, number>();

  constructor(database: Connection) {
    this.#database = database;
  }

  /** Whole days; `null` for a trader without a key and without a person. */
  async days(trader: string, now: number): Promise<number | null> {
    const since = this.#since.get(trader) ?? (await this.#find(trader));
    return since === undefined ? null : Math.max(0, Math.floor((now - since) / DAY_MS));
  }

  async #find(trader: string): Promise<number | undefined> {
    const first = async (table: string): Promise<number[]> => {
      const row: { at?: unknown } | undefined = await this.#database(table)
        .where({ trader })
        .min({ at: 'made_at' })
        .first();
      const at = nullableIntegerColumn(row?.at ?? null);
      return at === null ? [] : [at];
    };
    const days = [...(await first('trader_keys')), ...(await first('trader_people'))];
    if (days.length === 0) return undefined;
    const since = Math.min(...days);
    if (this.#since.size >= REMEMBERED) this.#since.clear();
    this.#since.set(trader, since);
    return since;
  }
}
