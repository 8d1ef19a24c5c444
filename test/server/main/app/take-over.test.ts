import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { personIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { startServer } from '../../../../server/main/app/start-server.ts';
import { createEvents } from '../../../../server/platform/base/events.ts';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { findPerson } from '../../../../server/people/people/tables/people.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';
import { describeOnEachEngine, placeIn } from '../../fixtures/engines.ts';
import { runServer, send } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { ownClient, takeOverUnderLoad } from './take-overs.ts';

/** A second server on the database of `place`, with the keys and the ratchet of this folder. */
function second({ postgres }: StorePlace, dataDir: string) {
  const log: Record<string, unknown>[] = [];
  const events = createEvents(backgroundClock, {
    write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  const ledger = { origin: 'log.example/test', ratchetDir: dataDir, policy: undefined };
  const config = {
    ...({ mode: 'development', host: '127.0.0.1', port: 0, metricsPort: 0, dataDir, people: PEOPLE_CONFIG } as const),
    ...{ ledger, testReferralsPerHour: 0, secondLookPercent: 10, closedRequestsDays: 1_096 },
    ...(postgres !== undefined && { postgres }),
  };
  return { log, started: startServer(config, { clock: backgroundClock, events }) };
}

describeOnEachEngine('a second server on the database', ({ name }) => {
  it.skipIf(name === 'SQLite')('takes over under load without a false alarm, and no report is lost', async () => {
    await takeOverUnderLoad(3);
  });

  it.skipIf(name === 'SQLite').each<[string, (folder: string) => void, string]>([
    ['its folder is empty', (folder) => rmSync(folder, { recursive: true }), 'no-log'],
    ['the ratchet was not copied', (folder) => rmSync(join(folder, 'postern-ledger-ratchet')), 'no-log'],
    [
      "the log's key is another one",
      (folder) => writeFileSync(join(folder, 'ledger-signing-key'), '09'.repeat(32)),
      'damaged',
    ],
    ['the secrets are others', (folder) => writeFileSync(join(folder, 'people-key'), '09'.repeat(32)), 'absent'],
  ])('refuses to stand by when %s', async (_name, change, code) => {
    const dataDir = temporaryFolder();
    const place = await placeIn(dataDir);
    const first = await runServer({ dataDir });
    const kiosk = testKiosk();
    await first.enrol(kiosk);
    await first.post('/v1/reports', kiosk.next().wire);
    const copy = join(temporaryFolder(), 'copy');
    cpSync(dataDir, copy, { recursive: true });
    change(copy);
    const { log, started } = second(place, copy);
    await expect(started).rejects.toMatchObject({ code });
    expect(log.map(({ event }) => event)).not.toContain('standing-by');
    expect(first.ledger.works()).toBe(true);
  });

  it.skipIf(name === 'SQLite')('answers load balancers and collectors while it stands by', async () => {
    const dataDir = temporaryFolder();
    const place = await placeIn(dataDir);
    const first = await runServer({ dataDir, metricsPort: 0 });
    const copy = join(temporaryFolder(), 'copy');
    cpSync(dataDir, copy, { recursive: true });
    const { log, started } = second(place, copy);
    const standing = () => log.find(({ event }) => event === 'standing-by');
    await expect.poll(standing, { timeout: 60_000 }).toBeDefined();
    const { port, metricsPort } = standing() as { port: number; metricsPort: number };
    expect(JSON.parse((await send(port, '/healthz')).text)).toEqual({ status: 'ok', role: 'standby' });
    const ready = await send(port, '/readyz');
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.text)).toEqual({
      ...{ status: 'not-ready', role: 'standby' },
      checks: { database: 'ok', migrations: 'ok', ledger: 'ok', keys: 'ok', disk: 'ok' },
    });
    expect((await send(port, '/v1/lanes')).status).toBe(503);
    expect((await send(port, '/healthz', { headers: { host: 'other.example' } })).status).toBe(421);
    const { text } = await send(metricsPort, '/metrics');
    expect(text).toContain('postern_role{role="standby"} 1');
    expect(text).toContain('postern_standby_ready 1');
    expect((await send(first.metricsPort!, '/metrics')).text).toContain('postern_role{role="working"} 1');
    rmSync(join(copy, 'postern-ledger-ratchet'));
    const later = JSON.parse((await send(port, '/readyz')).text) as { checks: unknown };
    expect(later.checks).toMatchObject({ ledger: 'failed' });
    cpSync(join(dataDir, 'postern-ledger-ratchet'), join(copy, 'postern-ledger-ratchet'));
    await first.close();
    const server = await started;
    expect(JSON.parse((await send(server.port, '/healthz')).text)).toEqual({ status: 'ok', role: 'working' });
    await expect(send(port, '/healthz')).rejects.toThrow();
    await server.close();
  });
});

describeOnEachEngine('a working server', ({ name }) => {
  it.skipIf(name === 'SQLite')('is displaced when another server began to work, and writes nothing', async () => {
    const dataDir = temporaryFolder();
    const place = await placeIn(dataDir);
    const server = await runServer({ dataDir });
    const client = await ownClient(place);
    await client.query('update feed set fence = fence + 1');
    // It has not noticed yet
    await expect(server.context.queue.run(async () => undefined)).rejects.toMatchObject({ code: 'closed' });
    await server.displaced;
    await expect(server.context.queue.run(async () => undefined)).rejects.toMatchObject({ code: 'closed' });
    expect(server.ledger.works()).toBe(false);
  });

  it.skipIf(name === 'SQLite')(
    'names a forged row in the log even if the number of the working server was changed with it',
    async () => {
      const dataDir = temporaryFolder();
      const place = await placeIn(dataDir);
      const server = await runServer({ dataDir });
      const client = await ownClient(place);
      await client.query(
        `with changed as (update feed set fence = fence + 1)
       insert into people (id, display_name, kind, user_handle, created_at) values ('p-mallory', 'Mallory', 'person', 'm', 1)`,
      );
      const { knex } = server.context;
      expect(await findPerson(knex, personIdSchema.parse('p-mallory'))).toBeUndefined();
      await expect
        .poll(() => server.log.join(''))
        .toMatch(/"event":"differed-while-displaced","code":"row-unrecorded","kind":"people"/);
    },
  );
});
