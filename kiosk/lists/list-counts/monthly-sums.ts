/** The lane's table of what it counted with partners' blind lists: three numbers for each agreement and month, and no traveller. */
import { MIN_COMPARED, type ListSums } from '../../../server/contract/list-counts.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import { StoreError } from '../../platform/database/store-error.ts';

export interface CountedMonth {
  /** Digest of the agreement's version. */
  readonly agreement: string;
  readonly month: string;
}

export interface MonthlySums {
  /** A document of the month was decided on, and is compared later. On the disk when it resolves. Rejects with `StoreError`. */
  decided(month: CountedMonth): Promise<void>;
  /** Adds comparisons. A month that is closed stays as it is. Rejects with `StoreError`. */
  add(month: CountedMonth, sums: Pick<ListSums, 'compared' | 'found'>): Promise<void>;
  isClosed(month: CountedMonth): Promise<boolean>;
  /** Ends a month, with zeros when nothing was counted. If there are fewer comparisons than the server accepts, they count as missed. */
  close(month: CountedMonth): Promise<void>;
  /** Closed months that the server did not take yet. */
  toSend(): Promise<readonly (CountedMonth & ListSums)[]>;
  /** The server has accepted the month, or finally refuses it. The sums are overwritten. */
  sent(month: CountedMonth): Promise<void>;
  /** Erases what belongs to other agreements. */
  keepOnly(agreements: readonly string[]): Promise<void>;
}

const TABLE = 'list_counts';

export async function createMonthlySumsTable(tx: SchemaTransaction): Promise<void> {
  await tx.raw(
    `create table if not exists ${TABLE} (agreement text not null, month text not null, decided integer not null, compared integer not null, found integer not null, state text not null check (state in ('open', 'closed', 'sent')), primary key (agreement, month)) without rowid`,
  );
}

export function monthlySums(db: Database): MonthlySums {
  const failed = (cause: unknown): never => {
    throw new StoreError('counts could not be kept', { cause });
  };
  return {
    async decided({ agreement, month }) {
      await db(TABLE)
        .insert({ agreement, month, decided: 1, compared: 0, found: 0, state: 'open' })
        .onConflict(['agreement', 'month'])
        .merge({ decided: db.raw('?? + 1', [`${TABLE}.decided`]) })
        .where(`${TABLE}.state`, 'open')
        .catch(failed);
    },
    async add({ agreement, month }, { compared, found }) {
      await db(TABLE)
        .where({ agreement, month, state: 'open' })
        .update({ compared: db.raw('compared + ?', [compared]), found: db.raw('found + ?', [found]) })
        .catch(failed);
    },
    async isClosed({ agreement, month }) {
      return (await db(TABLE).where({ agreement, month }).whereNot({ state: 'open' }).first('month')) !== undefined;
    },
    async close({ agreement, month }) {
      await db.transaction(async (tx) => {
        await tx(TABLE)
          .insert({ agreement, month, decided: 0, compared: 0, found: 0, state: 'open' })
          .onConflict(['agreement', 'month'])
          .ignore();
        await tx(TABLE)
          .where({ agreement, month, state: 'open' })
          .where('compared', '<', MIN_COMPARED)
          .update({ compared: 0, found: 0 });
        await tx(TABLE).where({ agreement, month, state: 'open' }).update({ state: 'closed' });
      });
    },
    async toSend() {
      const rows: readonly Row[] = await db(TABLE).where({ state: 'closed' }).orderBy(['month', 'agreement']);
      return rows.map(({ agreement, month, decided, compared, found }) => {
        return { agreement, month, compared, found, missed: decided - compared };
      });
    },
    async sent({ agreement, month }) {
      await db(TABLE).where({ agreement, month }).update({ decided: 0, compared: 0, found: 0, state: 'sent' });
    },
    async keepOnly(agreements) {
      await db(TABLE).whereNotIn('agreement', agreements).delete();
    },
  };
}

interface Row extends CountedMonth {
  readonly decided: number;
  readonly compared: number;
  readonly found: number;
}
