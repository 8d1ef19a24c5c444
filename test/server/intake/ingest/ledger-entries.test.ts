import { describe, expect, it } from 'vitest';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

describe('ledger of received messages', () => {
  it('has one entry for each accepted report, despite repetitions', async () => {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const reports = [kiosk.next(), kiosk.next()];
    for (const { wire } of [...reports, ...reports]) await receiveReport(bench.context, wire);
    expect(await entriesOf(bench.context)).toMatchObject(
      reports.map(({ sequence, digest }) => ({
        type: 'report',
        kioskId: kiosk.id,
        sequence,
        digest,
        feedPosition: sequence,
      })),
    );
  });
  it('has an entry for each viewing and each erasure besides that of its report', async () => {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const shown = kiosk.nextViewing({ grant: 'ab'.repeat(32), released: ['face-frame'] });
    const refused = kiosk.nextViewing({ grant: 'cd'.repeat(32), released: [], refusal: 'expired' });
    const erased = kiosk.next({ kind: 'erasure' });
    for (const { wire } of [shown, refused, erased]) await receiveReport(bench.context, wire);
    await receiveReport(bench.context, erased.wire);
    const entries = (await entriesOf(bench.context)).filter(
      (entry) => entry?.type !== 'report' && entry?.type !== 'alarm',
    );
    expect(entries).toMatchObject([
      { type: 'viewing', kioskId: kiosk.id, grant: 'ab'.repeat(32), refusal: null },
      { type: 'viewing', kioskId: kiosk.id, grant: 'cd'.repeat(32), refusal: 'expired' },
      { type: 'erasure', kioskId: kiosk.id, cause: 'passage-ended', receiptDigest: erased.digest, events: [] },
    ]);
  });
  it('has entries for a gap that opens and is filled, and for a wrong order', async () => {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const [first, second, third] = [kiosk.next(), kiosk.next(), kiosk.next()];
    for (const { wire } of [first, third, second]) await receiveReport(bench.context, wire);
    expect((await entriesOf(bench.context)).slice(1)).toMatchObject([
      { type: 'report', sequence: 3 },
      { type: 'alarm', kind: 'sequence-gap', fromSequence: 2, toSequence: 2, filled: false },
      { type: 'report', sequence: 2 },
      { type: 'alarm', kind: 'sequence-gap', filled: true },
      { type: 'alarm', kind: 'chain-reordered', fromSequence: 2 },
    ]);
  });
  it('has one entry for an alarm that a stranger repeats within an hour', async () => {
    const bench = await ingestBench();
    const stranger = testKiosk();
    for (let n = 0; n < 5; n++) {
      await receiveReport(bench.context, stranger.next().wire);
      bench.clock.turn(2_000);
    }
    expect(await bench.alarms()).toMatchObject([{ kind: 'unknown-kiosk', count: 5 }]);
    expect(await entriesOf(bench.context)).toMatchObject([{ type: 'alarm', kind: 'unknown-kiosk', kioskId: null }]);
  });
  it('is durable before the answer: otherwise the report is neither acknowledged nor lost', async () => {
    const bench = await ingestBench();
    const kiosk = testKiosk();
    await bench.enrol(kiosk);
    const { wire } = kiosk.next();
    const stuck = { ...bench.context, ledger: { settle: () => Promise.reject(new Error('stopped')) } };
    await expect(receiveReport(stuck, wire)).rejects.toThrow('stopped');
    await expect(receiveReport(stuck, wire)).rejects.toThrow('stopped');
    const again = await receiveReport(bench.context, wire);
    expect(again.kind).toBe('duplicate');
    expect(await entriesOf(bench.context)).toMatchObject([{ type: 'report', sequence: 1 }]);
  });
});
