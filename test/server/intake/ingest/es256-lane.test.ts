/** A lane whose key is in a TPM: ES256 from the report to the proof. */
import { describe, expect, it } from 'vitest';
import { openTravellerReceipt } from '../../../../server/contract/traveller-receipt.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { receiptOf } from '../../fixtures/sample-receipt.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const ID = kioskIdOf('north-tpm');

async function enrolled() {
  const bench = await ingestBench();
  const kiosk = testKiosk(ID, 7, 'es256');
  const other = testKiosk(kioskIdOf('north-1'));
  await bench.enrol(kiosk, other);
  return { bench, kiosk, other };
}

describe('a lane with an ES256 key', () => {
  it('delivers reports and statuses beside a lane with an Ed25519 key', async () => {
    const { bench, kiosk, other } = await enrolled();
    for (const report of [kiosk.next(), other.next(), kiosk.next(), other.next()]) {
      expect(await receiveReport(bench.context, report.wire)).toMatchObject({ kind: 'accepted' });
    }
    expect(await receiveStatus(bench.context, kiosk.status())).not.toMatchObject({ kind: 'refused' });
    expect(await bench.alarms()).toEqual([]);
  });

  it('is not believed when a report is signed with Ed25519, under the same name or a relabelled one', async () => {
    const { bench, kiosk } = await enrolled();
    const downgraded = testKiosk(ID, 7, 'ed25519');
    const [own, theirs] = [kiosk.next(), downgraded.next()].map(
      ({ wire }) => JSON.parse(Buffer.from(wire).toString()) as Record<string, string>,
    );
    expect(await receiveReport(bench.context, downgraded.next().wire)).toMatchObject({ code: 'bad-signature' });
    const mixed = Buffer.from(JSON.stringify({ ...own, signature: theirs?.['signature'] }));
    expect(await receiveReport(bench.context, mixed)).toMatchObject({ code: 'bad-signature' });
    // No field of an envelope names an algorithm
    const asked = Buffer.from(JSON.stringify({ ...theirs, algorithm: 'ed25519' }));
    expect(await receiveReport(bench.context, asked)).toMatchObject({ code: 'malformed-envelope' });
  });

  it('keeps its key: enrolled again with an Ed25519 key, it still signs with ES256', async () => {
    const { bench, kiosk } = await enrolled();
    await bench.enrol(testKiosk(ID, 7, 'ed25519'));
    expect(await receiveReport(bench.context, kiosk.next().wire)).toMatchObject({ kind: 'accepted' });
  });

  it('signs the receipts of travellers, which /verify opens with its key alone', () => {
    const kiosk = testKiosk(ID, 7, 'es256');
    const text = receiptOf(kiosk);
    expect(openTravellerReceipt(text, () => kiosk.publicKey)).toMatchObject({ kind: 'valid' });
    for (const key of [testKiosk(ID, 8, 'es256').publicKey, testKiosk(ID, 7).publicKey]) {
      expect(openTravellerReceipt(text, () => key)).toEqual({ kind: 'refused', code: 'bad-signature' });
    }
  });
});
