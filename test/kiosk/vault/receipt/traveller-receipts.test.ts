import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { createTravellerReceipts } from '../../../../kiosk/vault/receipt/traveller-receipts.ts';
import { judgeReceiptPolicy } from '../../../../server/contract/judge-traveller-receipt.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import {
  erasureTagOf,
  openTravellerReceipt,
  type ReceiptCode,
  transactionIdOf,
} from '../../../../server/contract/traveller-receipt.ts';
import { kioskIdOf } from '../../../server/fixtures/sample-report.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';

const seed = new Uint8Array(32).fill(9);
const code = 'ab'.repeat(16) as ReceiptCode;
const transaction = { id: transactionIdOf(code), code };
const HOUR_MS = 3_600_000;
const AFTER_DOUBT_MS = 4 * HOUR_MS;
const WALL_MS = Date.UTC(2026, 2, 1, 9, 30, 41);

function receipts(sign?: () => Promise<Uint8Array>) {
  const events: KioskEvent[] = [];
  const made = createTravellerReceipts({
    kioskId: kioskIdOf('lane-1'),
    clock: turnedClock(WALL_MS),
    secureElement: { sign: sign ?? (async (bytes) => ed25519.sign(bytes, seed)) },
    retention: { digest: 'd'.repeat(64), limitMs: (name) => (name === 'after-doubt' ? AFTER_DOUBT_MS : HOUR_MS) },
    vault: { epochKeyIds: () => ['e'.repeat(32)] },
    log: (event) => void events.push(event),
  });
  return { made, events };
}

function opened(view: ReturnType<ReturnType<typeof receipts>['made']['view']>) {
  if (view.kind !== 'made') throw new Error('no receipt was made');
  const read = openTravellerReceipt(view.text, () => ed25519.getPublicKey(seed));
  if (read.kind !== 'valid') throw new Error(read.code);
  return read.receipt;
}

describe('a lane’s receipt for the traveller in it', () => {
  it('is offered, requested and made in this order, and removed with the traveller', async () => {
    const { made } = receipts();
    expect([made.view(false).kind, made.view(true).kind, made.tag()]).toEqual(['offered', 'wanted', undefined]);
    await made.make();
    expect(made.view(true).kind).toBe('wanted');
    made.decided(transaction, 'cleared');
    await made.make();
    expect(made.view(true).kind).toBe('made');
    expect(made.tag()).toBe(erasureTagOf(code));
    made.forget();
    expect([made.view(true).kind, made.tag()]).toEqual(['wanted', undefined]);
  });

  it('of a cleared traveller promises destruction within minutes, and names no key', async () => {
    const { made } = receipts();
    made.decided(transaction, 'cleared');
    await made.make();
    const receipt = opened(made.view(true));
    expect(receipt).toMatchObject({ retentionClass: 'cleared', code, keyIds: [], kioskId: 'lane-1' });
    expect(receipt.issuedAt).toBe(Date.UTC(2026, 2, 1, 9, 30));
    expect(receipt.goneBy).toBe(Date.UTC(2026, 2, 1, 9, 34));
    expect(judgeReceiptPolicy(receipt, DEVELOPMENT_RETENTION, 'd'.repeat(64))).toBe('within-policy');
  });

  it('of a referred traveller contains the time limit and the key ids', async () => {
    const { made } = receipts();
    made.decided(transaction, 'referred');
    await made.make();
    const receipt = opened(made.view(true));
    expect(receipt).toMatchObject({ retentionClass: 'referred', keyIds: ['e'.repeat(32)] });
    expect(receipt.goneBy).toBe(Date.UTC(2026, 2, 1, 14, 31));
    const { kioskId, issuedAt, goneBy } = receipt;
    expect(made.view(true)).toMatchObject({ kioskId, issuedAt, goneBy });
    expect(judgeReceiptPolicy(receipt, DEVELOPMENT_RETENTION, 'd'.repeat(64))).toBe('within-policy');
  });

  it('is reported as unavailable when it cannot be signed; the traveller continues', async () => {
    const { made, events } = receipts(() => Promise.reject(new Error('away')));
    made.decided(transaction, 'cleared');
    await made.make();
    expect(made.view(true)).toEqual({ kind: 'missed' });
    expect(made.tag()).toBeUndefined();
    expect(events).toEqual([{ event: 'step-failed', step: 'receipt', error: 'Error', code: 'none' }]);
  });

  it('of one traveller is never shown to the next, however late it was signed', async () => {
    let signed: (signature: Uint8Array) => void = () => undefined;
    const { made } = receipts(() => new Promise((resolve) => (signed = resolve)));
    made.decided(transaction, 'cleared');
    const making = made.make();
    made.forget();
    signed(new Uint8Array(64));
    await making;
    expect(made.view(true)).toEqual({ kind: 'wanted' });
  });
});
