/**
 * `node .build/kiosk/main/commands/inspections.js [--since YYYY-MM-DD] [--lines]`: what inspections at this kiosk found, from its own journal, whether or
 * not the kiosk runs. Prints a table of checks, or with `--lines` each counted record as one line of JSON.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { ConfigError, readIdentityConfig } from '../../platform/config/config.ts';
import type { TrustCheckResult } from '../../rules/document/trust/trust-check.ts';
import { JOURNAL_FILE, openJournal } from '../storage/journal.ts';
import type { CountedInspections } from '../../lane/state-machine/inspection-records.ts';

keepFilesPrivate();

const RESULTS: readonly TrustCheckResult[] = ['passed', 'failed', 'inconclusive', 'not-applicable'];
const USAGE = 'usage: postern-lane inspections [--since YYYY-MM-DD] [--lines]';

async function main(): Promise<number> {
  const wishes = readArguments();
  if (wishes === undefined) return complain(USAGE, 64);
  const { dataDir } = readIdentityConfig();
  if (!existsSync(join(dataDir, JOURNAL_FILE))) return complain(`no kiosk has kept a journal in ${dataDir}`, 66);
  const journal = await openJournal(dataDir);
  try {
    const counted = await journal.inspections.since(wishes.sinceMs);
    const text = wishes.lines ? counted.map((one) => JSON.stringify(one)).join('\n') : table(counted);
    process.stdout.write(text === '' ? '' : `${text}\n`);
    return 0;
  } finally {
    await journal.close();
  }
}

function readArguments(): { readonly sinceMs: number; readonly lines: boolean } | undefined {
  try {
    const { values } = parseArgs({ options: { since: { type: 'string' }, lines: { type: 'boolean' } } });
    const sinceMs = values.since === undefined ? 0 : Date.parse(`${values.since}T00:00:00Z`);
    return Number.isNaN(sinceMs) ? undefined : { sinceMs, lines: values.lines === true };
  } catch {
    return undefined;
  }
}

/** Counts of each result of each check, with the reason when it did not pass. */
function table(counted: readonly CountedInspections[]): string {
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  const readings = tally(counted.map(({ record, count }) => [record.reading, count]));
  const rows = new Map<string, Map<string, number>>();
  for (const { record, count } of counted) {
    for (const { check, result, reason } of record.checks) {
      const row = rows.get(check) ?? new Map<string, number>();
      rows.set(check, row);
      for (const key of reason === undefined ? [result] : [result, `why ${reason}`]) {
        row.set(key, (row.get(key) ?? 0) + count);
      }
    }
  }
  const lines = [...rows].map(([check, row]) => {
    const why = [...row].flatMap(([key, count]) => (key.startsWith('why ') ? [`${key.slice(4)} ${count}`] : []));
    return `${check.padEnd(32)}${RESULTS.map((result) => String(row.get(result) ?? 0).padStart(15)).join('')}  ${why.join(', ')}`;
  });
  const head = `${'check'.padEnd(32)}${RESULTS.map((result) => result.padStart(15)).join('')}`;
  return [`${total} inspections: ${readings || 'none'}`, ...(lines.length === 0 ? [] : ['', head, ...lines])].join(
    '\n',
  );
}

function tally(entries: readonly (readonly [string, number])[]): string {
  const counts = new Map<string, number>();
  for (const [key, count] of entries) counts.set(key, (counts.get(key) ?? 0) + count);
  return [...counts].map(([key, count]) => `${count} ${key}`).join(', ');
}

function complain(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

process.exitCode = await main().catch((error: unknown) =>
  complain(error instanceof ConfigError ? error.message : 'the journal cannot be read', 1),
);
