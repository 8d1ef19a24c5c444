import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../../../hardware/host/doctor/finding.ts';
import { foreseeUpdate, type Surroundings } from '../../../../server/main/doctor/foresee-update.ts';
import { connectDatabase, openDatabase } from '../../../../server/platform/database/database.ts';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { prepareAccounts } from '../../../../server/platform/database/rights/accounts.ts';
import { Ratchet } from '../../../../server/records/ledger/log/ratchet.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';
import { installedPostgres } from '../../../support/postgres/installed-postgres.ts';
import { addressOf, sharedCluster } from '../../../support/postgres/shared-cluster.ts';
import { storeFromSql } from '../../fixtures/store-from-sql.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const foreseen = (
  { dataDir, postgres }: StorePlace,
  around?: Surroundings,
  mode: 'development' | 'production' = 'development',
) =>
  foreseeUpdate(
    {
      ...({ mode, host: '127.0.0.1', port: 0, people: PEOPLE_CONFIG, testReferralsPerHour: 0 } as const),
      ...{ secondLookPercent: 10, closedRequestsDays: 1_096 },
      ledger: { origin: 'log.example/test', ratchetDir: dataDir, policy: undefined },
      dataDir,
      ...(postgres !== undefined && { postgres }),
    },
    around,
  );

const saysOf = (findings: readonly Finding[], part: string) =>
  findings.filter((one) => one.part === part).map(({ state, says }) => `${state}: ${says}`);
const faultsOf = (findings: readonly Finding[]) => findings.filter(({ state }) => state === 'fault');

