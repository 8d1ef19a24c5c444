import { canonicalJson } from '../../contract/canonical-json.ts';
import { reportDigest } from '../../contract/envelope.ts';
import { keysBefore } from '../../contract/key-succession.ts';
import { openReceipt } from '../../contract/receipt.ts';
import { readOpening } from '../../records/ledger/entry/commitment.ts';
import { fsck, type FsckReport } from '../../records/ledger/fsck.ts';
import { markKnown } from '../../records/ledger/log/integrator.ts';
import { proveTables, type ProvedTables } from '../../records/ledger/reconcile/prove-tables.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { checkBeginning } from '../../records/ledger/log/recover-log.ts';
import type { VerifierKey } from '../../platform/transparency/note/vkey.ts';
import type { Policy } from '../../platform/transparency/proof/policy.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { openLedgerReader } from '../../platform/database/ledger-database.ts';
import { findHead, type LogHead } from '../../records/ledger/log/log-tables.ts';
import type { OpeningCodes } from '../../records/ledger/entry/opening-codes.ts';
import { latestCoded } from '../../records/ledger/entry/coded-openings.ts';
import { openingsOf } from '../../records/ledger/entry/openings.ts';
import type { StorePlace } from '../../platform/database/place.ts';
import { listSuccessions } from '../../people/key-successions/key-successions.ts';
import { keptReports, type KeptReport } from '../../records/reports/reports.ts';
import { WriteQueue } from '../../platform/database/write-queue.ts';
import { BackupError } from './backup-error.ts';
import type { Manifest } from './record.ts';

/** The trusted keys and log against which a backup is verified. None of them comes from the backup. */
export interface Trust {
  readonly ledgerKey: VerifierKey;
  readonly policy: Policy | undefined;
  /** Ed25519, 32 bytes: key of the receipts. Absent: the key that the backup names. */
  readonly receiptKey: Uint8Array | undefined;
  /** Verifies the codes of openings that wait, if they are by this key. Absent: not verified. */
  readonly codes: OpeningCodes | undefined;
  /** The server's present ledger. One of the two logs must be a prefix of the other. */
  readonly current: Connection | undefined;
}

export interface Judged {
  /** Time of creation, wall ms. */
  readonly createdAt: number;
  /** The integrated head. */
  readonly head: LogHead;
  readonly fsck: FsckReport;
  readonly tables: ProvedTables;
  /** Number of reports. Each has a valid receipt. */
  readonly reports: number;
  /** Reports whose entries the next start integrates; their receipts have not been sent. */
  readonly waiting: number;
}

const ROWS_AT_ONCE = 500;
const LATEST = 100;

/**
 * Verifies an unpacked backup: the whole log from its entries, its published head and the quorum's cosignatures; for each report that it
 * agrees with its receipt and its entry, and that the log has the entry. Migrates the place and marks openings whose entries the log has.
 * Rejects with `BackupError` `unsound`.
 */
export async function judgeUnpacked(place: StorePlace, manifest: Manifest, trust: Trust): Promise<Judged> {
  const { knex } = await openDatabase(place);
  const log = await openLedgerReader(place);
  try {
    const head = await findHead(log.reader, 'integrated');
    if (head === undefined) throw unsound('it has no log');
    const queue = new WriteQueue(knex);
    await markKnown(knex, queue, log.reader);
    await queue.close();
    const codes = trust.codes !== undefined && (await isKeyOf(knex, trust.codes)) ? trust.codes : undefined;
    const { ledgerKey: key, policy } = trust;
    const checked = await fsck({ log: log.reader, openings: knex, key, policy, codes });
    const fault = checked.faults[0];
    if (fault !== undefined) throw unsound(`fsck finds "${fault.code}"`);
    const lastKey = trust.receiptKey ?? Buffer.from(manifest.receiptKey, 'hex');
    const signed = (await listSuccessions(knex, Number.MAX_SAFE_INTEGER)).map((one) => one.signed);
    const receiptKeys = keysBefore(lastKey, signed);
    const reports = await judgeReports(knex, receiptKeys);
    const tables = await proveTables({ log: log.reader, database: knex, size: head.size });
    const difference = tables.differences[0];
    if (difference !== undefined)
      throw unsound(`its tables differ from its log: ${difference.code} of ${difference.kind} ${difference.row ?? ''}`);
    if (trust.current !== undefined) await judgeBeside(log.reader, head, trust.current);
    return { createdAt: manifest.createdAt, head, fsck: checked, tables, ...reports };
  } catch (error) {
    if (error instanceof LedgerError) throw unsound(error.message, error);
    throw error;
  } finally {
    await log.close();
    await knex.destroy();
  }
}

/** Whether one of the latest openings has a code by this key. Another server's openings have codes by another one. */
async function isKeyOf(knex: Connection, codes: OpeningCodes): Promise<boolean> {
  const latest = await latestCoded(knex, LATEST);
  return latest.some(({ code, ...parts }) => code !== undefined && codes.isOwn({ ...parts, ...code }, code.code));
}

async function judgeReports(
  knex: Connection,
  receiptKeys: readonly Uint8Array[],
): Promise<{ reports: number; waiting: number }> {
  let [reports, waiting] = [0, 0];
  for (let after = 0; ; ) {
    const page = await keptReports(knex, after, ROWS_AT_ONCE);
    const openings = await openingsOf(
      knex,
      page.map(({ feedPosition }) => `report/${feedPosition}`),
    );
    for (const report of page) {
      const opening = openings.get(`report/${report.feedPosition}`);
      if (opening === undefined) throw unsound(`report ${report.feedPosition} has no entry`);
      judgeReport(report, opening.opening, receiptKeys);
      reports += 1;
      if (opening.index === null) waiting += 1;
    }
    const last = page.at(-1);
    if (last === undefined) return { reports, waiting };
    after = last.feedPosition;
  }
}

function judgeReport(
  report: KeptReport,
  opening: { readonly salt: Uint8Array; readonly payload: Uint8Array } | undefined,
  receiptKeys: readonly Uint8Array[],
): void {
  const { kioskId, sequence, digest, feedPosition, receivedAt } = report;
  if (reportDigest(report.payload) !== digest) throw unsound(`report ${feedPosition} differs from its digest`);
  const receipt = openReceipt(report.receipt, receiptKeys, { kioskId, sequence, digest });
  if (receipt.kind === 'refused') throw unsound(`the receipt of report ${feedPosition} is not valid`);
  if ((receipt.receipt.feedPosition ?? feedPosition) !== feedPosition || receipt.receipt.receivedAt !== receivedAt) {
    throw unsound(`the receipt of report ${feedPosition} has another position or time`);
  }
  // Erased. fsck has verified that an erasure covers it.
  if (opening === undefined) return;
  const read = readOpening(opening);
  const said = { type: 'report', version: 1, kioskId, sequence, digest, feedPosition, receivedAt };
  if (read.kind !== 'opened' || !Buffer.from(opening.payload).equals(canonicalJson(said))) {
    throw unsound(`the ledger's entry differs from report ${feedPosition}`);
  }
}

/** One of the two logs must be a prefix of the other. */
async function judgeBeside(log: Connection, head: LogHead, current: Connection): Promise<void> {
  const now = await findHead(current, 'integrated');
  if (now === undefined) return;
  if (now.size >= head.size) await checkBeginning(current, now, head);
  else await checkBeginning(log, head, now);
}

function unsound(why: string, cause?: unknown): BackupError {
  return new BackupError('unsound', `the backup is unsound: ${why}`, { cause });
}
