import { expect, test } from 'vitest';
import { attackedServer, type AttackedServer } from './harness/attacked-server.ts';
import { backupVerified } from './harness/history.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

type Checks = { readonly ready: boolean; readonly checks: { readonly tables: string } };

async function tablesOf(server: AttackedServer): Promise<string> {
  const { text } = await visitor(server.people).get('/readyz');
  return (JSON.parse(text) as Checks).checks.tables;
}

/** A server compares the rows of duties every half minute. */
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 250));
}

test('a database administrator gives a duty and takes it back: it gives no right, and the server remembers it until two administrators return it to service', async () => {
  const server = await attackedServer();
  const { anna, ben, hire } = await staffOf(server);
  const mallory = await hire('mallory', { role: 'auditor' });
  expect((await mallory.browser.get('/v1/acts')).status).toBe(200);
  expect((await mallory.browser.get('/v1/setup')).status).toBe(200);
  const asAdministrator = () => mallory.browser.post('/v1/proposals', { kind: 'brand', payload: { brand: null } });
  expect((await asAdministrator()).status).toBe(403);

  // The row of the duty, altered: it gives the new right not, and the old one neither
  await server.tamper((knex) => knex('duties').where({ person_id: 'mallory' }).update({ role: 'administrator' }));
  expect((await asAdministrator()).status).toBe(403);
  expect((await mallory.browser.get('/v1/acts')).status).toBe(403);
  const told = () => server.lines.find((line) => line['event'] === 'tables-differ' && line['kind'] === 'duties');
  await until(() => told() !== undefined);
  expect(told()).toMatchObject({ code: 'row-altered', row: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(await tablesOf(server)).toBe('failed');

  // Put back: the right returns, and the difference stays
  await server.tamper((knex) => knex('duties').where({ person_id: 'mallory' }).update({ role: 'auditor' }));
  expect((await mallory.browser.get('/v1/acts')).status).toBe(200);
  expect(await tablesOf(server)).toBe('failed');
  const fsck = await server.command('main/commands/ledger', 'fsck');
  expect(fsck).toMatchObject({ code: 1, line: { kind: 'unsound', faults: [], tables: { differing: 0 } } });
  const { reported } = fsck.line['tables'] as { readonly reported: readonly { readonly about: string }[] };
  expect(reported[0]?.about).toMatch(/^row-altered\/duties\/[0-9a-f]{32}\/none$/);
  expect(await backupVerified(server)).toBe('unsound');
  const alarms = await mallory.browser.get('/v1/alarms');
  expect(alarms.text).toContain('row-altered/duties/');

  // A restart changes nothing
  await server.stop();
  await server.start();
  expect(await tablesOf(server)).toBe('failed');

  // Two administrators return it to service, once a full run has found nothing
  await anna.stepUp();
  const differences = reported.map(({ about }) => about);
  const proposed = { kind: 'return-to-service', payload: { differences } };
  let proposal: { readonly id: string; readonly digest: string } | undefined;
  await until(async () => {
    const { status, text } = await anna.browser.post('/v1/proposals', proposed);
    if (status === 201) proposal = JSON.parse(text) as typeof proposal;
    return status === 201;
  });
  const { id, digest } = proposal!;
  expect((await anna.browser.post(`/v1/proposals/${id}/approval`, { digest })).status).toBe(403);
  await ben.stepUp();
  expect((await ben.browser.post(`/v1/proposals/${id}/approval`, { digest })).status).toBe(204);
  await until(async () => (await tablesOf(server)) === 'ok');
  await server.stop();
  const after = await server.command('main/commands/ledger', 'fsck');
  expect(after).toMatchObject({ code: 0, line: { kind: 'sound', tables: { reported: [] } } });
});
