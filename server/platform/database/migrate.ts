import type { Knex } from 'knex';
import { nullableTextColumn, textColumn } from './column.ts';
import { engineOf } from './connection.ts';
import type { Migration } from './migration.ts';
import { first } from './migrations/0001-first.ts';
import { ledgerOpenings } from './migrations/0002-ledger-openings.ts';
import { evidence } from './migrations/0003-evidence.ts';
import { people } from './migrations/0010-people.ts';
import { access } from './migrations/0011-access.ts';
import { fleet } from './migrations/0012-fleet.ts';
import { referrals } from './migrations/0014-referrals.ts';
import { privacy } from './migrations/0015-privacy.ts';
import { orders } from './migrations/0016-orders.ts';
import { retentionRollout } from './migrations/0018-retention-rollout.ts';
import { emergencyOpenings } from './migrations/0020-emergency-openings.ts';
import { keySuccessions } from './migrations/0021-key-successions.ts';
import { laneServerKey } from './migrations/0022-lane-server-key.ts';
import { openingsForCause } from './migrations/0040-openings-for-cause.ts';
import { secondLooks } from './migrations/0041-second-looks.ts';
import { recoveryHalves } from './migrations/0042-recovery-halves.ts';
import { earlierTables } from './migrations/0049-earlier-tables.ts';
import { orderAssertions } from './migrations/0050-order-assertions.ts';
import { reconciliation } from './migrations/0050-reconciliation.ts';
import { figures } from './migrations/0060-figures.ts';
import { sites } from './migrations/0070-sites.ts';
import { setup } from './migrations/0071-setup.ts';
import { slowLanes } from './migrations/0072-slow-lanes.ts';
import { readiness } from './migrations/0083-readiness.ts';
import { attempts } from './migrations/0090-attempts.ts';
import { laneReleases } from './migrations/0091-lane-releases.ts';
import { rollOuts } from './migrations/0092-roll-outs.ts';
import { watchlistLookUps } from './migrations/0093-watchlist-look-ups.ts';
import { attestation } from './migrations/0101-attestation.ts';
import { alerts } from './migrations/0102-alerts.ts';
import { blindQueries } from './migrations/0103-blind-queries.ts';
import { advisories } from './migrations/0104-advisories.ts';
import { laneWatchlists } from './migrations/0105-lane-watchlists.ts';
import { laneSoftware } from './migrations/0106-lane-software.ts';
import { shadowCounts } from './migrations/0108-shadow-counts.ts';
import { detection } from './migrations/0110-detection.ts';
import { responses } from './migrations/0111-responses.ts';
import { detectionHours } from './migrations/0112-detection-hours.ts';
import { shipping } from './migrations/0113-shipping.ts';
import { partnerPseudonyms } from './migrations/0114-partner-pseudonyms.ts';
import { selectionRules } from './migrations/0115-selection-rules.ts';
import { declarations } from './migrations/0120-declarations.ts';
import { declarationViewings } from './migrations/0121-declaration-viewings.ts';
import { declarationHolds } from './migrations/0122-declaration-holds.ts';
import { declarationControls } from './migrations/0130-declaration-controls.ts';
import { controlGroups } from './migrations/0131-control-groups.ts';
import { traderKeyUses } from './migrations/0132-trader-key-uses.ts';
import { traderPeople } from './migrations/0140-trader-people.ts';
import { traderOwnKeys } from './migrations/0141-trader-own-keys.ts';
import { traderMandates } from './migrations/0142-trader-mandates.ts';
import { traderDrafts } from './migrations/0143-trader-drafts.ts';
import { declarationPassages } from './migrations/0144-declaration-passages.ts';
import { observatory } from './migrations/0150-observatory.ts';
import { errorRateReports } from './migrations/0151-error-rate-reports.ts';
import { traderPortalUses } from './migrations/0152-trader-portal-uses.ts';
import { sharing } from './migrations/0160-sharing.ts';
import { sharingDeliveries } from './migrations/0161-sharing-deliveries.ts';
import { sharingDeletions } from './migrations/0162-sharing-deletions.ts';
import { sharingAudits } from './migrations/0163-sharing-audits.ts';
import { sharingPeople } from './migrations/0164-sharing-people.ts';
import { sharingSeeds } from './migrations/0165-sharing-seeds.ts';
import { listCounts } from './migrations/0166-list-counts.ts';
import { sharingLists } from './migrations/0168-sharing-lists.ts';
import { breaches } from './migrations/0170-breaches.ts';
import { correctiveActions } from './migrations/0171-corrective-actions.ts';
import { signedDocuments } from './migrations/0172-signed-documents.ts';
import { groupCounts } from './migrations/0173-group-counts.ts';
import { trainingMonths } from './migrations/0174-training-months.ts';
import { sharingListWithdrawals } from './migrations/0175-sharing-list-withdrawals.ts';
import { training } from './migrations/0180-training.ts';
import { trainingPolicy } from './migrations/0181-training-policy.ts';
import { drills } from './migrations/0182-drills.ts';
import { majorIncidents } from './migrations/0187-major-incidents.ts';
import { openingCodes } from './migrations/0190-opening-codes.ts';
import { sessionCodes } from './migrations/0190-session-codes.ts';
import { signedProposals } from './migrations/0190-signed-proposals.ts';
import { actSessions } from './migrations/0191-act-sessions.ts';
import { fence } from './migrations/0192-fence.ts';
import { outOfServiceCauses } from './migrations/0193-out-of-service-causes.ts';
import { revocationCauses } from './migrations/0194-revocation-causes.ts';
import { CHECKSUMS } from './migrations/checksums.ts';
import { ledgerLog } from './migrations/ledger-0001-log.ts';
import { witnessSeen } from './migrations/witness-0001-seen.ts';
import { BUSY_TIMEOUT_MS } from './sqlite-file.ts';
import { StoreError } from './store-error.ts';

