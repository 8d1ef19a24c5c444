/**
 * `postern-server database COMMAND`, run as the owner of a PostgreSQL database, whose account setup has stored or is in `POSTERN_SERVER_DATABASE_URL`: `prepare`
 * migrates both schemas and grants the other accounts their rights; `check` only compares. Prints one JSON line. Exit codes: 0 done,
 * 1 refused, 64 wrong arguments, 78 configuration.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { readOwnerConfig } from '../config/config.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { checkAccounts, prepareAccounts } from '../../platform/database/rights/accounts.ts';
import { READER, SERVER } from '../setup/database-accounts.ts';
import type { Accounts } from '../../platform/database/rights/grant-rights.ts';

keepFilesPrivate();

const USAGE = [
  'prepare [--server ROLE [--reader ROLE]]    migrates and grants the accounts their rights',
  'check [--server ROLE [--reader ROLE]]      lists missing and excess rights',
  `                                           without names: those that setup makes, ${SERVER} and ${READER}`,
] as const;

/** Roles must exist; the database's operator makes them. */
const roleSchema = z.string().regex(/^[a-z_][a-z0-9_-]{0,62}$/, 'must be the name of a role');
const accountsSchema = z.strictObject({ server: roleSchema, reader: roleSchema.optional() });

type Answer = Readonly<Record<string, unknown>> & { readonly kind: string };

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === undefined) return print({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
  const read = readOwnerConfig();
  if (read.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  const { postgres } = read.config;
  if (postgres === undefined) {
    const hint = 'POSTERN_SERVER_DATABASE_URL is not a PostgreSQL database; SQLite has no accounts.';
    return print({ kind: 'refused', code: 'no-accounts', hint }, 1);
  }
  const { server, reader } = asked.accounts;
  if (new Set([server, reader, postgres.login().user]).size < 3) {
    return print(
      { kind: 'refused', code: 'one-account', hint: 'Owner, server and reader must be three different accounts.' },
      1,
    );
  }
  const faults = await (asked.name === 'prepare' ? prepareAccounts : checkAccounts)(read.config, asked.accounts);
  if (faults.length > 0) print({ kind: 'refused', code: 'rights', faults }, 1);
  else print({ kind: asked.name === 'prepare' ? 'prepared' : 'as-it-should-be', ...asked.accounts }, 0);
}

function readArguments(): { readonly name: 'prepare' | 'check'; readonly accounts: Accounts } | undefined {
  try {
    const text = { type: 'string' } as const;
    const { positionals, values } = parseArgs({ options: { server: text, reader: text }, allowPositionals: true });
    const [name] = positionals;
    const isNamed = values.server !== undefined || values.reader !== undefined;
    const accounts = accountsSchema.safeParse(isNamed ? { ...values } : { server: SERVER, reader: READER });
    if (positionals.length !== 1 || (name !== 'prepare' && name !== 'check') || !accounts.success) return undefined;
    const { server, reader } = accounts.data;
    return { name, accounts: reader === undefined ? { server } : { server, reader } };
  } catch {
    return undefined;
  }
}

function print(answer: Answer, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

try {
  await main();
} catch (error) {
  print({ kind: 'refused', ...startFailureOf(error) }, 1);
}