describe('an update', () => {
  it('is foreseen for data of an earlier version, and changes nothing', async () => {
    const dataDir = await storeFromSql('golden-store');
    const file = join(dataDir, 'postern-server.sqlite');
    const before = readFileSync(file);
    const found = await foreseen({ dataDir });
    expect(faultsOf(found)).toEqual([]);
    expect(saysOf(found, 'Schema')).toEqual([
      expect.stringMatching(/^note: It is 0003-evidence\. The start applies \d+ migrations: 0010-people to /),
    ]);
    expect(saysOf(found, 'History')).toEqual([expect.stringMatching(/^note: The start enters up to 3 rows/)]);
    expect(saysOf(found, 'Disk')).toEqual([
      expect.stringMatching(/^ok: The start may take \d+ MiB\. [\d,]+ MiB are free/),
    ]);
    expect(saysOf(found, 'Time')).toEqual([expect.stringMatching(/^ok: The start takes about \d+ s/)]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('foresees the rows of a data folder whose ledger has begun', async () => {
    const found = await foreseen({ dataDir: await storeFromSql('store-without-records') });
    expect(faultsOf(found)).toEqual([]);
    expect(saysOf(found, 'History')).toEqual([
      'note: The start enters up to 16 rows of an earlier version in the ledger, once.',
    ]);
  });

  it('finds nothing to do where the schema is that of this version', async () => {
    const dataDir = temporaryFolder();
    await (await openDatabase({ dataDir })).knex.destroy();
    const found = await foreseen({ dataDir });
    expect(found.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(saysOf(found, 'Schema')).toEqual(['ok: It is the one of this version.']);
  });

  it('finds a place without a database, and makes none', async () => {
    const dataDir = temporaryFolder();
    expect(saysOf(await foreseen({ dataDir }), 'Database')).toEqual(['ok: There is none yet. The start makes it.']);
  });

  it('refuses the data of a newer version', async () => {
    const dataDir = temporaryFolder();
    await (await openDatabase({ dataDir })).knex.destroy();
    const knex = connectDatabase({ dataDir });
    await knex('schema_versions').insert({ name: '9999-of-the-future' });
    await knex.destroy();
    expect(faultsOf(await foreseen({ dataDir }))).toMatchObject([{ says: expect.stringContaining('A newer version') }]);
  });

  it('refuses a file that is no database', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'postern-server.sqlite'), 'x'.repeat(8_192));
    expect(faultsOf(await foreseen({ dataDir }))).toMatchObject([{ part: 'Database' }]);
  });

  it('refuses a disk without room for the migration', async () => {
    const dataDir = await storeFromSql('golden-store');
    const found = await foreseen({ dataDir }, { freeFor: () => Promise.resolve(130 * 1_024 ** 2) });
    expect(faultsOf(found).map(({ part }) => part)).toEqual(['Disk']);
  });

  it('refuses rows whose records were removed from a log that has begun', async () => {
    const dataDir = temporaryFolder();
    const { knex } = await openDatabase({ dataDir });
    const publicKey = Buffer.alloc(32, 1);
    await knex('kiosks').insert({ id: 'north-1', site: 'north', lane: 'a', public_key: publicKey, enrolled_at: 5 });
    await knex.destroy();
    const ratchet = await Ratchet.create(join(dataDir, 'postern-ledger-ratchet'), {
      size: 0,
      root: new Uint8Array(32),
    });
    await ratchet.demandCodes();
    await ratchet.close();
    expect(faultsOf(await foreseen({ dataDir }))).toMatchObject([{ part: 'History' }]);
  });
});

describe.skipIf(installedPostgres() === undefined && process.env['CI'] !== 'true')('an update on PostgreSQL', () => {
  const id = randomBytes(4).toString('hex');
  const [owner, server, name] = [`own_${id}`, `run_${id}`, `base_${id}`];
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-update-'));
  let owners: StorePlace;
  let servers: StorePlace;

  beforeAll(async () => {
    const cluster = await sharedCluster();
    const roles = [owner, server].map((role) => `create role ${role} login`);
    const made = `create database ${name} owner ${owner} template template0 encoding 'UTF8' locale 'C'`;
    await cluster.execute('postgres', ...roles, made);
    owners = { dataDir, postgres: addressOf(cluster, name, owner) };
    servers = { dataDir, postgres: addressOf(cluster, name, server) };
    await prepareAccounts(owners, { server });
    return async () => {
      await cluster.execute('postgres', `drop database ${name} with (force)`);
      rmSync(dataDir, { recursive: true, force: true });
    };
  });

  const lastMissing = async () => {
    const knex = connectDatabase(owners);
    await knex('schema_versions').where({ name: '0193-out-of-service-causes' }).delete();
    onTestFinished(async () => {
      await knex('schema_versions').insert({ name: '0193-out-of-service-causes' });
      await knex.destroy();
    });
  };

  it('finds the rights of the account', async () => {
    expect(saysOf(await foreseen(servers, {}, 'production'), 'Rights')).toEqual([
      "ok: The server's account has its rights.",
    ]);
    await (await sharedCluster()).execute(name, `grant update on acts to ${server}`);
    expect(saysOf(await foreseen(servers, {}, 'production'), 'Rights')).toEqual([
      "fault: The server's account differs in 1 rights: excess UPDATE on public.acts, for example.",
    ]);
    await (await sharedCluster()).execute(name, `revoke update on acts from ${server}`);
  });

  it('refuses a migration with the account of the server only', async () => {
    await lastMissing();
    expect(saysOf(await foreseen(servers), 'Rights')).toEqual([expect.stringContaining('fault: ')]);
    expect(saysOf(await foreseen(servers, { owner: servers }), 'Rights')).toEqual([expect.stringContaining('fault: ')]);
    expect(saysOf(await foreseen(servers, { owner: owners }), 'Rights')).toEqual([
      'note: The owner changes the schema before the start.',
    ]);
    expect(saysOf(await foreseen(owners), 'Rights')).toEqual(["ok: The server's account may change the schema."]);
  });

  it('names a database that does not answer', async () => {
    const postgres = addressOf(await sharedCluster(), `no_${id}`, server);
    expect(faultsOf(await foreseen({ dataDir, postgres }))).toMatchObject([
      { part: 'Database', says: expect.stringContaining('cannot be') },
    ]);
  });
});
