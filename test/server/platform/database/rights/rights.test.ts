import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../../../server/main/app/start-server.ts';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { createEvents } from '../../../../../server/platform/base/events.ts';
import type { Connection } from '../../../../../server/platform/database/connection.ts';
import { openLedgerDatabase } from '../../../../../server/platform/database/ledger-database.ts';
import { checkAccounts, prepareAccounts } from '../../../../../server/platform/database/rights/accounts.ts';
import { demandRights } from '../../../../../server/platform/database/rights/demand-rights.ts';
import { grantRights } from '../../../../../server/platform/database/rights/grant-rights.ts';
import { judgeRights } from '../../../../../server/platform/database/rights/judge-rights.ts';
import {
  LEDGER_RIGHTS,
  type SchemaRights,
  SERVER_RIGHTS,
} from '../../../../../server/platform/database/rights/rights.ts';
import { ACCOUNTS, addressOf, sharedCluster } from '../../../../support/postgres/shared-cluster.ts';
import { PEOPLE_CONFIG } from '../../../../support/people-config.ts';
import { describeOnEachEngine, serversPlaceIn } from '../../../fixtures/engines.ts';
import { ownersOf } from '../../../fixtures/owners-of.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

async function tablesOf(database: Connection): Promise<string[]> {
  const rows: readonly { name: string }[] =
    database.client.config.client === 'pg'
      ? await database('information_schema.tables')
          .whereRaw('table_schema = current_schema()')
          .select('table_name as name')
      : await database('sqlite_schema').where({ type: 'table' }).whereNot('name', 'like', 'sqlite_%').select('name');
  return rows.map(({ name }) => name).sort();
}

async function expectKnown(database: Connection, rights: SchemaRights): Promise<void> {
  expect(await tablesOf(database)).toEqual(Object.keys(rights).sort());
  for (const [table, { update = [] }] of Object.entries(rights)) {
    const columns = Object.keys(await database(table).columnInfo());
    if (update !== 'every') for (const column of update) expect(columns, table).toContain(column);
  }
}

/** SQLite's other ways to overwrite a row. */
const replacing = (knex: Connection): [string, Promise<unknown>][] => [
  ['an act replaced', knex.raw(`insert or replace into acts select * from acts`)],
  ['a report replaced', knex.raw(`replace into reports select * from reports`)],
  ['an act replaced by an update', knex.raw(`update or replace acts set id = 'b'`)],
];

