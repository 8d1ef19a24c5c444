import { describe, expect, it } from 'vitest';
import type { DocumentHandle } from '../../../../kiosk/rules/document/handle.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { countWithin } from '../../../../kiosk/lane/state-machine/try-counts.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const HANDLE: DocumentHandle = { handle: 'a'.repeat(64), epoch: '2026-01-01' };
const OTHER: DocumentHandle = { ...HANDLE, handle: 'b'.repeat(64) };

describe('tries of a day', () => {
  it('survive a restart, are counted for each document and kind, and end with the day', async () => {
    const folder = temporaryFolder();
    const before = await openJournal(folder);
    expect(await before.counts.today(HANDLE, 'comparisons')).toBe(0);
    await Promise.all([
      before.counts.add(HANDLE, 'comparisons'),
      before.counts.add(HANDLE, 'comparisons'),
      before.counts.add(HANDLE, 'tokens'),
      before.counts.add(OTHER, 'presentations'),
    ]);
    await before.close();
    const { counts, close } = await openJournal(folder);
    const all = async (handle: DocumentHandle) =>
      Promise.all(
        (['comparisons', 'finger', 'tokens', 'presentations'] as const).map((one) => counts.today(handle, one)),
      );
    expect([await all(HANDLE), await all(OTHER)]).toEqual([
      [2, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
    await counts.dropBefore('2026-01-02');
    expect([await all(HANDLE), await all(OTHER)]).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    await close();
  });

  it('are permitted up to a separate limit for each kind', async () => {
    const { counts, close } = await openJournal(temporaryFolder());
    const given: boolean[] = [];
    for (let time = 0; time < 3; time++) given.push(await countWithin(counts, HANDLE, 'presentations', 2));
    expect(given).toEqual([true, true, false]);
    expect(await counts.today(HANDLE, 'presentations')).toBe(2);
    expect(await countWithin(counts, HANDLE, 'comparisons', 1)).toBe(true);
    await close();
  });
});
