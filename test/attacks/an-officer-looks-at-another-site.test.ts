import { expect, test } from 'vitest';
import { referredReport, transactionOf } from '../server/fixtures/sample-report.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane, type Lane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';

const LISTS = [
  '/v1/lanes',
  '/v1/outcomes?after=0&limit=100',
  '/v1/alarms',
  '/v1/referrals',
  '/v1/orders',
  '/v1/operations',
  '/v1/emergencies',
  '/v1/degradations',
];
/** Lists without a place: one outside the duty's scope is refused. */
const REFUSED = new Set([401, 403, 404]);

test("an officer of one site sees, takes, orders and opens nothing of another's", async () => {
  const server = await attackedServer();
  const { anna, hire } = await staffOf(server);
  const officer = await hire('carla-third', { role: 'officer', sites: ['north'] });
  const supervisor = await hire('dora-fourth', { role: 'supervisor', sites: ['north'] });
  await anna.stepUp();
  const north = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const south = await enrolledLane(server, anna.browser, { id: 'south-1', site: 'south', seed: 8 });
  const refer = async ({ kiosk, line }: Lane, transaction: number) => {
    const { outcome, reasons, checks } = referredReport();
    const times = { startedAt: Date.now() - 9_000, reportedAt: Date.now() };
    const report = { outcome, reasons, checks, transactionId: transactionOf(transaction), ...times };
    expect((await line.post('/v1/reports', kiosk.next(report).wire)).status).toBe(201);
    // A report that does not fit raises an alarm of its lane
    await line.post('/v1/reports', kiosk.sealBytes(Buffer.from('{}')));
    const status = kiosk.status({ at: Date.now(), counter: 1 });
    expect((await line.post('/v1/status', status)).status).toBe(204);
  };
  await refer(north, 1);
  await refer(south, 2);

  for (const person of [officer, supervisor]) {
    let named = 0;
    for (const path of LISTS) {
      const { status, text } = await person.browser.get(path);
      if (status !== 200) expect(REFUSED, path).toContain(status);
      expect(text, path).not.toContain('south');
      expect(text, path).not.toContain(transactionOf(2));
      if (text.includes('north-1')) named += 1;
    }
    expect(named).toBeGreaterThan(2);
    await person.stepUp();
    const acts: readonly (readonly [string, object])[] = [
      ['/v1/lanes/south-1/open', { kind: 'open-for-traveller', transactionId: transactionOf(2) }],
      ['/v1/lanes/south-1/service', { kind: 'take-out-of-service', reason: 'security' }],
      ['/v1/lanes/south-1/emergency', { kind: 'open-in-emergency', cause: 'fire' }],
      ['/v1/lanes/SOUTH-1/service', { kind: 'take-out-of-service', reason: 'security' }],
      ['/v1/lanes/..%2Fsouth-1/service', { kind: 'take-out-of-service', reason: 'security' }],
      ['/v1/fleet/kiosks/south-1/disable', {}],
    ];
    for (const [path, body] of acts) {
      const { status } = await person.browser.post(path, body);
      expect(REFUSED, path).toContain(status);
    }
  }
  await server.stop();
  expect(await server.tamper((knex) => knex('orders').where({ kiosk_id: 'south-1' }))).toEqual([]);
});
