import { describe, expect, it } from 'vitest';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { COALESCE_MS } from '../../../../server/records/alarms/alarm-table.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { KIOSK, kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

describe('sender of a report', () => {
  it('is refused when unknown; the alarm omits the name that it gave', async () => {
    const bench = await ingestBench();
    const stranger = testKiosk(kioskIdOf('erika-mustermann'));
    expect(await receiveReport(bench.context, stranger.next().wire)).toMatchObject({ code: 'unknown-kiosk' });
    expect(await bench.alarms()).toMatchObject([{ kind: 'unknown-kiosk', kioskId: null }]);
    expect(bench.log.join('')).not.toContain('mustermann');
  });

  it('is refused with another key under an enrolled name', async () => {
    const bench = await ingestBench();
    await bench.enrol(testKiosk());
    expect(await receiveReport(bench.context, testKiosk(KIOSK, 8).next().wire)).toMatchObject({
      code: 'bad-signature',
    });
    expect(await bench.alarms()).toMatchObject([{ kind: 'bad-signature', kioskId: KIOSK }]);
  });

  it('is refused when disabled', async () => {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    await changeRecorded(bench.database.knex, 'kiosks', {}, { disabled_at: bench.clock.wallMs() });
    expect(await receiveReport(bench.context, kiosk.next().wire)).toMatchObject({ code: 'kiosk-disabled' });
    expect(await bench.alarms()).toMatchObject([{ kind: 'disabled-kiosk', kioskId: KIOSK }]);
  });

  it('must wait above its rate, and may continue later', async () => {
    const bench = await ingestBench({ pace: { perSecond: 2, burst: 3 } });
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const kinds = [];
    for (let count = 0; count < 3; count++) kinds.push((await receiveReport(bench.context, kiosk.next().wire)).kind);
    const fourth = kiosk.next().wire;
    expect(await receiveReport(bench.context, fourth)).toMatchObject({ code: 'rate-limited', retryAfterS: 1 });
    bench.clock.turn(500);
    kinds.push((await receiveReport(bench.context, fourth)).kind);
    expect(kinds).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  });

  it('cannot exhaust the rate of a kiosk without its key', async () => {
    const bench = await ingestBench({ pace: { perSecond: 1, burst: 1 } });
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    for (let count = 0; count < 5; count++) await receiveReport(bench.context, testKiosk(KIOSK, 8).next().wire);
    expect((await receiveReport(bench.context, kiosk.next().wire)).kind).toBe('accepted');
  });

  it('is rate limited before its signature is verified when certified', async () => {
    const bench = await ingestBench({ pace: { perSecond: 1, burst: 1 } });
    await bench.enrol(testKiosk());
    const forged = testKiosk(KIOSK, 8).next().wire;
    const codes = [];
    for (let count = 0; count < 2; count++) codes.push(await receiveReport(bench.context, forged, () => 'certified'));
    expect(codes).toMatchObject([{ code: 'bad-signature' }, { code: 'rate-limited' }]);
  });

  it('raises an alarm with a signed message that is not a report', async () => {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const wire = kiosk.sealBytes(new TextEncoder().encode('{"score":0.731}'));
    expect(await receiveReport(bench.context, wire)).toMatchObject({ code: 'invalid-message' });
    expect(await bench.alarms()).toMatchObject([{ kind: 'invalid-message', kioskId: KIOSK }]);
  });
});

describe('alarms caused by strangers', () => {
  it('take one row an hour and one write a second, with a count', async () => {
    const bench = await ingestBench();
    await bench.enrol(testKiosk());
    const forged = testKiosk(KIOSK, 8).next().wire;
    for (let count = 0; count < 50; count++) await receiveReport(bench.context, forged);
    expect(bench.announced.filter((one) => one.kind === 'alarm')).toHaveLength(1);
    bench.clock.turn(1_000);
    expect(await bench.alarms()).toMatchObject([{ kind: 'bad-signature', count: 50 }]);
    expect(bench.announced.filter((one) => one.kind === 'alarm')).toHaveLength(2);
    bench.clock.turn(COALESCE_MS);
    await receiveReport(bench.context, forged);
    expect(await bench.alarms()).toMatchObject([{ count: 1 }, { count: 50 }]);
  });

  it('are counted when the server stops within the second', async () => {
    const bench = await ingestBench();
    for (let count = 0; count < 4; count++) await receiveReport(bench.context, testKiosk().next().wire);
    expect(await bench.alarms()).toMatchObject([{ kind: 'unknown-kiosk', count: 4 }]);
  });

  it('are logged at a bounded rate', async () => {
    const bench = await ingestBench();
    for (let count = 0; count < 500; count++) {
      bench.context.events.emit({ event: 'message-refused', about: 'report', code: 'malformed-envelope' });
    }
    expect(bench.log).toHaveLength(20);
    bench.clock.turn(1_000);
    bench.context.events.emit({ event: 'message-refused', about: 'report', code: 'malformed-envelope' });
    expect(JSON.parse(bench.log.at(-1) ?? '')).toMatchObject({ suppressedBefore: 480 });
  });
});
