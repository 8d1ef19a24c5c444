import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEnvelope, encodeEnvelope, reportSigningInput } from '../../../../server/contract/envelope.ts';
import { GENESIS_DIGEST, type KioskId, type Report, type TransactionId } from '../../../../server/contract/report.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import type { Outbox } from '../../../../kiosk/fleet/uplink/outbox.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const KIOSK = 'lane-1' as KioskId;
const element = softSecureElement();
const sign = (payload: Uint8Array) => element.sign(reportSigningInput(payload));
const newId = () => randomBytes(16).toString('hex') as TransactionId;

const passage =
  (transactionId = newId(), reportedAt = 1_000) =>
  (sequence: number, previous: string): Report => ({
    version: 1,
    kind: 'passage',
    kioskId: KIOSK,
    sequence,
    previous,
    transactionId,
    reportedAt,
    passage: 'one-person',
    durationMs: 10,
  });
const match =
  (transactionId: TransactionId, outcome: 'cleared' | 'referred') =>
  (sequence: number, previous: string): Report => ({
    version: 1,
    kind: 'match',
    kioskId: KIOSK,
    sequence,
    previous,
    transactionId,
    reportedAt: 1_000,
    startedAt: 900,
    durations: { total: 100 },
    outcome,
    reasons: outcome === 'cleared' ? [] : ['nobody-in-view'],
    checks: [],
    policyDigest: 'a'.repeat(64),
    noticeDigest: 'b'.repeat(64),
    modelDigests: {},
    devices: [],
    document: null,
  });
const all = async (outbox: Outbox) => {
  const digests: string[] = [];
  for (let next = await outbox.next(); next !== undefined; next = await outbox.next()) {
    digests.push(next.digest);
    await outbox.markDelivered(next.sequence, new Uint8Array([1]), 2_000);
  }
  return digests;
};