describeOnEachEngine('the rights of a running server', ({ name, open }) => {
  it('cover every table and column', async () => {
    const { knex, place } = await open();
    await expectKnown(knex, SERVER_RIGHTS);
    const ledger = await openLedgerDatabase(place, { create: true });
    onTestFinished(() => ledger.close());
    await expectKnown(ledger.writer, LEDGER_RIGHTS);
  });

  it('allow inserting a record, and neither changing nor deleting it', async () => {
    const { knex } = await open(await serversPlaceIn(temporaryFolder()));
    await knex('kiosks').insert({ id: 'north-1', site: 'n', lane: '1', public_key: Buffer.alloc(32), enrolled_at: 1 });
    const text = { kiosk_id: 'north-1', digest: 'd', previous: 'p', kind: 'match', transaction_id: 't' };
    const bytes = { payload: Buffer.alloc(1), signature: Buffer.alloc(1), receipt: Buffer.alloc(1) };
    await knex('reports').insert({ feed_position: 1, sequence: 1, received_at: 1, ...text, ...bytes });
    await knex('acts').insert({ id: 'a', at: 1, person_id: 'p', act: 'x', result: 'done', details: '{}' });
    const opening = { subject: 's', type: 'report', entry: Buffer.alloc(1), salt: Buffer.alloc(1) };
    await knex('ledger_openings').insert({ event: Buffer.alloc(16), ...opening });

    const refused = name === 'SQLite' ? 'SQLITE_CONSTRAINT' : '42501';
    const attempts: [string, Promise<unknown>][] = [
      ['a report changed', knex('reports').update({ payload: Buffer.alloc(2) })],
      ['a report deleted', knex('reports').delete()],
      ['an act changed', knex('acts').update({ person_id: 'q' })],
      ['an act deleted', knex('acts').delete()],
      ['the type of an entry', knex('ledger_openings').update({ type: 'act' })],
      ['a key replaced', knex('kiosks').update({ public_key: Buffer.alloc(32, 1) })],
      ['a schema disowned', knex('schema_versions').delete()],
      ...(name === 'SQLite' ? replacing(knex) : []),
    ];
    for (const [what, attempt] of attempts) {
      const code: unknown = await attempt.then(
        () => 'done',
        (error: { code?: unknown }) => error.code,
      );
      expect([what, code]).toEqual([what, refused]);
    }
    expect(await knex('ledger_openings').update({ entry_index: 0 })).toBe(1);
    expect(await knex('kiosks').update({ disabled_at: 2 })).toBe(1);
  });

  it.skipIf(name === 'SQLite')('allow no change of a schema', async () => {
    const { knex } = await open(await serversPlaceIn(temporaryFolder()));
    for (const statement of [
      'truncate reports',
      'drop table reports',
      'alter table reports add column more text',
      'alter table reports disable trigger all',
      'create table more (id int)',
      'create temporary table more (id int)',
      'create schema more',
      'create trigger more before insert on reports execute function suppress_redundant_updates_trigger()',
      "select setval('public.alarms_id_seq', 1)",
    ]) {
      const code: unknown = await knex.raw(statement).then(
        () => 'done',
        (error: { code?: unknown }) => error.code,
      );
      expect([statement, code]).toEqual([statement, '42501']);
    }
  });

  it.skipIf(name === 'SQLite')('of each account pass the check', async () => {
    const { knex, place } = await open();
    expect(await prepareAccounts(place, ACCOUNTS)).toEqual([]);
    expect(await checkAccounts(place, ACCOUNTS)).toEqual([]);
    expect(await judgeRights(knex, ACCOUNTS.reader, 'server')).toContainEqual({
      ...{ kind: 'missing', object: 'public.reports', right: 'INSERT' },
    });
  });

  it.skipIf(name === 'SQLite')('in excess or missing are found, whatever their source', async () => {
    const cluster = await sharedCluster();
    const { knex } = await open();
    const owner = await ownersOf(knex);
    const account = `account_${randomBytes(4).toString('hex')}`;
    const group = `${account}_group`;
    await cluster.execute('postgres', `create role ${account} login`, `create role ${group}`);
    onTestFinished(async () => {
      await owner.raw(`drop owned by ${account}, ${group}`);
      await cluster.execute('postgres', `drop role ${account}`, `drop role ${group}`);
    });
    const database = (await owner.raw('select current_database() as name')).rows[0].name as string;
    const excess: [string, string, string][] = [
      [`grant update (payload) on reports to ${account}`, 'public.reports', 'UPDATE payload'],
      [`grant delete on acts to public`, 'public.acts', 'DELETE'],
      [`grant truncate on postern_ledger.entries to ${account}`, 'postern_ledger.entries', 'TRUNCATE'],
      [`grant trigger on reports to ${account}`, 'public.reports', 'TRIGGER'],
      [`grant references (id) on kiosks to ${account}`, 'public.kiosks', 'REFERENCES id'],
      [`grant update on sequence alarms_id_seq to ${account}`, 'public.alarms_id_seq', 'UPDATE'],
      [`grant create on schema public to ${account}`, 'public', 'CREATE'],
      [`grant temporary on database ${database} to public`, 'database', 'TEMPORARY'],
      [`grant create on database ${database} to ${account}`, 'database', 'CREATE'],
      [`alter role ${account} createdb`, 'role', 'CREATEDB'],
      [`grant ${group} to ${account}`, 'role', `member of ${group}`],
      ['create table more (id int); grant select on more to public', 'public.more', 'SELECT'],
    ];
    await grantRights(owner, { server: account });
    expect(await judgeRights(owner, account, 'server')).toEqual([]);
    for (const [statement] of excess) await owner.raw(statement);
    const found = await judgeRights(owner, account, 'server');
    expect(new Set(found)).toEqual(new Set(excess.map(([, object, right]) => ({ kind: 'excess', object, right }))));

    await owner.raw(`alter table acts owner to ${account}`);
    const owned = { kind: 'excess', object: 'public.acts', right: 'owner' };
    expect(await judgeRights(owner, account, 'server')).toContainEqual(owned);
    await owner.raw(`alter table acts owner to postgres; alter schema postern_ledger owner to ${account}`);
    await owner.raw(`alter database ${database} owner to ${account}`);
    await grantRights(owner, { server: account });
    const schemas = await judgeRights(owner, account, 'server');
    expect(schemas).toContainEqual({ kind: 'excess', object: 'postern_ledger', right: 'owner' });
    expect(schemas).toContainEqual({ kind: 'excess', object: 'database', right: 'owner' });
    await owner.raw(`alter schema postern_ledger owner to postgres; alter database ${database} owner to postgres`);
    for (const [statement] of excess) if (!statement.startsWith('create')) await owner.raw(statement);
    await owner.raw(`alter role ${account} superuser`);
    const all = { kind: 'excess', object: 'role', right: 'superuser' };
    expect(await judgeRights(owner, account, 'server')).toContainEqual(all);
    await owner.raw(`alter role ${account} nosuperuser nocreatedb; revoke ${group} from ${account}; drop table more`);
    await grantRights(owner, { server: account });
    await owner.raw(`revoke insert on reports from ${account}; revoke select on acts from ${account}`);
    expect(await judgeRights(owner, account, 'server')).toEqual([
      { kind: 'missing', object: 'public.reports', right: 'INSERT' },
      { kind: 'missing', object: 'public.acts', right: 'SELECT' },
    ]);
  });

  it.skipIf(name === 'SQLite')('are checked in production before anything is written', async () => {
    const dataDir = temporaryFolder();
    const place = await serversPlaceIn(dataDir);
    await demandRights(place);
    const owner = addressOf(await sharedCluster(), place.postgres!.login().database);
    const ledger = { origin: 'log.example/test', ratchetDir: dataDir, policy: undefined };
    const starts = startServer(
      {
        ...({ mode: 'production', host: '127.0.0.1', port: 0, dataDir, postgres: owner } as const),
        ...{ people: PEOPLE_CONFIG, ledger, testReferralsPerHour: 0, secondLookPercent: 10, closedRequestsDays: 1_096 },
      },
      { clock: backgroundClock, events: createEvents(backgroundClock, { write: () => undefined }) },
    );
    await expect(starts).rejects.toMatchObject({ name: 'StoreError', code: 'rights' });
  });
});