export const MIGRATIONS: readonly Migration[] = [
  first,
  ledgerOpenings,
  evidence,
  people,
  access,
  fleet,
  referrals,
  privacy,
  orders,
  retentionRollout,
  emergencyOpenings,
  keySuccessions,
  laneServerKey,
  openingsForCause,
  secondLooks,
  recoveryHalves,
  earlierTables,
  orderAssertions,
  reconciliation,
  figures,
  sites,
  setup,
  slowLanes,
  readiness,
  attempts,
  laneReleases,
  rollOuts,
  watchlistLookUps,
  attestation,
  alerts,
  blindQueries,
  advisories,
  laneWatchlists,
  laneSoftware,
  shadowCounts,
  detection,
  responses,
  detectionHours,
  shipping,
  partnerPseudonyms,
  selectionRules,
  declarations,
  declarationViewings,
  declarationHolds,
  declarationControls,
  controlGroups,
  traderKeyUses,
  traderPeople,
  traderOwnKeys,
  traderMandates,
  traderDrafts,
  declarationPassages,
  observatory,
  errorRateReports,
  traderPortalUses,
  sharing,
  sharingDeliveries,
  sharingDeletions,
  sharingAudits,
  sharingPeople,
  sharingSeeds,
  listCounts,
  sharingLists,
  breaches,
  correctiveActions,
  signedDocuments,
  groupCounts,
  trainingMonths,
  sharingListWithdrawals,
  training,
  trainingPolicy,
  drills,
  majorIncidents,
  openingCodes,
  sessionCodes,
  signedProposals,
  actSessions,
  fence,
  outOfServiceCauses,
  revocationCauses,
];

/** Migrations of the ledger's file or schema. */
export const LEDGER_MIGRATIONS: readonly Migration[] = [ledgerLog];

/** Migrations of a witness's file. */
export const WITNESS_MIGRATIONS: readonly Migration[] = [witnessSeen];

const TABLE = 'schema_versions';
/** How long a program waits while others migrate the same SQLite file, ms: all migrations take seconds on a slow disk. */
const OTHERS_MIGRATE_MS = 60_000;
/** This program's advisory lock in a PostgreSQL database, one for each schema. */
const LOCK = 0x706f_7374;

/**
 * Applies missing migrations in order, each in its own transaction; of several programs that start together only one does. Refuses a
 * database with `StoreError`, without a change, when it has an unknown migration (`newer-schema`) or one whose text has changed since
 * (`edited-migration`).
 */
