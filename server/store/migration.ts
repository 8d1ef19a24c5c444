import type { Knex } from 'knex';

export interface Migration {
  /** Sorts in the order of application and never changes once released. */
  readonly name: string;
  up(transaction: Knex): Promise<void>;
}
