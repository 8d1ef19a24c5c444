import { describe, expect, it } from 'vitest';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import { bootIdSchema } from '../../../../server/contract/status.ts';
import { listLanes } from '../../../../server/records/kiosks/lane-status.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { KIOSK } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

async function enrolledBench() {
  const bench = await ingestBench();
  const kiosk = testKiosk();
  await bench.enrol(kiosk);
  const say = (over: Parameters<typeof kiosk.status>[0] = {}) =>
    receiveStatus(bench.context, kiosk.status({ at: bench.clock.wallMs(), ...over }));
  return { bench, kiosk, say };
}

describe('receiving a status', () => {
  it('stores the latest and announces it', async () => {
    const { bench, say } = await enrolledBench();
    expect(await listLanes(bench.database.knex)).toMatchObject([{ kioskId: KIOSK, heard: null }]);
    expect(await say()).toEqual({ kind: 'accepted' });
    bench.clock.turn(5_000);
    expect(await say({ counter: 2, phase: 'face', undelivered: 2, lastSequence: 9 })).toEqual({ kind: 'accepted' });
    const lane = {
      kioskId: KIOSK,
      site: 'north',
      lane: KIOSK,
      disabled: false,
      heard: {
        receivedAt: bench.clock.wallMs(),
        state: 'in-use',
        outOfService: [],
        devices: [
          { kind: 'camera', health: 'ready' },
          { kind: 'gate', health: 'ready' },
        ],
        undelivered: 2,
      },
    };
    expect(await listLanes(bench.database.knex)).toEqual([lane]);
    expect(bench.announced.at(-1)).toEqual({ kind: 'lane', lane, phase: 'face' });
  });

  it('stores why the lane is out of service, until the lane returns', async () => {
    const { bench, say } = await enrolledBench();
    const causes = async () => (await listLanes(bench.database.knex)).map(({ heard }) => heard?.outOfService);
    await say({ phase: 'out-of-service', outOfService: ['frame-rate', 'order'] });
    expect(await causes()).toEqual([['order', 'frame-rate']]);
    await say({ counter: 2, phase: 'out-of-service' });
    expect(await causes()).toEqual([[]]);
    await say({ counter: 3, phase: 'out-of-service', outOfService: ['gate'] });
    await say({ counter: 4 });
    expect(await causes()).toEqual([[]]);
  });

  it('refuses a replayed one, with an alarm', async () => {
    const { bench, kiosk } = await enrolledBench();
    const recorded = kiosk.status({ at: bench.clock.wallMs() });
    expect(await receiveStatus(bench.context, recorded)).toEqual({ kind: 'accepted' });
    expect(await receiveStatus(bench.context, recorded)).toMatchObject({ code: 'replayed-status' });
    expect(await bench.alarms()).toMatchObject([{ kind: 'stale-or-replayed-status', kioskId: KIOSK }]);
    expect(bench.announced.filter((one) => one.kind === 'lane')).toHaveLength(1);
  });

  it('refuses a delayed one, and one of an earlier boot', async () => {
    const { bench, kiosk, say } = await enrolledBench();
    const heldBack = kiosk.status({ at: bench.clock.wallMs(), counter: 4 });
    bench.clock.turn(61_000);
    expect(await receiveStatus(bench.context, heldBack)).toMatchObject({ code: 'stale-status' });
    await say({ bootId: bootIdSchema.parse('a'.repeat(32)) });
    expect(await say({ at: bench.clock.wallMs() - 1, counter: 90 })).toMatchObject({ code: 'replayed-status' });
  });

  it('stores the newest of many simultaneous ones', async () => {
    const { bench, say } = await enrolledBench();
    const counters = Array.from({ length: 30 }, (_, index) => ((index * 7) % 30) + 1);
    await Promise.all(counters.map((counter) => say({ counter, undelivered: counter, lastSequence: 30 })));
    expect(await listLanes(bench.database.knex)).toMatchObject([{ heard: { undelivered: 30 } }]);
  });
});
