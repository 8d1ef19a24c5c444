import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it, vi } from 'vitest';
import { ReceiptSigner } from '../../../../server/intake/ingest/receipt-signer.ts';
import { receiveReport, type ReportAnswer } from '../../../../server/intake/ingest/receive-report.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { openReceipt } from '../../../../server/contract/receipt.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const seed = new Uint8Array(32).fill(200);
const publicKey = ed25519.getPublicKey(seed);

/** A key that signs only when told, one signature after the other. */
function slowKey() {
  const waiting: (() => void)[] = [];
  return {
    publicKey,
    asked: 0,
    sign(input: Uint8Array): Promise<Uint8Array> {
      this.asked += 1;
      return new Promise((resolve) => waiting.push(() => resolve(ed25519.sign(input, seed))));
    },
    waiting: () => waiting.length,
    answer: () => waiting.shift()?.(),
  };
}

/** Counts the requested receipts. */
class CountingSigner extends ReceiptSigner {
  asked = 0;
  override sign(payload: Uint8Array): Promise<Uint8Array> {
    this.asked += 1;
    return super.sign(payload);
  }
}

const kiosks = (count: number) =>
  Array.from({ length: count }, (_, at) => testKiosk(kioskIdSchema.parse(`north-${at + 1}`), at + 1));

describe('reports during a slow signature', () => {
  it('are signed together by the next signature, and block no other write', async () => {
    const key = slowKey();
    const bench = await ingestBench();
    const receipts = new CountingSigner(key);
    const context = { ...bench.context, receipts };
    const lanes = kiosks(21);
    await bench.enrol(...lanes);
    const reports = lanes.map((lane) => ({ kioskId: lane.id, ...lane.next() }));
    const [first, ...others] = reports;
    const answers = [receiveReport(context, first!.wire)];
    await vi.waitFor(() => expect(key.waiting()).toBe(1), 60_000);
    answers.push(...others.map((report) => receiveReport(context, report.wire)));
    await vi.waitFor(() => expect(receipts.asked).toBe(21), 60_000);
    // The store accepts other writes in the meantime, and holds none of these reports
    await bench.context.queue.run((transaction) =>
      transaction('kiosks').where({ id: 'north-2' }).update({ evidence_url: '' }),
    );
    expect(await bench.database.knex('reports').select('sequence')).toEqual([]);

    const settled = Promise.all(answers);
    const answering = setInterval(key.answer, 20);
    const all = await settled.finally(() => clearInterval(answering));
    all.forEach((answer, at) => {
      const { kioskId, sequence, digest } = reports[at]!;
      expect(answer.kind).toBe('accepted');
      const receipt = 'receipt' in answer ? answer.receipt : new Uint8Array();
      expect(openReceipt(receipt, publicKey, { kioskId, sequence, digest }).kind).toBe('valid');
    });
    expect(key.asked).toBe(2);
    // A batch's receipts are returned as stored, also while the key is unavailable
    const away = new ReceiptSigner({
      publicKey,
      sign() {
        throw new Error('the token is unavailable');
      },
    });
    const last = reports.at(-1)!;
    const again = await receiveReport({ ...context, receipts: away }, last.wire);
    const bytesOf = (answer: ReportAnswer) =>
      'receipt' in answer ? Buffer.from(answer.receipt).toString() : answer.code;
    expect([again.kind, bytesOf(again)]).toEqual(['duplicate', bytesOf(all.at(-1)!)]);
  });

  it('are all refused when it fails, and signed by the next successful one', async () => {
    let fails = true;
    const signer = new ReceiptSigner({
      publicKey,
      sign(input) {
        if (fails) throw new Error('the token is unavailable');
        return ed25519.sign(input, seed);
      },
    });
    const payloads = [1, 2, 3].map((at) => Uint8Array.of(at));
    const refused = await Promise.allSettled(payloads.map((payload) => signer.sign(payload)));
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    fails = false;
    expect(await Promise.all(payloads.map((payload) => signer.sign(payload)))).toHaveLength(3);
  });
});
