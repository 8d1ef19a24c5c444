/** A server's SQLite file whose schema is up to date, made once a run: copying it is faster than migrating one. */
import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase, SERVER_FILE } from '../../server/database/database.ts';

/** Puts it into a data folder that has none. */
export async function giveSchema(dataDir: string): Promise<void> {
  const file = join(dataDir, SERVER_FILE);
  if (existsSync(file)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  copyFileSync(await template(inject('postgres').folder), file, constants.COPYFILE_EXCL);
}

/** Two that find none both make one, and either will do. */
async function template(folder: string): Promise<string> {
  const file = join(folder, SERVER_FILE);
  if (existsSync(file)) return file;
  const dataDir = mkdtempSync(join(folder, 'template-'));
  const { knex } = await openDatabase({ dataDir });
  await knex.destroy();
  renameSync(join(dataDir, SERVER_FILE), file);
  return file;
}
