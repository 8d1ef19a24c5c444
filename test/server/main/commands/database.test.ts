import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { startServer } from '../../../../server/main/app/start-server.ts';
import { createEvents } from '../../../../server/platform/base/events.ts';
import { openDatabase } from '../../../../server/platform/database/database.ts';
import { demandRights } from '../../../../server/platform/database/rights/demand-rights.ts';
import { installedPostgres } from '../../../support/postgres/installed-postgres.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';
import { addressOf, sharedCluster } from '../../../support/postgres/shared-cluster.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, '../../../../server/main/commands/database.js');
const run = promisify(execFile);

/** Runs the command with an account of a database. */
async function command(url: string | undefined, ...words: string[]): Promise<{ code: number; answer: object }> {
  const { PATH = '' } = process.env;
  const place = { POSTERN_SERVER_DATA_DIR: temporaryFolder() };
  const env = { PATH, ...place, ...(url !== undefined && { POSTERN_SERVER_DATABASE_URL: url }) };
  const { stdout, code } = await run(process.execPath, [PROGRAM, ...words], { env }).then(
    ({ stdout: out }) => ({ stdout: out, code: 0 }),
    (failure: unknown) => failure as { stdout: string; code: number },
  );
  return { code, answer: JSON.parse(stdout) as object };
}

describe.skipIf(installedPostgres() === undefined && process.env['CI'] !== 'true')('the database command', () => {
  const id = randomBytes(4).toString('hex');
  const [owner, server, reader, database] = [`own_${id}`, `run_${id}`, `read_${id}`, `base_${id}`];
  let url = '';

  beforeAll(async () => {
    const cluster = await sharedCluster();
    const roles = [owner, server, reader].map((role) => `create role ${role} login`);
    const made = `create database ${database} owner ${owner} template template0 encoding 'UTF8' locale 'C'`;
    await cluster.execute('postgres', ...roles, made);
    url = cluster.url(database, owner);
    return () => cluster.execute('postgres', `drop database ${database} with (force)`);
  });

  it('makes both schemas and the accounts’ rights as an owner without superuser rights, repeatedly', async () => {
    for (const _time of [1, 2]) {
      const { code, answer } = await command(url, 'prepare', '--server', server, '--reader', reader);
      expect([code, answer]).toEqual([0, { kind: 'prepared', server, reader }]);
    }
    const place = { dataDir: temporaryFolder(), postgres: addressOf(await sharedCluster(), database, server) };
    await demandRights(place);
    const ledger = { origin: 'log.example/test', ratchetDir: place.dataDir, policy: undefined };
    const config = { mode: 'development', host: '127.0.0.1', port: 0, ...place } as const;
    const started = await startServer(
      {
        ...config,
        people: PEOPLE_CONFIG,
        ledger,
        testReferralsPerHour: 0,
        secondLookPercent: 10,
        closedRequestsDays: 1_096,
      },
      { clock: backgroundClock, events: createEvents(backgroundClock, { write: () => undefined }) },
    );
    const ready = async () => (await fetch(`${started.url}/readyz`)).text();
    await expect.poll(ready, { timeout: 60_000 }).toContain('"ready"');
    await started.close();
  });

  it('only the owner’s account can start a server with an outdated schema', async () => {
    const { knex } = await openDatabase({
      dataDir: temporaryFolder(),
      postgres: addressOf(await sharedCluster(), database, owner),
    });
    onTestFinished(() => knex.destroy());
    await knex('schema_versions').where({ name: '0020-emergency-openings' }).delete();
    const postgres = addressOf(await sharedCluster(), database, server);
    await expect(openDatabase({ dataDir: temporaryFolder(), postgres })).rejects.toMatchObject({ code: 'rights' });
    await knex('schema_versions').insert({ name: '0020-emergency-openings' });
  });

  it('lists missing and excess rights', async () => {
    await (await sharedCluster()).execute(database, `grant update on acts to ${server}`);
    const { code, answer } = await command(url, 'check', '--server', server);
    const fault = { kind: 'excess', object: 'public.acts', right: 'UPDATE' };
    expect([code, answer]).toEqual([1, { kind: 'refused', code: 'rights', faults: [fault] }]);
  });

  it.each([
    ['no command', [], 64, 'usage'],
    ['one of another name', ['grant', '--server', 'a'], 64, 'usage'],
    ['a reader without a server', ['prepare', '--reader', 'a'], 64, 'usage'],
    ['an account that is a statement', ['prepare', '--server', 'a; drop table reports'], 64, 'usage'],
    ['one account for two uses', ['prepare', '--server', 'a', '--reader', 'a'], 1, 'one-account'],
    ['the owner’s own', ['prepare', '--server', owner], 1, 'one-account'],
  ])('refuses %s', async (_name, words, code, refusal) => {
    expect(await command(url, ...words)).toMatchObject({ code, answer: { kind: 'refused', code: refusal } });
  });

  it('refuses an SQLite file', async () => {
    const { code, answer } = await command(undefined, 'check', '--server', server);
    expect([code, answer]).toMatchObject([1, { kind: 'refused', code: 'no-accounts' }]);
  });
});
