/** A SQLite file with the current schema, made once per run: copying it is faster than migrating a new one. */
import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase, SERVER_FILE } from '../../server/platform/database/database.ts';

/** Copies it into a data folder without a database. */
export async function giveSchema(dataDir: string): Promise<void> {
  const file = join(dataDir, SERVER_FILE);
  if (existsSync(file)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  copyFileSync(await template(inject('postgres').folder), file, constants.COPYFILE_EXCL);
}

/** Two processes that both miss it both make one; either is valid. */
async function template(folder: string): Promise<string> {
  const file = join(folder, SERVER_FILE);
  if (existsSync(file)) return file;
  const dataDir = mkdtempSync(join(folder, 'template-'));
  const { knex } = await openDatabase({ dataDir });
  await knex.destroy();
  renameSync(join(dataDir, SERVER_FILE), file);
  return file;
}
