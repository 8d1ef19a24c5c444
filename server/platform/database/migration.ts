import type { Knex } from 'knex';

export type Engine = 'sqlite' | 'postgres';

export interface Migration {
  /** Sorts in the order of application. The name and the effect never change after release. */
  readonly name: string;
  up(transaction: Knex, engine: Engine): Promise<void>;
}
