import { expect, it } from 'vitest';
import { countOpenAlarms } from '../../../server/alarms/alarm-table.ts';
import { CHECKS, type CheckName } from '../../../server/app/answers.ts';
import { watchReadiness } from '../../../server/app/watch-readiness.ts';
import { handTurnedClock } from '../fixtures/hand-turned-clock.ts';
import { runServer } from '../fixtures/running-server.ts';

it('a check of readiness that fails twice raises one alarm that names it, which ends when the check passes', async () => {
  // The server's own watch has looked once: its clock stands still
  const { context } = await runServer({ clock: handTurnedClock() });
  const clock = handTurnedClock();
  let failed: readonly CheckName[] = [];
  let looks = 0;
  const stop = watchReadiness({ ...context, clock }, async () => {
    looks += 1;
    const checks = CHECKS.map((name) => [name, failed.includes(name) ? 'failed' : 'ok']);
    return { ready: failed.length === 0, checks: Object.fromEntries(checks) };
  });
  const openNow = async () => (await countOpenAlarms(context.knex, ['server-not-ready'])).get('server-not-ready');
  const look = async () => {
    const before = looks;
    await expect.poll(() => (clock.turn(15_000), looks), { timeout: 240_000 }).toBeGreaterThan(before);
  };

  failed = ['disk'];
  await look();
  failed = [];
  await look();
  expect(await openNow()).toBe(0);

  failed = ['disk', 'database', 'tables'];
  await look();
  await look();
  await expect.poll(openNow, { timeout: 240_000 }).toBe(1);
  await look();
  expect(await openNow()).toBe(1);
  failed = [];
  await look();
  await expect.poll(openNow, { timeout: 240_000 }).toBe(0);
  await stop();
  // Without the database no alarm can be raised, and a difference of the tables raises its own
  const raised: string[] = await context.knex('alarms').where({ kind: 'server-not-ready' }).pluck('about');
  expect(raised).toEqual(['readiness/disk']);
});