export async function migrate(database: Knex, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const isSqlite = engineOf(database) === 'sqlite';
  if (isSqlite) await database.raw(`PRAGMA busy_timeout=${OTHERS_MIGRATE_MS}`);
  if (!(await isComplete(database, migrations))) {
    await locked(database, prepare);
    while (await locked(database, (transaction) => applyNext(transaction, migrations))) {
      // Repeats until nothing is missing.
    }
  }
  if (isSqlite) await database.raw(`PRAGMA busy_timeout=${BUSY_TIMEOUT_MS}`);
}

/** Judged without the lock, which most starts need not wait for. Rejects as `migrate` does. */
async function isComplete(database: Knex, migrations: readonly Migration[]): Promise<boolean> {
  if (!(await database.schema.hasTable(TABLE))) return false;
  const applied = await appliedIn(database, migrations);
  return migrations.every(({ name }) => typeof applied.get(name) === 'string');
}

/** Whether the schema is the one that this program expects. */
export async function isUpToDate(database: Knex): Promise<boolean> {
  const applied: string[] = await database(TABLE).pluck('name');
  return MIGRATIONS.length === applied.length && MIGRATIONS.every(({ name }) => applied.includes(name));
}

/**
 * Names of the migrations that `migrate` would apply, and the last that was applied; `undefined` before the first. Changes nothing. Rejects
 * with `StoreError` as `migrate` does.
 */
export async function missingMigrations(
  database: Knex,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<{ readonly present: string | undefined; readonly missing: readonly string[] }> {
  const names = migrations.map(({ name }) => name);
  if (!(await database.schema.hasTable(TABLE))) return { present: undefined, missing: names };
  const applied = await appliedIn(database, migrations);
  return {
    present: names.findLast((name) => applied.has(name)),
    missing: names.filter((name) => !applied.has(name)),
  };
}

/** The checksums of the applied migrations, by name; `null` where an earlier program stored none. */
async function appliedIn(database: Knex, migrations: readonly Migration[]): Promise<Map<string, string | null>> {
  const rows: readonly Record<string, unknown>[] = await database(TABLE).orderBy('id');
  const applied = new Map(rows.map((row) => [textColumn(row['name']), nullableTextColumn(row['checksum'] ?? null)]));
  for (const [name, checksum] of applied) {
    if (!migrations.some((one) => one.name === name)) {
      throw new StoreError('newer-schema', 'the database was written by a newer version of this program');
    }
    if (checksum !== null && checksum !== CHECKSUMS[name]) {
      throw new StoreError('edited-migration', `the database was made by another version of ${name}`);
    }
  }
  return applied;
}

async function applyNext(transaction: Knex, migrations: readonly Migration[]): Promise<boolean> {
  const applied = await appliedIn(transaction, migrations);
  for (const [name, checksum] of applied) {
    const known = CHECKSUMS[name];
    if (checksum === null && known !== undefined) await transaction(TABLE).where({ name }).update({ checksum: known });
  }
  const next = migrations.find(({ name }) => !applied.has(name));
  if (next === undefined) return false;
  await next.up(transaction, engineOf(transaction));
  await transaction(TABLE).insert({ name: next.name, checksum: CHECKSUMS[next.name] ?? null });
  return true;
}

async function prepare(transaction: Knex): Promise<void> {
  if (!(await transaction.schema.hasTable(TABLE))) {
    await transaction.schema.createTable(TABLE, (table) => {
      table.increments('id');
      table.text('name').notNullable().unique();
      table.text('checksum');
    });
  } else if (!(await transaction.schema.hasColumn(TABLE, 'checksum'))) {
    await transaction.schema.alterTable(TABLE, (table) => table.text('checksum'));
  }
}

/** A transaction with a lock that excludes other programs' migrations. */
function locked<T>(database: Knex, work: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    // Takes SQLite's write lock before anything is read.
    if (engineOf(transaction) === 'sqlite') await transaction.raw('PRAGMA user_version = 0');
    else await transaction.raw('select pg_advisory_xact_lock(?, hashtext(current_schema()))', [LOCK]);
    return work(transaction);
  });
}
