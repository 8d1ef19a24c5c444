import { randomBytes } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Mode } from '../../../../hardware/host/mode.ts';
import type { Marked } from '../../../../server/contract/rehearsal.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { backoffMs, FIRST_WAIT_MS, LONGEST_WAIT_MS } from '../../../../kiosk/fleet/uplink/backoff.ts';
import { type DeliveryState, startDelivery } from '../../../../kiosk/fleet/uplink/delivery.ts';
import type { PostOutcome } from '../../../../kiosk/fleet/uplink/post.ts';
import { plainLink } from '../../../../kiosk/fleet/uplink/server-link.ts';
import { openEnvelope, reportSigningInput } from '../../../../server/contract/envelope.ts';
import { encodeReceipt, receiptBytes, receiptSigningInput } from '../../../../server/contract/receipt.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const KIOSK = 'lane-1' as KioskId;
const serverSecret = new Uint8Array(randomBytes(32));
const serverKey = ed25519.getPublicKey(serverSecret);

/** A kiosk's delivery against a server that answers as `answer` says. */
async function aDelivery(
  answer: (envelope: Uint8Array, receipt: (secret?: Uint8Array, mark?: Marked) => PostOutcome) => PostOutcome,
  mode: Mode = 'production',
) {
  const element = softSecureElement();
  const journal = await openJournal(temporaryFolder());
  const clock = turnedClock();
  const states: DeliveryState[] = [];
  const sent: number[] = [];
  const append = () =>
    journal.outbox.append(
      (sequence, previous) => ({
        version: 1,
        kind: 'passage',
        kioskId: KIOSK,
        sequence,
        previous,
        transactionId: randomBytes(16).toString('hex') as TransactionId,
        reportedAt: 1_000,
        passage: 'one-person',
        durationMs: 1,
      }),
      (payload) => element.sign(reportSigningInput(payload)),
    );
  const start = () =>
    startDelivery({
      kioskId: KIOSK,
      mode,
      clock,
      outbox: journal.outbox,
      link: plainLink(new URL('http://127.0.0.1:1')),
      serverKeys: () => [{ publicKey: serverKey, until: Infinity }],
      random: () => 1,
      onState: (state) => states.push(state),
      send: async (_link, _path, envelope) => {
        const opened = openEnvelope(envelope, element.key);
        if (opened.kind === 'refused') throw new Error('an envelope that does not open');
        sent.push(opened.report.sequence);
        return answer(envelope, (secret = serverSecret, mark = {}) => {
          const payload = receiptBytes({
            version: 1,
            kioskId: KIOSK,
            sequence: opened.report.sequence,
            digest: opened.digest,
            receivedAt: 1,
            ...mark,
          });
          return { kind: 'accepted', body: encodeReceipt(payload, ed25519.sign(receiptSigningInput(payload), secret)) };
        });
      },
    });
  /** Turns the clock, a second at a time, until it is so; the database and the loop get their turns in between. */
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await clock.advance(1_000);
    }
  };
  return { journal, clock, states, sent, append, start, until };
}

describe('delivery of reports', () => {
  test('is in order, one at a time, and ends when the outbox is empty', async () => {
    const { journal, append, start, until, sent } = await aDelivery((_envelope, receipt) => receipt());
    for (let count = 0; count < 3; count += 1) await append();
    const delivery = start();
    await until(() => delivery.state().kind === 'idle' && sent.length > 0);
    expect(sent).toEqual([1, 2, 3]);
    expect(journal.outbox.undelivered()).toBe(0);
    await append();
    delivery.wake();
    await until(() => sent.length === 4 && delivery.state().kind === 'idle');
    expect(sent).toEqual([1, 2, 3, 4]);
    await delivery.close();
    await journal.close();
  });

  test('repeats a report until its receipt arrives, and only then continues', async () => {
    let failures = 3;
    const { journal, append, start, until, sent } = await aDelivery((_envelope, receipt) =>
      failures-- > 0 ? { kind: 'unreachable' } : receipt(),
    );
    await append();
    await append();
    const delivery = start();
    await until(() => journal.outbox.undelivered() === 0);
    expect(sent).toEqual([1, 1, 1, 1, 2]);
    await delivery.close();
    await journal.close();
  });

  test('accepts no receipt that the pinned server did not sign', async () => {
    const { journal, append, start, until, sent, states } = await aDelivery((_envelope, receipt) =>
      receipt(new Uint8Array(randomBytes(32))),
    );
    await append();
    const delivery = start();
    await until(() => sent.length >= 3);
    expect(journal.outbox.undelivered()).toBe(1);
    expect(states.at(-1)).toEqual({ kind: 'waiting', why: 'receipt-invalid' });
    await delivery.close();
    await journal.close();
  });

  test.each([
    ['production', { rehearsal: true }],
    ['rehearsal', {}],
  ] as const)('in %s accepts no receipt of a server in another mode', async (mode, mark) => {
    const { journal, append, start, until, sent, states } = await aDelivery(
      (_envelope, receipt) =>
        receipt(undefined, sent.length < 3 ? mark : mode === 'rehearsal' ? { rehearsal: true } : {}),
      mode,
    );
    await append();
    const delivery = start();
    await until(() => journal.outbox.undelivered() === 0);
    expect(states).toContainEqual({ kind: 'waiting', why: 'receipt-invalid' });
    expect(sent).toHaveLength(3);
    await delivery.close();
    await journal.close();
  });

  test('never drops a report that the server refuses, and logs why it waits', async () => {
    const { journal, append, start, until, sent, states } = await aDelivery(() => ({
      kind: 'refused',
      code: 'chain-fork',
      advice: 'stop',
    }));
    await append();
    const delivery = start();
    await until(() => sent.length >= 4);
    expect(journal.outbox.undelivered()).toBe(1);
    expect(states).toContainEqual({ kind: 'waiting', why: 'chain-fork' });
    await delivery.close();
    await journal.close();
  });
});

describe('the delay between attempts at delivery', () => {
  test('doubles up to a bound, with jitter, and never becomes too short', () => {
    expect(backoffMs(1, 1)).toBe(FIRST_WAIT_MS);
    expect(backoffMs(2, 1)).toBe(2 * FIRST_WAIT_MS);
    expect(backoffMs(1_000, 1)).toBe(LONGEST_WAIT_MS);
    expect(backoffMs(1, 0)).toBe(FIRST_WAIT_MS / 10);
  });
});
