import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../server/clock.ts';
import { holdNodeLock } from '../../../server/store/node-lock.ts';
import { sharedCluster } from '../../support/postgres/shared-cluster.ts';
import { describeOnEachEngine } from '../fixtures/engines.ts';
import { handTurnedClock } from '../fixtures/hand-turned-clock.ts';

describeOnEachEngine('which server is at work', ({ name, place }) => {
  it.skipIf(name === 'SQLite')('is one: another stands by, says so once, and takes over when it is gone', async () => {
    const here = await place();
    const first = await holdNodeLock(here, { clock: systemClock, onStandBy: () => expect.fail('nobody is at work') });
    const clock = handTurnedClock();
    let standsBy = 0;
    let atWork = false;
    const second = holdNodeLock(here, { clock, onStandBy: () => (standsBy += 1) });
    void second.then(() => (atWork = true));
    await expect.poll(() => standsBy).toBe(1);
    // It asks again, and is told the same.
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
  });

  it.skipIf(name === 'SQLite')('is no longer this one once its connection is gone', async () => {
    const here = await place();
    const lock = await holdNodeLock(here, { clock: systemClock, onStandBy: () => undefined });
    onTestFinished(() => lock.release());
    const mine = "application_name = 'postern node lock' and datname = $$" + here.postgres!.login().database + '$$';
    await (await sharedCluster()).execute(
      'postgres',
      `select pg_terminate_backend(pid) from pg_stat_activity where ${mine}`,
    );
    await lock.lost;
  });

  it.skipIf(name === 'PostgreSQL')('is not asked on one machine', async () => {
    const lock = await holdNodeLock(await place(), {
      clock: systemClock,
      onStandBy: () => expect.fail('it stands by'),
    });
    await lock.release();
  });
});
