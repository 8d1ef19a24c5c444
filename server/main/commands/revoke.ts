/**
 * `node .build/server/main/commands/revoke.js --officer ID`: revokes an officer, so that lanes refuse the officer's grants and the server signs no
 * more, whether or not it runs. Prints one JSON line: `{"kind":"revoked"}` with exit code 0, or `{"kind":"refused","code":…}` with 1,
 * 64 (wrong arguments) or 78 (configuration).
 */
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readConfig } from '../config/config.ts';
import { officerIdSchema } from '../../contract/field.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { codeEntriesOf } from './coded-database.ts';
import { revokeOfficer } from '../../people/duties/revoked-officers.ts';
import { WriteQueue } from '../../platform/database/write-queue.ts';

keepFilesPrivate();

function print(answer: Readonly<Record<string, unknown>>, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

function readArguments(): unknown {
  try {
    return parseArgs({ options: { officer: { type: 'string' } } }).values.officer;
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const config = readConfig();
  if (config.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: config.faults }, 78);
  const officer = officerIdSchema.safeParse(readArguments());
  if (!officer.success) return print({ kind: 'refused', code: 'usage' }, 64);
  const database = await openDatabase(config.config);
  try {
    await codeEntriesOf(database.knex, config.config);
    const queue = new WriteQueue(database.knex);
    await queue.run((transaction) => revokeOfficer(transaction, officer.data, backgroundClock.wallMs()));
    print({ kind: 'revoked' }, 0);
  } finally {
    await database.knex.destroy();
  }
}

try {
  await main();
} catch (error) {
  print({ kind: 'refused', ...startFailureOf(error) }, 1);
}
