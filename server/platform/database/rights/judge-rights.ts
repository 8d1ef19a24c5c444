import { textColumn } from '../column.ts';
import type { Connection } from '../connection.ts';
import { SCHEMAS } from './grant-rights.ts';
import type { TableRights } from './rights.ts';

/** A right that an account has in excess or lacks. */
export interface RightsFault {
  readonly kind: 'excess' | 'missing';
  /** `role`, `database`, `public`, or a table: `public.reports`. */
  readonly object: string;
  /** `superuser`, `CREATE`, `UPDATE payload`. */
  readonly right: string;
}

export type AccountUse = 'server' | 'reader';

/**
 * Compares the effective rights of an account in PostgreSQL's catalogue (own grants, PUBLIC, membership, ownership) with the rights that
 * its use needs. Resolves to every difference.
 */
export async function judgeRights(database: Connection, account: string, use: AccountUse): Promise<RightsFault[]> {
  const held = [...(await roleRights(database, account)), ...(await objectRights(database, account))];
  const wanted = new Set(wantedRights(use));
  const have = new Set(held);
  return [
    ...held.filter((one) => !wanted.has(one)).map((one) => faultOf('excess', one)),
    ...[...wanted].filter((one) => !have.has(one)).map((one) => faultOf('missing', one)),
  ];
}

/** Whether the connection's account may apply migrations: it may create tables, and owns those that exist. */
export async function mayMigrate(database: Connection): Promise<boolean> {
  const { rows } = await database.raw<{ rows: readonly { may: unknown }[] }>(
    `select coalesce(has_schema_privilege(current_schema(), 'CREATE')
       and bool_and(pg_has_role(relowner, 'USAGE')), has_schema_privilege(current_schema(), 'CREATE'), false) as may
     from pg_class where relnamespace = to_regnamespace(current_schema()) and relkind in ('r', 'p')`,
  );
  return rows[0]?.may === true;
}

function faultOf(kind: RightsFault['kind'], held: string): RightsFault {
  const [object = '', right = ''] = held.split('|');
  return { kind, object, right };
}

function* wantedRights(use: AccountUse): Generator<string> {
  for (const [schema, tables] of Object.entries(SCHEMAS)) {
    for (const [table, rights] of Object.entries(tables)) {
      yield `${schema}.${table}|SELECT`;
      if (use === 'server') yield* wantedWrites(`${schema}.${table}`, rights);
    }
  }
}

function* wantedWrites(table: string, { insert, update = [], delete: deletes }: TableRights): Generator<string> {
  if (insert === true) yield `${table}|INSERT`;
  if (deletes === true) yield `${table}|DELETE`;
  if (update === 'every') yield `${table}|UPDATE`;
  else for (const column of update) yield `${table}|UPDATE ${column}`;
}

/** Rights of an account as a whole, for example ownership of a schema, which allows dropping the tables in it. All of them are faults. `CONNECT` and `USAGE` are not listed: in excess they are harmless, and a missing one shows in the other results. */
async function roleRights(database: Connection, account: string): Promise<string[]> {
  return listed(
    database,
    `select 'role|' || word as held from pg_roles, lateral (values
       ('superuser', rolsuper), ('CREATEROLE', rolcreaterole), ('CREATEDB', rolcreatedb),
       ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)) as of_role (word, held)
     where rolname = :account and of_role.held
     union all select 'role|member of ' || rolname from pg_roles
       where rolname <> :account and pg_has_role(:account, oid, 'MEMBER')
     union all select 'database|' || word from (values ('CREATE'), ('TEMPORARY')) as asked (word)
       where has_database_privilege(:account, current_database(), word)
     union all select nspname || '|CREATE' from pg_namespace
       where nspname !~ '^pg_' and has_schema_privilege(:account, oid, 'CREATE')
     union all select 'database|owner' from pg_database
       where datname = current_database() and pg_has_role(:account, datdba, 'MEMBER')
     union all select nspname || '|owner' from pg_namespace
       where nspname !~ '^pg_' and pg_has_role(:account, nspowner, 'MEMBER')`,
    account,
  );
}

/** Rights on tables and sequences of every schema except PostgreSQL's own. `UPDATE` alone means each column. */
async function objectRights(database: Connection, account: string): Promise<string[]> {
  return listed(
    database,
    `with ours as (
       select c.oid, c.relkind, c.relowner, n.nspname || '.' || c.relname as name from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'),
     tables as (select * from ours where relkind in ('r', 'p', 'v', 'm', 'f')),
     rights (word) as (values ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('REFERENCES'), ('TRIGGER')),
     held as (select t.oid, name, word from tables t, rights where has_table_privilege(:account, t.oid, word))
     select name || '|' || word as held from held
     union all select name || '|' || word || ' ' || attname from tables t
       join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped,
       (values ('SELECT'), ('INSERT'), ('UPDATE'), ('REFERENCES')) as of_column (word)
       where has_column_privilege(:account, t.oid, a.attnum, word)
         and not exists (select from held h where h.oid = t.oid and h.word = of_column.word)
     union all select name || '|owner' from ours where relkind <> 'i' and pg_has_role(:account, relowner, 'MEMBER')
     union all select name || '|' || word from ours, (values ('SELECT'), ('UPDATE')) as of_sequence (word)
       where relkind = 'S' and has_sequence_privilege(:account, oid, word)`,
    account,
  );
}

async function listed(database: Connection, query: string, account: string): Promise<string[]> {
  const { rows } = await database.raw<{ rows: readonly { held: unknown }[] }>(query, { account });
  return rows.map(({ held }) => textColumn(held));
}
