import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { createErasureReceipts } from '../../../../kiosk/vault/retention/erasure-receipts.ts';
import type { ErasureReceipt } from '../../../../kiosk/fleet/uplink/reporter.ts';
import type { KeyClass } from '../../../../kiosk/vault/captures/keys/key-class.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const DIGEST = 'd'.repeat(64);
const DUE = { retentionClass: 'referred', cause: 'due' } as const;

async function receiving(folder = temporaryFolder()) {
  const journal = await openJournal(folder);
  const world = {
    due: 0,
    now: 1_000,
    broken: false,
    reports: [] as ErasureReceipt[],
    keys: [] as [KeyClass, string][],
    asked: [] as unknown[],
  };
  const receipts = createErasureReceipts({
    notes: journal.erasures,
    nowMs: () => world.now,
    retentionDigest: () => DIGEST,
    due: async (kind, atMs) => {
      world.asked.push([kind, atMs]);
      return world.due;
    },
    keysDestroyed: () => world.keys.splice(0),
    async report(receipt) {
      if (world.broken) throw new Error('the disk is full');
      world.reports.push(receipt);
    },
  });
  const erase = async () => {
    world.due = 0;
    world.keys.push(['referred', 'a'.repeat(32)], ['lane', 'b'.repeat(32)]);
  };
  return { folder, journal, world, receipts, erase };
}

describe('receipts of erasures', () => {
  it('contain class, cause, number, time and keys, and are not made when nothing was due', async () => {
    const { journal, world, receipts, erase } = await receiving();
    expect(await receipts.erase(DUE, erase)).toBe(0);
    expect(world.reports).toEqual([]);
    world.due = 3;
    expect(await receipts.erase(DUE, erase)).toBe(3);
    expect(world.reports).toEqual([
      { ...DUE, erased: 3, keyIds: ['a'.repeat(32)], from: 1_000, to: 1_000, retentionDigest: DIGEST },
    ]);
    expect(await journal.erasures.left()).toEqual([]);
    await journal.close();
  });

  it('contain the tag of a receipt taken after the captures were counted', async () => {
    const { journal, world, receipts } = await receiving();
    receipts.countCleared(2);
    receipts.countCleared(0, 'b'.repeat(32));
    await receipts.flush(true);
    receipts.countCleared(0, 'a'.repeat(32));
    await receipts.flush(true);
    expect(world.reports).toMatchObject([
      { retentionClass: 'cleared', erased: 2, receiptTags: ['b'.repeat(32)] },
      { retentionClass: 'cleared', erased: 0, receiptTags: ['a'.repeat(32)] },
    ]);
    await journal.close();
  });

  it('count travellers who went through together, for ten minutes or until the kiosk stops', async () => {
    const { journal, world, receipts } = await receiving();
    receipts.countCleared(4);
    world.now += 500_000;
    receipts.countCleared(0);
    receipts.countCleared(5);
    await receipts.flush();
    expect(world.reports).toEqual([]);
    world.now += 100_000;
    await receipts.flush();
    expect(world.reports).toMatchObject([
      { retentionClass: 'cleared', cause: 'passage-ended', erased: 9, from: 1_000, to: 501_000, keyIds: [] },
    ]);
    receipts.countCleared(1);
    await receipts.flush(true);
    await receipts.flush(true);
    expect(world.reports).toHaveLength(2);
    await journal.close();
  });

  it('contain sorted tags of receipts, at most as many as fit', async () => {
    const { journal, world, receipts } = await receiving();
    receipts.countCleared(3, 'b'.repeat(32));
    receipts.countCleared(2);
    receipts.countCleared(3, 'a'.repeat(32));
    await receipts.flush(true);
    expect(world.reports).toMatchObject([{ erased: 8, receiptTags: ['a'.repeat(32), 'b'.repeat(32)] }]);
    for (let count = 0; count < 100; count++) receipts.countCleared(1, String(count).padStart(32, '0'));
    await receipts.flush();
    expect(world.reports[1]?.receiptTags).toHaveLength(100);
    await journal.close();
  });

  it('name separately the keys that were destroyed later, at most a hundred in a report', async () => {
    const { journal, world, receipts } = await receiving();
    for (let count = 0; count < 150; count++) world.keys.push(['registered', String(count).padStart(32, '0')]);
    await receipts.flush();
    expect(world.reports.map(({ erased, keyIds }) => [erased, keyIds.length])).toEqual([
      [0, 100],
      [0, 50],
    ]);
    expect(world.reports[0]?.retentionClass).toBe('registered-traveller');
    await journal.close();
  });

  it('are made later when the report could not be made durable', async () => {
    const { journal, world, receipts, erase } = await receiving();
    world.due = 2;
    world.broken = true;
    receipts.countCleared(1);
    await expect(receipts.erase(DUE, erase)).rejects.toThrow('disk');
    await expect(receipts.flush(true)).rejects.toThrow('disk');
    world.broken = false;
    receipts.countCleared(1);
    await receipts.flush(true);
    expect(world.reports).toMatchObject([
      { retentionClass: 'referred', erased: 2, keyIds: ['a'.repeat(32)] },
      { retentionClass: 'cleared', erased: 2 },
    ]);
    expect(await journal.erasures.left()).toEqual([]);
    await journal.close();
  });

  it('are made after a power cut between erasing and reporting, and not after one before erasing', async () => {
    const first = await receiving();
    await first.journal.erasures.intend({ ...DUE, erased: 2, at: 900 });
    await first.journal.close();

    const erased = await receiving(first.folder);
    await erased.receipts.recover();
    expect(erased.world.reports).toMatchObject([{ ...DUE, erased: 2, from: 900 }]);
    // Erases records due at that time, not those due since
    expect(erased.world.asked).toEqual([[DUE, 900]]);
    expect(await erased.journal.erasures.left()).toEqual([]);
    await erased.journal.erasures.intend({ ...DUE, erased: 7, at: 950 });
    await erased.journal.close();

    const still = await receiving(first.folder);
    still.world.due = 7;
    await still.receipts.recover();
    expect(still.world.reports).toEqual([]);
    await still.receipts.erase(DUE, still.erase);
    expect(still.world.reports).toMatchObject([{ erased: 7 }]);
    await still.journal.close();
  });

  it('that could not be made are not lost when a later one is made', async () => {
    const { journal, world, receipts, erase } = await receiving();
    world.due = 2;
    world.broken = true;
    await expect(receipts.erase(DUE, erase)).rejects.toThrow('disk');
    world.broken = false;
    world.due = 3;
    await receipts.erase({ retentionClass: 'registered-traveller', cause: 'due' }, erase);
    await receipts.flush();
    expect(world.reports.map(({ retentionClass, erased }) => [retentionClass, erased])).toEqual([
      ['registered-traveller', 3],
      ['referred', 2],
    ]);
    await journal.close();
  });
});
