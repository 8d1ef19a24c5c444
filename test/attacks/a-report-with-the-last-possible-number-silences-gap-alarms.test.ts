import { expect, test } from 'vitest';
import { LAST_SEQUENCE } from '../../server/contract/report.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';

interface AlarmRow {
  readonly kind: string;
  readonly fromSequence: number | null;
  readonly toSequence: number | null;
}

test('a report numbered far beyond the others is refused, and later gaps still raise an alarm', async () => {
  const server = await attackedServer();
  const { anna } = await staffOf(server);
  await anna.stepUp();
  const { kiosk, line } = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const report = (wire: Uint8Array) => line.post('/v1/reports', wire);
  const reports = Array.from({ length: 5 }, () => kiosk.next());
  const [first, , , fourth] = reports;
  expect((await report(first?.wire ?? new Uint8Array())).status).toBe(201);

  const beyond = (sequence: number) => {
    const text = new TextDecoder().decode(reports[1]?.wire);
    const { payload } = JSON.parse(text) as { payload: string };
    const bytes = Buffer.from(payload, 'base64url').toString().replace('"sequence":2,', `"sequence":${sequence},`);
    expect(bytes).toContain(`"sequence":${sequence},`);
    return report(kiosk.sealBytes(Buffer.from(bytes)));
  };
  for (const sequence of [Number.MAX_SAFE_INTEGER, LAST_SEQUENCE + 1]) {
    expect((await beyond(sequence)).code).toBe('invalid-message');
  }
  for (const sequence of [LAST_SEQUENCE, 1_000_003]) expect((await beyond(sequence)).code).toBe('chain-broken');

  // The lane keeps two reports back
  expect((await report(fourth?.wire ?? new Uint8Array())).status).toBe(201);
  const { alarms } = await anna.browser.json<{ alarms: readonly AlarmRow[] }>('/v1/alarms');
  expect(alarms).toContainEqual(expect.objectContaining({ kind: 'sequence-gap', fromSequence: 2, toSequence: 3 }));
  expect(alarms).toContainEqual(expect.objectContaining({ kind: 'chain-broken' }));
});
