/** Attempts that were made without the server's answer, until it has counted them. */
import type { AttemptKind } from '../../../server/contract/attempt.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import { StoreError } from '../../platform/database/store-error.ts';

export interface OwedAttempt {
  readonly attemptId: string;
  readonly tried: AttemptKind;
  readonly handle: string;
  readonly epoch: string;
  readonly most: number;
}

export interface OwedAttempts {
  /** On the disk when it resolves. Rejects with `StoreError`. */
  add(attempt: OwedAttempt): Promise<void>;
  /** Oldest first. */
  list(limit: number): Promise<readonly OwedAttempt[]>;
  count(): Promise<number>;
  remove(attemptId: string): Promise<void>;
  /** Drops those of days before `epoch` (`YYYY-MM-DD`), which the server no longer counts. */
  dropBefore(epoch: string): Promise<void>;
}

const TABLE = 'owed_attempts';

export async function createOwedAttemptsTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('attemptId').primary();
    table.text('tried').notNullable();
    table.text('handle').notNullable();
    table.text('epoch').notNullable();
    table.integer('most').notNullable();
  });
}

export function owedAttempts(db: Database): OwedAttempts {
  return {
    async add(attempt) {
      await db(TABLE)
        .insert(attempt)
        .catch((cause: unknown) => {
          throw new StoreError('an attempt could not be kept', { cause });
        });
    },
    list: async (limit) => db<OwedAttempt>(TABLE).select().orderBy(['epoch', 'attemptId']).limit(limit),
    async count() {
      const row = await db<OwedAttempt>(TABLE).count({ owed: '*' }).first();
      return Number(row?.['owed'] ?? 0);
    },
    async remove(attemptId) {
      await db(TABLE).where({ attemptId }).delete();
    },
    async dropBefore(epoch) {
      await db(TABLE).where('epoch', '<', epoch).delete();
    },
  };
}
