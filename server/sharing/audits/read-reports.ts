/** Reads what a report about an agreement is made from. */
import type { Connection } from '../../platform/database/connection.ts';
import { readOpening } from '../../records/ledger/entry/commitment.ts';
import { openingsOf } from '../../records/ledger/entry/openings.ts';
import { type AgreementInState, agreementsAt } from '../agreement/in-force.ts';
import { beginsAt } from '../agreement/state.ts';
import { spentByPeriod } from '../deliveries/tables/budget-table.ts';
import { deliveriesOf, type StoredDelivery } from '../deliveries/tables/delivery-table.ts';
import { type AuditReport, auditReport, type DeliveryEntry } from './audit-report.ts';

const AT_ONCE = 400;

/** One for each agreement with a signed version, by its id. */
export async function readReports(database: Connection, nowMs: number): Promise<AuditReport[]> {
  const reports: AuditReport[] = [];
  for (const version of latestSigned(await agreementsAt(database, nowMs)))
    reports.push(await reportOf(database, version, nowMs));
  return reports;
}

/** `undefined`: no version of it has all signatures. */
export async function readReport(database: Connection, id: string, nowMs: number): Promise<AuditReport | undefined> {
  const all = latestSigned(await agreementsAt(database, nowMs));
  const version = all.find(({ agreement }) => agreement.id === id);
  return version && reportOf(database, version, nowMs);
}

/** The version in force of each agreement, or else the latest with all signatures. */
export function latestSigned(all: readonly AgreementInState[]): AgreementInState[] {
  const signed = all.filter(({ signedAt }) => signedAt !== null);
  const ids = [...new Set(signed.map(({ agreement }) => agreement.id))];
  return ids.flatMap((id) => {
    const versions = signed.filter(({ agreement }) => agreement.id === id);
    const chosen = versions.find(({ state }) => state === 'in-force' || state === 'paused') ?? versions[0];
    return chosen === undefined ? [] : [chosen];
  });
}

/** The later of the first day and the last signature. */
export function inForceSince({ agreement, signedAt }: AgreementInState): number {
  return Math.max(beginsAt(agreement), signedAt ?? 0);
}

async function reportOf(database: Connection, version: AgreementInState, nowMs: number): Promise<AuditReport> {
  const { agreement, digest, state } = version;
  const deliveries = await deliveriesOf(database, agreement.id);
  const entries = await entriesOf(database, deliveries);
  const spent = await spentByPeriod(database, agreement.id);
  const facts = { agreement, digest, state, inForceSince: inForceSince(version), deliveries, entries, spent };
  return auditReport(facts, nowMs);
}

/** The entries in the ledger, by the digests of the files. */
async function entriesOf(
  database: Connection,
  deliveries: readonly StoredDelivery[],
): Promise<Map<string, DeliveryEntry>> {
  const digests = deliveries.flatMap(({ digest }) => (digest === null ? [] : [digest]));
  const entries = new Map<string, DeliveryEntry>();
  for (let from = 0; from < digests.length; from += AT_ONCE) {
    const some = digests.slice(from, from + AT_ONCE);
    const openings = await openingsOf(
      database,
      some.map((digest) => `export/${digest}`),
    );
    for (const { opening } of openings.values()) {
      const read = opening === undefined ? undefined : readOpening(opening);
      if (read?.kind !== 'opened' || read.entry.type !== 'export') continue;
      const { digest, agreement, partner, bytes, at } = read.entry;
      if (agreement !== null && partner !== null) entries.set(digest, { agreement, partner, bytes, at });
    }
  }
  return entries;
}
