import { expect, it } from 'vitest';
import { dutyRoutes } from '../../../../server/people/duties/duty-routes.ts';
import type { DutyList } from '../../../../server/people/duties/answers.ts';
import { accessBench } from '../../platform/access/fixtures/access-bench.ts';
import { serveRoutes } from '../../platform/access/fixtures/serve-routes.ts';

it('duty routes: list duties for administrators and auditors', async () => {
  const bench = await accessBench();
  const admin = await bench.employ('p-anna');
  const officer = await bench.employ('p-otto', { role: 'officer' });
  const auditor = await bench.employ('p-audit', { role: 'auditor' });
  const { ask } = await serveRoutes(bench.clock, (gate) => dutyRoutes(gate, bench.database.knex));
  const listed = async (query: string) => {
    const { duties } = (await ask(admin, `/v1/duties${query}`)).body as unknown as DutyList;
    return duties.map(({ personId, role }) => `${personId} ${role}`).toSorted();
  };
  expect(await listed('')).toEqual(['p-anna administrator', 'p-audit auditor', 'p-otto officer']);
  expect(await listed('?person=p-otto')).toEqual(['p-otto officer']);
  expect(await listed('?person=p-nobody')).toEqual([]);
  expect((await ask(auditor, '/v1/duties')).status).toBe(200);
  expect((await ask(officer, '/v1/duties?person=p-otto')).code).toBe('not-entitled');
  expect((await ask(admin, '/v1/duties?person=Mr%20Smith')).code).toBe('invalid-query');
});
