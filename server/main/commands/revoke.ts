/**
 * `postern-server revoke --officer ID --cause CAUSE`: revokes an officer, so that lanes refuse the officer's grants and the server signs no
 * more, whether or not it runs. CAUSE is `key-stolen` or `suspicion`; two administrators who can take the revocation back are shown it. Prints
 * one JSON line: `{"kind":"revoked"}` with exit code 0, or `{"kind":"refused","code":…}` with 1, 64 (wrong arguments) or 78 (configuration).
 */
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readConfig } from '../config/config.ts';
import { z } from 'zod';
import { officerIdSchema } from '../../contract/field.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { codeEntriesOf } from './coded-database.ts';
import { EXAMINED_CAUSES } from '../../people/duties/revocation-vocabulary.ts';
import { revokeOfficer } from '../../people/duties/revoked-officers.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { COMMAND_LINE } from '../../records/acts/machine.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { WriteQueue } from '../../platform/database/write-queue.ts';

keepFilesPrivate();

function print(answer: Readonly<Record<string, unknown>>, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

const argumentsSchema = z.strictObject({ officer: officerIdSchema, cause: z.enum(EXAMINED_CAUSES) });

function readArguments(): unknown {
  try {
    return { ...parseArgs({ options: { officer: { type: 'string' }, cause: { type: 'string' } } }).values };
  } catch {
    return undefined;
  }
}

async function revoke(transaction: Transaction, { officer, cause }: z.infer<typeof argumentsSchema>): Promise<void> {
  const at = backgroundClock.wallMs();
  await revokeOfficer(transaction, { officer, at, cause, by: COMMAND_LINE });
  await recordAct(transaction, {
    person: COMMAND_LINE,
    session: null,
    role: null,
    act: 'officer.revoke',
    target: { subject: officer },
    result: 'done',
    at,
    details: { cause },
  });
}

async function main(): Promise<void> {
  const config = readConfig();
  if (config.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: config.faults }, 78);
  const parsed = argumentsSchema.safeParse(readArguments());
  if (!parsed.success) return print({ kind: 'refused', code: 'usage' }, 64);
  const database = await openDatabase(config.config);
  try {
    await codeEntriesOf(database.knex, config.config);
    const queue = new WriteQueue(database.knex);
    await queue.run((transaction) => revoke(transaction, parsed.data));
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