describe('the outbox', () => {
  test('chains and signs reports, gapless from 1, and numbers concurrent ones in turn', async () => {
    const journal = await openJournal(temporaryFolder());
    const reports = await Promise.all([1, 2, 3, 4].map(() => journal.outbox.append(passage(), sign)));
    expect(reports.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    let previous = GENESIS_DIGEST;
    for (const report of reports) {
      const opened = openEnvelope(encodeEnvelope({ kioskId: KIOSK, ...report }), element.key);
      expect(opened).toMatchObject({ kind: 'valid', report: { previous } });
      previous = report.digest;
    }
    await journal.close();
  });

  describe('while the secure element is unavailable', () => {
    const away = softSecureElement();
    away.lost = true;
    const signAway = (payload: Uint8Array) => away.sign(reportSigningInput(payload));

    test('appends no report that clears a traveller', async () => {
      const journal = await openJournal(temporaryFolder());
      await expect(journal.outbox.append(match(newId(), 'cleared'), signAway)).rejects.toMatchObject({
        code: 'disconnected',
      });
      expect(journal.outbox.head().sequence).toBe(0);
      await journal.close();
    });
    test('keeps a referral, and delivers it and later reports only after it is signed, also after a restart', async () => {
      const folder = temporaryFolder();
      const before = await openJournal(folder);
      await before.outbox.append(match(newId(), 'referred'), signAway, 'kept');
      await before.outbox.append(passage(), sign);
      expect(await before.outbox.next()).toBeUndefined();
      expect(before.outbox.undelivered()).toBe(2);
      await expect(before.outbox.signKept(signAway)).rejects.toMatchObject({ code: 'disconnected' });
      await before.close();
      const after = await openJournal(folder);
      expect(await after.outbox.next()).toBeUndefined();
      expect(await after.outbox.signKept(sign)).toBe(1);
      expect(await after.outbox.signKept(sign)).toBe(0);
      const first = await after.outbox.next();
      if (first === undefined) throw new Error('there is one');
      expect(openEnvelope(encodeEnvelope({ kioskId: KIOSK, ...first }), element.key)).toMatchObject({ kind: 'valid' });
      expect(await all(after.outbox)).toHaveLength(2);
      await after.close();
    });
    test('signs no report that was changed in the meantime', async () => {
      const folder = temporaryFolder();
      const journal = await openJournal(folder);
      await journal.outbox.append(match(newId(), 'referred'), signAway, 'kept');
      await journal.close();
      const db = await openDatabase(join(folder, 'journal.sqlite'), async () => undefined);
      const row = await db<{ payload: Buffer }>('outbox').first();
      const changed = Buffer.from((row?.payload.toString() ?? '').replace('"reportedAt":1000', '"reportedAt":1001'));
      await db('outbox').update({ payload: changed });
      await db.destroy();
      const after = await openJournal(folder);
      await expect(after.outbox.signKept(sign)).rejects.toThrow('was changed');
      expect(await after.outbox.next()).toBeUndefined();
      await after.close();
    });
  });

  test('continues at its position after a restart', async () => {
    const folder = temporaryFolder();
    const before = await openJournal(folder);
    const first = await before.outbox.append(passage(), sign);
    await before.close();
    const after = await openJournal(folder);
    expect(after.outbox.head()).toEqual({ sequence: 1, digest: first.digest });
    expect(after.outbox.undelivered()).toBe(1);
    const second = await after.outbox.append(passage(), sign);
    expect(second.sequence).toBe(2);
    expect(await all(after.outbox)).toEqual([first.digest, second.digest]);
    await after.close();
  });

  test('loses no number when signing fails, a report is refused, or a transaction is reported twice', async () => {
    const journal = await openJournal(temporaryFolder());
    const { outbox } = journal;
    const id = newId();
    await outbox.append(passage(id), sign);
    await expect(outbox.append(passage(), () => Promise.reject(new Error('no key')))).rejects.toThrow('no key');
    await expect(outbox.append(passage('short' as TransactionId), sign)).rejects.toMatchObject({ code: 'invalid' });
    await expect(outbox.append(passage(id), sign)).rejects.toThrow();
    expect((await outbox.append(passage(), sign)).sequence).toBe(2);
    expect(outbox.undelivered()).toBe(2);
    await journal.close();
  });

  test('reports a cleared traveller whose passage was never reported', async () => {
    const journal = await openJournal(temporaryFolder());
    const { outbox } = journal;
    const [first, second] = [newId(), newId()];
    expect(await outbox.openPassage()).toBeUndefined();
    await outbox.append(match(first, 'cleared'), sign);
    expect(await outbox.openPassage()).toEqual({ transactionId: first, reportedAt: 1_000 });
    await outbox.append(passage(first), sign);
    expect(await outbox.openPassage()).toBeUndefined();
    await outbox.append(match(second, 'referred'), sign);
    expect(await outbox.openPassage()).toBeUndefined();
    await journal.close();
  });

  test('returns reports again after a rewind, and drops only old delivered ones', async () => {
    const journal = await openJournal(temporaryFolder());
    const { outbox } = journal;
    for (let count = 0; count < 3; count += 1) await outbox.append(passage(), sign);
    const digests = await all(outbox);
    expect(outbox.undelivered()).toBe(0);
    expect(await outbox.rewind(2)).toBe(2);
    expect(await all(outbox)).toEqual(digests.slice(1));
    expect(await outbox.prune(1_999)).toBe(0);
    expect(await outbox.prune(2_001)).toBe(2);
    expect(outbox.head().sequence).toBe(3);
    await journal.close();
  });
});

describe('viewings in the outbox', () => {
  const viewing =
    (transactionId: TransactionId) =>
    (sequence: number, previous: string): Report => ({
      version: 1,
      kind: 'viewing',
      kioskId: KIOSK,
      sequence,
      previous,
      transactionId,
      reportedAt: 1_000,
      grant: 'c'.repeat(64),
      released: ['face-frame'],
    });
  test('may occur often in one transaction; a decision and a passage may not', async () => {
    const journal = await openJournal(temporaryFolder());
    const { outbox } = journal;
    const id = newId();
    await outbox.append(match(id, 'referred'), sign);
    await outbox.append(viewing(id), sign);
    await outbox.append(viewing(id), sign);
    await expect(outbox.append(match(id, 'referred'), sign)).rejects.toThrow();
    expect(outbox.head().sequence).toBe(3);
    await journal.close();
  });
  test('do not hide a barrier that may be open', async () => {
    const journal = await openJournal(temporaryFolder());
    const cleared = newId();
    await journal.outbox.append(match(cleared, 'cleared'), sign);
    await journal.outbox.append(viewing(newId()), sign);
    expect(await journal.outbox.openPassage()).toMatchObject({ transactionId: cleared });
    await journal.close();
  });
  test('fit into a journal of the previous version', async () => {
    const folder = temporaryFolder();
    const before = await openJournal(folder);
    const id = newId();
    await before.outbox.append(match(id, 'referred'), sign);
    await before.close();
    const db = await openDatabase(join(folder, 'journal.sqlite'), async (tx) => {
      await tx.raw('drop index outbox_once');
      await tx.raw('create unique index outbox_transaction_id_kind_unique on outbox (transaction_id, kind)');
    });
    await db.destroy();
    const after = await openJournal(folder);
    for (const report of [viewing(id), viewing(id)]) await after.outbox.append(report, sign);
    await expect(after.outbox.append(match(id, 'referred'), sign)).rejects.toThrow();
    await after.close();
  });
});
