import { expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { holdNodeLock, tryNodeLock } from '../../../../server/platform/database/node-lock.ts';
import { startServer } from '../../../../server/main/app/start-server.ts';
import { createEvents } from '../../../../server/platform/base/events.ts';
import { openFileKeys } from '../../../../server/platform/keys/file-keys.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';
import { sharedCluster } from '../../../support/postgres/shared-cluster.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';

describeOnEachEngine('the lock of the working server', ({ name, place }) => {
  it.skipIf(name === 'SQLite')(
    'has one holder: another server stands by, reports it once, and takes over when the holder ends',
    async () => {
      const here = await place();
      const first = await holdNodeLock(here, {
        clock: backgroundClock,
        onStandBy: () => expect.fail('no server is working'),
      });
      const clock = handTurnedClock();
      let standsBy = 0;
      let atWork = false;
      const second = holdNodeLock(here, { clock, onStandBy: () => void (standsBy += 1) });
      void second.then(() => (atWork = true));
      await expect.poll(() => standsBy).toBe(1);
      // Asks again, with the same answer.
      for (let asked = 0; asked < 3; asked++) {
        clock.turn(1_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect([standsBy, atWork]).toEqual([1, false]);
      await first.release();
      await expect
        .poll(() => {
          clock.turn(1_000);
          return atWork;
        })
        .toBe(true);
      await (await second).release();
    },
  );

  it.skipIf(name === 'SQLite')('is lost with its connection', async () => {
    const here = await place();
    const lock = await holdNodeLock(here, { clock: backgroundClock, onStandBy: () => undefined });
    onTestFinished(() => lock.release());
    const mine = "application_name = 'postern node lock' and datname = $$" + here.postgres!.login().database + '$$';
    await (await sharedCluster()).execute(
      'postgres',
      `select pg_terminate_backend(pid) from pg_stat_activity where ${mine}`,
    );
    await lock.lost;
  });

  it.skipIf(name === 'SQLite')('is refused to a caller that does not wait', async () => {
    const here = await place();
    const lock = await tryNodeLock(here, backgroundClock);
    expect(lock).toBeDefined();
    expect(await tryNodeLock(here, backgroundClock)).toBeUndefined();
    await lock?.release();
    await expect
      .poll(async () => (await tryNodeLock(here, backgroundClock))?.release().then(() => 'free'))
      .toBe('free');
  });

  it.skipIf(name === 'SQLite')('lets a standby start with the key that has succeeded in the meantime', async () => {
    const here = await place();
    const keys = openFileKeys({ dataDir: here.dataDir });
    const before = Buffer.from(keys.signing.publicKey);
    const first = await holdNodeLock(here, {
      clock: backgroundClock,
      onStandBy: () => expect.fail('no server is working'),
    });
    let hasStoodBy = false;
    const events = createEvents(backgroundClock, { write: (line) => (hasStoodBy ||= line.includes('standing-by')) });
    const ledger = { origin: 'log.example/test', ratchetDir: here.dataDir, policy: undefined };
    const { dataDir, postgres } = here;
    const where = { mode: 'development', host: '127.0.0.1', port: 0, dataDir, people: PEOPLE_CONFIG, ledger } as const;
    const config = { ...where, ...(postgres !== undefined && { postgres }) };
    const second = startServer(
      { ...config, testReferralsPerHour: 0, secondLookPercent: 10, closedRequestsDays: 1_096 },
      { clock: backgroundClock, events },
    );
    await expect.poll(() => hasStoodBy, { timeout: 240_000 }).toBe(true);
    const next = await keys.next.open();
    await keys.succeed();
    await first.release();
    const server = await second;
    onTestFinished(() => server.close());
    expect(Buffer.from(server.context.signer.publicKey)).toEqual(Buffer.from(next.publicKey));
    expect(before).not.toEqual(Buffer.from(next.publicKey));
  });

  it.skipIf(name === 'PostgreSQL')('is not needed on one machine', async () => {
    const lock = await holdNodeLock(await place(), {
      clock: backgroundClock,
      onStandBy: () => expect.fail('it stands by'),
    });
    await lock.release();
  });
});
