import { expect, test } from 'vitest';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { testKiosk } from '../server/fixtures/test-kiosk.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { bringCode, codeFor, enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

test('of six kiosks with the same code at the same time one is enrolled, and the others leave an alarm', async () => {
  const server = await attackedServer();
  const { anna } = await staffOf(server);
  await anna.stepUp();
  const code = await codeFor(anna.browser, { id: 'north-1', site: 'north' });
  const id = kioskIdSchema.parse('north-1');
  const tried = await Promise.all(
    // Each from another address, so that the rate limit does not refuse them.
    [1, 2, 3, 4, 5, 6].map((seed) =>
      bringCode(visitor(server.kiosks, { from: `127.0.1.${seed}` }), testKiosk(id, seed), code),
    ),
  );
  expect(tried.map(({ answer }) => answer.status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
  const fleet = await anna.browser.json<{ kiosks: readonly { kioskId: string }[] }>('/v1/fleet/kiosks');
  expect(fleet.kiosks.map(({ kioskId }) => kioskId)).toEqual(['north-1']);
  const alarms = async () =>
    (await anna.browser.json<{ alarms: readonly { kind: string }[] }>('/v1/alarms')).alarms.map(({ kind }) => kind);
  await expect.poll(alarms).toContain('enrolment-code-reused');
  // Another code enrols another kiosk.
  await enrolledLane(server, anna.browser, { id: 'north-2', site: 'north', seed: 8 });
});
