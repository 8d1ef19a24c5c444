/**
 * Drafts the table of exchange rates of a day. The draft carries the table before it, so that the people who sign read the differences without
 * a network.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { RELEASE_KINDS, releasePath, type ReleaseTerms } from '../../contract/release.ts';
import { targetFile } from '../../contract/release-repository.ts';
import { ageOfRates, RATES_DAY_MS } from '../../contract/rules/exchange.ts';
import { RATES_NAME, type RateTable, readRateTable } from '../../contract/rules/rate-table.ts';
import { bringTarget, holdsFile } from './bring-file.ts';
import { addTarget, changeTerms, type Draft, entriesIn, type Times } from './draft.ts';
import { entriesOf, FOR_ALL_LANES, type ReleaseEntry } from './entries.ts';
import { rateChanges, type RateChanges } from './rate-changes.ts';
import { readRateFile } from './read-rates.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';
import type { Repository } from './repository.ts';

/** An older day is refused: banks publish no rates on some days, but never for so long. */
const OLDEST_DAYS = 7;
/** Tables that stay listed. The server judges declarations by the table of their day. */
const KEPT_TABLES = 40;
const KIND = 'exchange-rates';

/**
 * Adds the table of a bank's file as the next version. Rejects with `ReleaseError`: `malformed` for a file that cannot be read, `not-allowed`
 * for a day in
 * the future, more than seven days ago, or before that of the table in force.
 */
export async function draftRates(repository: Repository, draft: Draft, file: string, times: Times): Promise<Draft> {
  const table = readRateFile(readFileOf(file, RELEASE_KINDS[KIND].limitBytes));
  const entries = entriesIn(draft, 'targets');
  const before = tablesIn(entries).at(-1);
  if (before !== undefined) await bringMissing(repository, draft, before);
  judgeDay(table, before && readTable(draft, before), times.nowMs);
  const versions = entries.filter(({ terms }) => isTable(terms)).map(({ terms }) => terms.version);
  const version = Math.max(0, ...versions) + 1;
  const terms: ReleaseTerms = { ...FOR_ALL_LANES, kind: KIND, name: RATES_NAME, version };
  const folder = mkdtempSync(join(tmpdir(), 'postern-rates-'));
  try {
    const content = join(folder, 'rates.json');
    writeFileSync(content, canonicalJson(table));
    const added = await addTarget(draft, terms, content, times);
    const isDropped = (one: ReleaseTerms): boolean => isTable(one) && one.version <= version - KEPT_TABLES;
    return changeTerms(added, 'targets', (one) => (isDropped(one) ? undefined : one), times);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judgeDay(table: RateTable, before: RateTable | undefined, nowMs: number): void {
  const days = Math.floor(ageOfRates(table, nowMs) / RATES_DAY_MS);
  if (days < 0) throw new ReleaseError('not-allowed', `the table of ${table.day} is of a day in the future`);
  if (days > OLDEST_DAYS) {
    throw new ReleaseError(
      'not-allowed',
      `the table of ${table.day} is ${days} days old; at most ${OLDEST_DAYS} are allowed`,
    );
  }
  if (before !== undefined && table.day < before.day) {
    throw new ReleaseError('not-allowed', `the table of ${table.day} is older than that of ${before.day}`);
  }
}

/** Copies the tables that the people who sign compare into the draft. Rejects with `ReleaseError`. */
export async function carryRates(repository: Repository, draft: Draft): Promise<void> {
  for (const entries of comparisonsIn(draft)) {
    for (const entry of entries) if (entry !== undefined) await bringMissing(repository, draft, entry);
  }
}

/** Differences of each table that the draft brings to lanes, and withdrawals; `undefined` when it changes no table. Throws `ReleaseError`. */
export function rateDifferences(draft: Draft): RateChanges | undefined {
  const found = comparisonsIn(draft).map(([before, after]) =>
    rateChanges(before && readTable(draft, before), readTable(draft, after)),
  );
  const gone = withdrawnIn(draft);
  if (found.length === 0 && gone.length === 0) return undefined;
  return {
    sentences: [...gone, ...found.flatMap(({ sentences }) => sentences)],
    named: [...new Set(found.flatMap(({ named }) => named))].sort(),
  };
}

/** Each table that lanes can use only after the draft, with the table before it. */
function comparisonsIn(draft: Draft): (readonly [before: ReleaseEntry | undefined, after: ReleaseEntry])[] {
  const { was, is } = tablesOf(draft);
  const known = new Set(was.map(({ terms, digest }) => `${releasePath(terms)} ${digest}`));
  return is
    .filter(({ terms, digest }) => !known.has(`${releasePath(terms)} ${digest}`))
    .map((after) => [is.filter(({ terms }) => terms.version < after.terms.version).at(-1), after]);
}

function tablesOf(draft: Draft): { readonly was: readonly ReleaseEntry[]; readonly is: readonly ReleaseEntry[] } {
  const version = draft.newest('targets');
  if (!draft.changed.includes('targets')) return { was: [], is: [] };
  const was = version === 1 ? [] : tablesIn(entriesOf('targets', draft.read('targets', version - 1)));
  return { was, is: tablesIn(entriesIn(draft, 'targets')) };
}

/** A sentence about the newest table, when lanes no longer use it. */
function withdrawnIn(draft: Draft): string[] {
  const { was, is } = tablesOf(draft);
  const last = was.at(-1);
  if (last === undefined || is.some(({ terms }) => terms.version === last.terms.version)) return [];
  return [`${releasePath(last.terms)} is withdrawn: lanes and the server use the table before it.`];
}

/** Throws `ReleaseError` `not-compared` unless the person names exactly the changes that are to be named. */
export function assertNamed(draft: Draft, names: readonly string[]): void {
  const needed = rateDifferences(draft)?.named ?? [];
  const given = [...new Set(names)].sort();
  if (needed.length === given.length && needed.every((name, index) => name === given[index])) return;
  const why =
    needed.length === 0
      ? 'no exchange rate has to be named'
      : `read the differences of the exchange rates, and name ${needed.join(', ')} with --rates`;
  throw new ReleaseError('not-compared', why);
}

/** The tables of the signed channel that are in use, from the earliest version. */
export function tablesIn(entries: readonly ReleaseEntry[]): ReleaseEntry[] {
  return entries
    .filter(({ terms }) => isTable(terms) && terms.state !== 'withdrawn')
    .sort((one, other) => one.terms.version - other.terms.version);
}

function isTable({ kind, name }: ReleaseTerms): boolean {
  return kind === KIND && name === RATES_NAME;
}

/** The table of an entry, with the bytes that were signed. Throws `ReleaseError` `wrong-file` or `malformed`. */
export function readTable(repository: Repository, { terms, digest, length }: ReleaseEntry): RateTable {
  const bytes = readFileOf(repository.path(targetFile(terms, digest)), length);
  if (bytesToHex(sha256(bytes)) !== digest)
    throw new ReleaseError('wrong-file', `${releasePath(terms)}: the file differs`);
  const read = readRateTable(bytes);
  if (read === undefined)
    throw new ReleaseError('malformed', `${releasePath(terms)}: the file is no table of exchange rates`);
  return read;
}

async function bringMissing(repository: Repository, draft: Draft, entry: ReleaseEntry): Promise<void> {
  if (await holdsFile(draft, targetFile(entry.terms, entry.digest), entry)) return;
  await bringTarget(repository, draft, entry);
}
