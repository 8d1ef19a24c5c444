import { expect, it } from 'vitest';
import { countOpenAlarms } from '../../../../server/records/alarms/alarm-table.ts';
import { CHECKS, type CheckName } from '../../../../server/main/app/answers.ts';
import { watchReadiness } from '../../../../server/main/app/watch-readiness.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';

it('a check of readiness that fails twice raises one alarm that names it, which ends when the check passes', async () => {
  // Without a server, whose own watch would end the alarm
  const { context, clock } = await ingestBench();
  let failed: readonly CheckName[] = [];
  let looks = 0;
  const stop = watchReadiness(context, async () => {
    looks += 1;
    const checks = CHECKS.map((name) => [name, failed.includes(name) ? 'failed' : 'ok']);
    return { ready: failed.length === 0, checks: Object.fromEntries(checks), witnesses: [] };
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
