import type { Knex } from 'knex';

export type Engine = 'sqlite' | 'postgres';

export interface Migration {
  /** Sorts in the order of application and never changes once released; neither does what the migration does. */
  readonly name: string;
  up(transaction: Knex, engine: Engine): Promise<void>;
}
