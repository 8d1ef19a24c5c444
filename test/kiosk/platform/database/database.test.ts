import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase, truncateLog } from '../../../../kiosk/platform/database/database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const CANARY = 'what-was-to-be-gone';

async function withRow() {
  const file = join(temporaryFolder(), 'store.sqlite');
  const open = () =>
    openDatabase(file, async (tx) => {
      if (!(await tx.schema.hasTable('rows'))) await tx.schema.createTable('rows', (table) => void table.text('text'));
    });
  const db = await open();
  await db('rows').insert({ text: CANARY });
  await db('rows').delete();
  const holds = () => [file, `${file}-wal`].some((name) => readFileSync(name).includes(CANARY));
  return { db, open, holds };
}

it('an emptied log and its database contain nothing of a row that was deleted', async () => {
  const { db, holds } = await withRow();
  expect(holds()).toBe(true);
  await truncateLog(db);
  expect(holds()).toBe(false);
  await db.destroy();
});

it('a log in use by a reader is emptied when the reader is done', async () => {
  const { db, open, holds } = await withRow();
  const reader = await open();
  const reading = await reader.transaction();
  await reading('rows').select();
  const truncated = truncateLog(db);
  setTimeout(() => void reading.commit(), 300);
  await truncated;
  expect(holds()).toBe(false);
  await Promise.all([db.destroy(), reader.destroy()]);
});

it('a log with a persistent reader is reported as not emptied', async () => {
  const { db, open } = await withRow();
  const reader = await open();
  const reading = await reader.transaction();
  await reading('rows').select();
  await expect(truncateLog(db)).rejects.toThrow('could not be emptied');
  await reading.rollback();
  await Promise.all([db.destroy(), reader.destroy()]);
});
