/** Manipulations of a chain of reports in transit, and the alarm that each raises. */
import { describe, expect, it } from 'vitest';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import { LATE_COPY_MS } from '../../../../server/intake/ingest/replay.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk, type SealedReport } from '../../fixtures/test-kiosk.ts';

const HOUR_MS = 3_600_000;

async function lane(dataDir?: string) {
  const bench = await ingestBench(dataDir === undefined ? {} : { dataDir });
  const kiosk = testKiosk();
  if (dataDir === undefined) await bench.enrol(kiosk);
  let counter = 0;
  return {
    bench,
    kiosk,
    reports: Array.from({ length: 5 }, () => kiosk.next()),
    send: async (report: SealedReport | undefined) => {
      if (report === undefined) throw new Error('expected a report');
      return (await receiveReport(bench.context, report.wire)).kind;
    },
    async say(lastSequence: number, undelivered: number) {
      counter += 1;
      const status = kiosk.status({ at: bench.clock.wallMs(), counter, lastSequence, undelivered });
      expect((await receiveStatus(bench.context, status)).kind).toBe('accepted');
    },
    kinds: async () => (await bench.alarms()).map(({ kind }) => kind).sort(),
  };
}

describe('chain of reports', () => {
  it('raises no alarm in its order, with repetitions before a receipt', async () => {
    const { bench, reports, send, say, kinds } = await lane();
    for (const [at, report] of reports.entries()) {
      await say(at + 1, 1);
      expect(await send(report)).toBe('accepted');
      // The answer was lost, and the lane was offline for a while
      bench.clock.turn(2 * HOUR_MS);
      expect(await send(report)).toBe('duplicate');
    }
    expect(await kinds()).toEqual([]);
  });

  it('is replayed when an old report is repeated after its successor, counted once', async () => {
    const { bench, reports, send, kinds } = await lane();
    for (const report of reports) await send(report);
    bench.clock.turn(LATE_COPY_MS + 1);
    for (const report of reports.slice(0, 4)) expect(await send(report)).toBe('duplicate');
    expect(await bench.alarms()).toMatchObject([{ kind: 'report-replayed', fromSequence: 1, toSequence: 4, count: 4 }]);
    // The last report could be from a lane without its receipt
    expect(await send(reports[4])).toBe('duplicate');
    expect(await bench.alarms()).toMatchObject([{ count: 4 }]);
    expect(bench.announced.filter(({ kind }) => kind === 'outcome')).toHaveLength(5);
    expect(await kinds()).toEqual(['report-replayed']);
  });

  it('is replayed when the last report is repeated although the lane has its receipt', async () => {
    const { bench, reports, send, say, kinds } = await lane();
    await send(reports[0]);
    await say(1, 0);
    expect(await send(reports[0])).toBe('duplicate');
    expect(await kinds()).toEqual([]);
    bench.clock.turn(LATE_COPY_MS + 1);
    expect(await send(reports[0])).toBe('duplicate');
    expect(await kinds()).toEqual(['report-replayed']);
  });

  it('is replayed beyond a gap, and after a restart of the server', async () => {
    const before = await lane();
    await before.send(before.reports[0]);
    await before.send(before.reports[4]);
    before.bench.clock.turn(LATE_COPY_MS + 1);
    await before.send(before.reports[0]);
    expect(await before.kinds()).toEqual(['report-replayed', 'sequence-gap']);
    await before.bench.close();
    const after = await lane(before.bench.dataDir);
    after.bench.clock.turn(3 * HOUR_MS);
    expect(await after.send(before.reports[0])).toBe('duplicate');
    expect((await after.kinds()).filter((kind) => kind === 'report-replayed')).toHaveLength(2);
  });

  it('is not replayed when a copy was only delayed', async () => {
    const { bench, reports, send, kinds } = await lane();
    await send(reports[0]);
    await send(reports[1]);
    bench.clock.turn(LATE_COPY_MS);
    expect(await send(reports[0])).toBe('duplicate');
    expect(await kinds()).toEqual([]);
  });

  it('raises one alarm when replayed by many at once', async () => {
    const { bench, reports, send } = await lane();
    for (const report of reports) await send(report);
    bench.clock.turn(LATE_COPY_MS + 1);
    await Promise.all(Array.from({ length: 30 }, () => send(reports[1])));
    expect(await bench.alarms()).toMatchObject([{ kind: 'report-replayed', count: 30 }]);
    expect(await bench.database.knex('alarms').where({ kind: 'report-replayed' })).toHaveLength(1);
  });

  it('is reordered in another order, besides the gap that it closes', async () => {
    const { reports, send, kinds } = await lane();
    expect(await send(reports[0])).toBe('accepted');
    expect(await send(reports[2])).toBe('accepted');
    expect(await kinds()).toEqual(['sequence-gap']);
    expect(await send(reports[1])).toBe('accepted');
    expect(await kinds()).toEqual(['chain-reordered', 'sequence-gap']);
  });

  it('has a gap with a hole, and no other alarm', async () => {
    const { reports, send, kinds } = await lane();
    await send(reports[0]);
    await send(reports[3]);
    expect(await kinds()).toEqual(['sequence-gap']);
  });

  it('is forked with two versions, and broken with another predecessor', async () => {
    const { kiosk, reports, send, kinds } = await lane();
    await send(reports[0]);
    expect(await send(testKiosk().next({ transactionId: transactionOf(99) }))).toBe('refused');
    expect(await kinds()).toEqual(['chain-fork']);
    expect(await send(kiosk.next({ sequence: 2, previous: 'a'.repeat(64) }))).toBe('refused');
    expect(await kinds()).toEqual(['chain-broken', 'chain-fork']);
  });
});
