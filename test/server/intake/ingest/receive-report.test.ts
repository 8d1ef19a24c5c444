import { describe, expect, it } from 'vitest';
import { ReceiptSigner } from '../../../../server/intake/ingest/receipt-signer.ts';
import { receiveReport, type ReportAnswer } from '../../../../server/intake/ingest/receive-report.ts';
import { openReceipt } from '../../../../server/contract/receipt.ts';
import { passageReport, transactionOf, kioskIdOf } from '../../fixtures/sample-report.ts';
import { ingestBench, type IngestBench } from '../../fixtures/ingest-bench.ts';
import { testKiosk, type SealedReport } from '../../fixtures/test-kiosk.ts';

function receiptOf(answer: ReportAnswer): Uint8Array {
  if (answer.kind === 'refused') throw new Error(`refused: ${answer.code}`);
  return answer.receipt;
}

const rows = async (bench: IngestBench) => (await bench.database.knex('reports').select('sequence')).length;
const deliver = (bench: IngestBench, report: SealedReport) => receiveReport(bench.context, report.wire);

async function enrolledBench() {
  const bench = await ingestBench();
  const kiosk = testKiosk();
  await bench.enrol(kiosk);
  return { bench, kiosk };
}

describe('receiving a report', () => {
  it('stores the signed bytes with a feed position and answers a valid receipt', async () => {
    const { bench, kiosk } = await enrolledBench();
    for (const position of [1, 2]) {
      const report = kiosk.next();
      const answer = await deliver(bench, report);
      expect(answer.kind).toBe('accepted');
      const expected = { kioskId: kiosk.id, sequence: report.sequence, digest: report.digest };
      const opened = openReceipt(receiptOf(answer), bench.serverKey, expected);
      expect(opened).toMatchObject({
        kind: 'valid',
        receipt: { receivedAt: bench.clock.wallMs() },
      });
      const row = await bench.database.knex('reports').where({ sequence: report.sequence }).first('feed_position');
      expect(row).toEqual({ feed_position: position });
    }
    const wire = JSON.parse(Buffer.from(testKiosk().next().wire).toString()) as { payload: string; signature: string };
    const stored = await bench.database
      .knex('reports')
      .where({ sequence: 1 })
      .first<{ payload: Buffer; signature: Buffer }>();
    expect(stored?.payload.toString('base64url')).toBe(wire.payload);
    expect(stored?.signature.toString('base64url')).toBe(wire.signature);
  });

  it('answers the same receipt to the same report later', async () => {
    const { bench, kiosk } = await enrolledBench();
    const report = kiosk.next();
    const first = await deliver(bench, report);
    bench.clock.turn(3_600_000);
    const again = await deliver(bench, report);
    expect(again.kind).toBe('duplicate');
    expect(Buffer.from(receiptOf(again))).toEqual(Buffer.from(receiptOf(first)));
    expect(await rows(bench)).toBe(1);
    expect(await bench.alarms()).toEqual([]);
  });

  it('stores a report once under simultaneous deliveries', async () => {
    const { bench, kiosk } = await enrolledBench();
    const reports = [kiosk.next(), kiosk.next(), kiosk.next()];
    const answers = await Promise.all(
      reports.flatMap((report) => Array.from({ length: 20 }, () => deliver(bench, report))),
    );
    expect(answers.filter((answer) => answer.kind === 'accepted')).toHaveLength(3);
    expect(answers.filter((answer) => answer.kind === 'refused')).toEqual([]);
    expect(new Set(answers.map((answer) => Buffer.from(receiptOf(answer)).toString())).size).toBe(3);
    expect(await rows(bench)).toBe(3);
  });

  it('accepts both kinds of report in one chain', async () => {
    const { bench, kiosk } = await enrolledBench();
    const match = kiosk.next();
    await deliver(bench, match);
    const passage = kiosk.seal(passageReport({ sequence: 2, previous: match.digest }));
    expect((await deliver(bench, passage)).kind).toBe('accepted');
    const outcomes = await bench.database.knex('reports').orderBy('sequence').pluck('outcome');
    expect(outcomes).toEqual(['cleared', null]);
  });

  it('refuses another report with a used number, with an alarm', async () => {
    const { bench, kiosk } = await enrolledBench();
    await deliver(bench, kiosk.next());
    const twin = testKiosk();
    const answer = await deliver(bench, twin.next({ transactionId: transactionOf(99) }));
    expect(answer).toMatchObject({ kind: 'refused', code: 'chain-fork' });
    expect(await bench.alarms()).toMatchObject([
      { kind: 'chain-fork', kioskId: kiosk.id, fromSequence: 1, toSequence: 1, count: 1 },
    ]);
    expect(await rows(bench)).toBe(1);
  });

  it('stores one of two simultaneous reports with the same number', async () => {
    const { bench, kiosk } = await enrolledBench();
    const twin = testKiosk();
    const answers = await Promise.all([
      deliver(bench, kiosk.next()),
      deliver(bench, twin.next({ transactionId: transactionOf(99) })),
    ]);
    expect(answers.map((answer) => answer.kind).sort()).toEqual(['accepted', 'refused']);
  });

  it('refuses a report with another predecessor, with an alarm', async () => {
    const { bench, kiosk } = await enrolledBench();
    await deliver(bench, kiosk.next());
    const stray = kiosk.next({ previous: 'a'.repeat(64) });
    expect(await deliver(bench, stray)).toMatchObject({ kind: 'refused', code: 'chain-broken' });
    expect(await bench.alarms()).toMatchObject([{ kind: 'chain-broken', fromSequence: 2, toSequence: 2 }]);
    expect(await rows(bench)).toBe(1);
  });

  it('accepts a report after a gap with an alarm, and marks the gap when it is filled', async () => {
    const { bench, kiosk } = await enrolledBench();
    const reports = [1, 2, 3, 4, 5].map(() => kiosk.next());
    const send = async (sequence: number) => {
      const report = reports[sequence - 1];
      if (report === undefined) throw new Error('expected a report');
      return (await deliver(bench, report)).kind;
    };
    expect(await send(1)).toBe('accepted');
    expect(await send(5)).toBe('accepted');
    const gap = { kind: 'sequence-gap', fromSequence: 2, toSequence: 4 };
    const gaps = async () => (await bench.alarms()).filter(({ kind }) => kind === 'sequence-gap');
    expect(await bench.alarms()).toMatchObject([{ ...gap, filledAt: null }]);
    expect(await send(3)).toBe('accepted');
    expect(await send(2)).toBe('accepted');
    expect(await gaps()).toMatchObject([{ ...gap, filledAt: null }]);
    expect(await send(4)).toBe('accepted');
    expect(await gaps()).toMatchObject([{ ...gap, filledAt: bench.clock.wallMs() }]);
    // Reports that arrived after their successors were reordered
    const reordered = (await bench.alarms()).filter(({ kind }) => kind === 'chain-reordered');
    expect(reordered).toMatchObject([{ fromSequence: 2, toSequence: 4, count: 3 }]);
    expect(bench.announced.filter((one) => one.kind === 'alarm')).toHaveLength(5);
  });

  it('refuses a late report that does not match its successor', async () => {
    const { bench, kiosk } = await enrolledBench();
    const first = kiosk.next();
    kiosk.next();
    const third = kiosk.next();
    await deliver(bench, first);
    await deliver(bench, third);
    const impostor = testKiosk();
    impostor.next();
    expect(await deliver(bench, impostor.next({ transactionId: transactionOf(7) }))).toMatchObject({
      code: 'chain-broken',
    });
  });

  it('keeps the chains of kiosks apart', async () => {
    const bench = await ingestBench();
    const kiosks = [testKiosk(kioskIdOf('north-1'), 1), testKiosk(kioskIdOf('north-2'), 2)];
    await bench.enrol(...kiosks);
    for (const kiosk of kiosks) expect((await deliver(bench, kiosk.next())).kind).toBe('accepted');
    expect(await bench.alarms()).toEqual([]);
  });

  it('returns the lost receipt after a crash between commit and answer', async () => {
    const first = await ingestBench();
    const kiosk = testKiosk();
    await first.enrol(kiosk);
    const report = kiosk.next();
    const lost = receiptOf(await deliver(first, report));
    await first.close();
    const second = await ingestBench({ dataDir: first.dataDir });
    const again = await deliver(second, report);
    expect(again.kind).toBe('duplicate');
    expect(Buffer.from(receiptOf(again))).toEqual(Buffer.from(lost));
  });

  it('leaves nothing behind when the write fails', async () => {
    const { bench, kiosk } = await enrolledBench();
    const report = kiosk.next();
    const failing = {
      ...bench.context,
      receipts: new ReceiptSigner({
        ...bench.context.signer,
        sign: () => {
          throw new Error('the key is unavailable');
        },
      }),
    };
    await expect(receiveReport(failing, report.wire)).rejects.toThrow('the key is unavailable');
    expect(await rows(bench)).toBe(0);
    const answer = await deliver(bench, report);
    expect(openReceipt(receiptOf(answer), bench.serverKey, { kioskId: kiosk.id, ...report })).toMatchObject({
      kind: 'valid',
    });
    expect(await rows(bench)).toBe(1);
  });

  it('announces an outcome once, and only when it is new', async () => {
    const { bench, kiosk } = await enrolledBench();
    const report = kiosk.next();
    await deliver(bench, report);
    await deliver(bench, report);
    expect(bench.announced).toMatchObject([{ kind: 'outcome', outcome: { feedPosition: 1, site: 'north' } }]);
  });
});
