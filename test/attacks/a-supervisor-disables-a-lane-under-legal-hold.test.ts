import { expect, test } from 'vitest';
import { referredReport } from '../server/fixtures/sample-report.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';

test('one supervisor cannot disable a lane that keeps captures under a legal hold, nor one for which a hold is proposed', async () => {
  const server = await attackedServer();
  const { anna, hire } = await staffOf(server);
  const place = { role: 'supervisor', sites: ['north'] } as const;
  const sara = await hire('sara-third', place);
  const petra = await hire('petra-fourth', { role: 'privacy-officer' });
  const pavel = await hire('pavel-fifth', { role: 'privacy-officer' });
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const { transactionId, reasons, outcome } = referredReport();
  expect((await lane.line.post('/v1/reports', lane.kiosk.next({ transactionId, reasons, outcome }).wire)).status).toBe(
    201,
  );
  const hold = { kioskId: 'north-1', transactionId, reason: 'complaint', until: Date.now() + 86_400_000 };
  const proposed = await petra.browser.post('/v1/proposals', { kind: 'legal-hold', payload: hold });
  const { id, digest } = JSON.parse(proposed.text) as { id: string; digest: string };

  const disable = async () => {
    await sara.stepUp();
    return (await sara.browser.post('/v1/fleet/kiosks/north-1/disable')).code;
  };
  expect(await disable()).toBe('two-people-required');
  await pavel.stepUp();
  expect((await pavel.browser.post(`/v1/proposals/${id}/approval`, { digest })).status).toBe(204);
  expect(await disable()).toBe('two-people-required');
  expect(await server.command('main/commands/fleet', 'disable', '--kiosk', 'north-1')).toMatchObject({
    line: { kind: 'refused', code: 'two-people-required' },
  });
  expect((await lane.line.post('/v1/reports', lane.kiosk.next().wire)).status).toBe(201);

  // Another supervisor is no second person for it; a privacy officer is
  const other = await hire('sven-sixth', place);
  await sara.stepUp();
  const wanted = await sara.browser.post('/v1/proposals', { kind: 'kiosk-disable', payload: { kioskId: 'north-1' } });
  const two = JSON.parse(wanted.text) as { id: string; digest: string };
  await other.stepUp();
  const approve = (who: typeof other) => who.browser.post(`/v1/proposals/${two.id}/approval`, { digest: two.digest });
  expect((await approve(other)).code).toBe('not-entitled');
  await petra.stepUp();
  expect((await approve(petra)).status).toBe(204);
  const late = await lane.line.post('/v1/reports', lane.kiosk.next().wire).catch(() => undefined);
  expect(late?.status).not.toBe(201);
});
