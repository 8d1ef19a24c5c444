/** The data folder of a version whose ledger recorded no rows, opened by this one. */
import { expect, it } from 'vitest';
import { parseVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { fsck } from '../../../../server/records/ledger/fsck.ts';
import { listAdoptions } from '../../../../server/records/ledger/reconcile/adoptions.ts';
import { proveTables } from '../../../../server/records/ledger/reconcile/prove-tables.ts';
import type { LaneList } from '../../../../server/records/kiosks/answers.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { clearedReport } from '../../fixtures/sample-report.ts';
import { storeFromSql } from '../../fixtures/store-from-sql.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const readyz = async ({ url }: RunningServer) => (await fetch(`${url}/readyz`)).json() as Promise<{ status: string }>;
const jsonOf = async (server: RunningServer, path: string, as: 'officer' | 'administrator') =>
  JSON.parse((await server.ask(path, { as })).text) as unknown;

it('opens, serves, and asks two administrators to confirm its rows, once', async () => {
  const dataDir = await storeFromSql('store-without-records');
  const server = await runServer({ dataDir });
  expect(await readyz(server)).toMatchObject({ status: 'ready' });
  expect(server.log.filter((line) => line.includes('"event":"adopted"'))).toHaveLength(1);

  const { lanes } = (await jsonOf(server, '/v1/lanes', 'officer')) as LaneList;
  expect(lanes.map(({ kioskId }) => kioskId)).toEqual(['north-1']);
  expect(await jsonOf(server, '/v1/people', 'administrator')).toMatchObject({
    people: expect.arrayContaining(
      ['anna-first', 'ben-second', 'carla-third'].map((id) => expect.objectContaining({ id })),
    ),
  });
  const last: { sequence: number; digest: string } = await server.context
    .knex('reports')
    .orderBy('sequence', 'desc')
    .first();
  const next = { ...clearedReport(), sequence: last.sequence + 1, previous: last.digest };
  expect((await server.post('/v1/reports', testKiosk().seal(next).wire)).status).toBe(201);

  const { knex } = server.context;
  const adoptions = await listAdoptions(knex);
  expect(adoptions).toEqual([
    {
      index: expect.any(Number),
      tables: expect.arrayContaining([
        { table: 'duties', rows: 2 },
        { table: 'kiosks', rows: 1 },
        { table: 'people', rows: 4 },
        { table: 'passkeys', rows: 3 },
      ]),
    },
  ]);
  const open = async () => knex('alarms').where({ kind: 'rows-adopted' }).whereNull('filled_at').pluck('about');
  await expect.poll(open).toEqual(['adoption/rows/12']);
  await server.context.ledger.settle();
  const { reader: log } = server.ledger.database;
  const size = server.ledger.size();
  const key = parseVkey(server.ledgerKey);
  expect((await fsck({ log, openings: knex, key, policy: undefined })).faults).toEqual([]);
  expect(await proveTables({ log, database: knex, size })).toMatchObject({ adopted: true, differing: 0 });
  await server.close();

  const again = await runServer({ dataDir });
  expect(await readyz(again)).toMatchObject({ status: 'ready' });
  expect(await listAdoptions(again.context.knex)).toEqual(adoptions);
});
