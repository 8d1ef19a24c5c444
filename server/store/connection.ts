import type { Knex } from 'knex';

/** Where a repository's query runs: the database, or a transaction of it. Knex by another name stays inside this folder. */
export type Connection = Knex;

/** A transaction of the write queue. */
export type Transaction = Knex.Transaction;
