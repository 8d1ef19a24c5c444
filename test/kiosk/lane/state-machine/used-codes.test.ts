import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { createUsedCodesTable, usedCodes } from '../../../../kiosk/lane/state-machine/used-codes.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const DAY_MS = 86_400_000;

describe('used declaration codes', () => {
  it('are accepted once, also after a restart, and dropped a day after they have ended', async () => {
    const folder = temporaryFolder();
    const open = async () => {
      const db = await openDatabase(join(folder, 'journal.sqlite'), createUsedCodesTable);
      onTestFinished(() => db.destroy());
      return usedCodes(db);
    };
    const before = await open();
    expect([await before.use('a', 10 * DAY_MS), await before.use('b', 10 * DAY_MS)]).toEqual([true, true]);
    expect(await before.use('a', 10 * DAY_MS)).toBe(false);
    const after = await open();
    await after.dropEnded(11 * DAY_MS);
    expect(await after.use('a', 10 * DAY_MS)).toBe(false);
    await after.dropEnded(11 * DAY_MS + 1);
    expect(await after.use('a', 10 * DAY_MS)).toBe(true);
  });
});
