/** Examines each part of an installed server, whether or not the server runs. */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { connectReader } from '../../platform/database/database.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { isUpToDate } from '../../platform/database/migrate.ts';
import { listLanes, listStatedReleases } from '../../records/kiosks/lane-status.ts';
import { RATCHET_FILE } from '../../records/ledger/log/open-log.ts';
import { countOpenAlarms } from '../../records/alarms/alarm-table.ts';
import { channelHealth } from '../../oversight/alerts/delivery-counts.ts';
import { ENDING_KINDS } from '../../oversight/alerts/vocabulary.ts';
import { lastBackupAt } from '../../oversight/setup/backup-table.ts';
import { BACKUP_LASTS_MS } from '../../oversight/setup/vocabulary.ts';
import { type CheckName, CHECKS } from '../app/answers.ts';
import { MIN_FREE_BYTES } from '../app/readiness.ts';
import { releasesFolder, type ServerConfig } from '../config/config.ts';
import { AUTHORITY_FILE } from '../../lanes/fleet/authority.ts';
import { type Asked, askServer } from './ask-server.ts';
import { clockFinding, diskFinding, endFinding } from '../../../hardware/host/doctor/machine-findings.ts';
import { fault, type Finding, note, ok } from '../../../hardware/host/doctor/finding.ts';
import { examined } from './examined.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A certificate that ends sooner should be replaced now. */
const ENDS_SOON_MS = 14 * DAY_MS;
/** The server renews its certificate of the lanes' authority, which is valid for a day, after half a day. */
const NOT_RENEWED_MS = 4 * HOUR_MS;
/** Published metadata that ends sooner was not renewed. */
const METADATA_ENDS_SOON_MS = 2 * HOUR_MS;
const SILENT_AFTER_MS = 60_000;
const EVERYBODY = 'all lanes and all people';
const CLOCK_AFFECTS = 'sessions, certificates, and what lanes accept';

export interface Machine {
  readonly nowMs: number;
  /** Whether the clock is synchronised; `undefined`: this machine does not say. */
  readonly synchronised: () => Promise<boolean | undefined>;
}

/** Findings in the order in which a person should act on them. Never rejects. */
export async function diagnose(config: ServerConfig, machine: Machine): Promise<readonly Finding[]> {
  const asked = await askServer(config);
  return [
    ...server(asked, config),
    ...certificate(asked, config, machine),
    ...(await examined('Clock', async () => [clockFinding(await machine.synchronised(), CLOCK_AFFECTS)])),
    ...(await examined('Disk', async () => [await diskFinding(config.dataDir, MIN_FREE_BYTES, EVERYBODY)])),
    ...(await examined('Ratchet', () => ratchet(config))),
    ...(await examined("Lanes' authority", () => authority(config, machine))),
    ...(await examined('Releases', () => releases(config, machine))),
    ...(await examined('Database', () => database(config, machine))),
  ];
}

const CHECK_WORDS: {
  readonly [Name in CheckName]: readonly [part: string, says: string, affects: string, next: string];
} = {
  database: ['Database', 'It does not answer the server.', EVERYBODY, 'systemctl status postgresql, and the disk'],
  migrations: ['Schema', 'It is not the one of this version.', EVERYBODY, 'postern-server database prepare'],
  ledger: ['Ledger', 'It takes no entries.', 'every act and every report of a lane', 'journalctl -u postern-server'],
  tables: ['Record', 'The tables differ from the ledger.', 'the proof of every record', 'postern-server ledger fsck'],
  keys: ['Keys', 'A key does not work, or lanes no longer accept it.', EVERYBODY, 'postern-server keys status'],
  disk: ['Disk', 'The server finds too little free space.', EVERYBODY, 'df -h /var/lib/postern-server'],
  traders: [
    'Declarations',
    'The front that receives them does not answer.',
    'traders',
    'systemctl status postern-front',
  ],
};

function server(asked: Asked, { port }: ServerConfig): Finding[] {
  const affects = EVERYBODY;
  if (asked.kind === 'silent') {
    const next = 'systemctl status postern-server, then journalctl -u postern-server';
    return [fault('Server', `It does not answer at port ${port} (${asked.reason}).`, { affects, next })];
  }
  const { readiness } = asked;
  if (readiness === undefined) {
    return [
      fault('Server', `Another program answers at port ${port}.`, { affects, next: `ss -tlnp sport = :${port}` }),
    ];
  }
  const failed = CHECKS.filter((name) => readiness.checks[name] === 'failed');
  const role = readiness.role === 'standby' ? 'It stands by for another server.' : 'It runs.';
  return [
    failed.length === 0
      ? ok('Server', role)
      : note('Server', `It runs, and ${failed.length} of its parts do not work.`),
    ...failed.map((name) => {
      const [part, says, whom, next] = CHECK_WORDS[name];
      return fault(part, says, { affects: whom, next });
    }),
    ...(readiness.witnesses ?? []).map((reason) =>
      note('Witness', `It does not cosign: ${reason}.`, { affects: 'the proof of new entries' }),
    ),
  ];
}

function certificate(asked: Asked, { tls }: ServerConfig, { nowMs }: Machine): Finding[] {
  if (asked.kind === 'silent' || asked.certificate === undefined || tls === undefined) return [];
  const part = 'Certificate';
  const affects = 'people in their browsers';
  const next = 'replace the files that POSTERN_SERVER_TLS_CERTIFICATE_FILE and _KEY_FILE name, then restart';
  const { valid_to: ends, subjectaltname: named = '' } = asked.certificate;
  const names = named.split(', ').map((one) => one.replace(/^(DNS|IP Address):/, ''));
  const missing = tls.names.filter((name) => !names.includes(name) && !names.includes(name.replace(/^[^.]+/, '*')));
  const findings = missing.map((name) => fault(part, `It is not for ${name}.`, { affects, next }));
  const soonMs = tls.certificate === undefined ? NOT_RENEWED_MS : ENDS_SOON_MS;
  return [...findings, endFinding(part, new Date(ends).getTime(), nowMs, soonMs, { affects, next })];
}

function ratchet({ dataDir, ledger: { ratchetDir }, postgres }: ServerConfig): Finding[] {
  const file = join(ratchetDir, RATCHET_FILE);
  if (!existsSync(file)) {
    return [fault('Ratchet', `${file} is missing.`, { affects: 'the proof that no entry was taken back' })];
  }
  const isWithData = postgres === undefined && statSync(ratchetDir).dev === statSync(dataDir).dev;
  const next = 'POSTERN_SERVER_LEDGER_RATCHET_DIR on a disk that no backup and no snapshot holds';
  return [
    isWithData
      ? note('Ratchet', 'It is on the disk of the data, so one snapshot holds both.', { next })
      : ok('Ratchet', 'It is apart from the data.'),
  ];
}

function authority({ dataDir, fleetDir = join(dataDir, 'fleet'), tls }: ServerConfig, { nowMs }: Machine): Finding[] {
  if (tls === undefined) return [];
  const part = "Lanes' authority";
  const affects = 'all lanes';
  const file = join(fleetDir, AUTHORITY_FILE);
  if (!existsSync(file)) return [fault(part, 'There is none.', { affects, next: 'postern-server fleet init' })];
  const endsAt = new Date(new X509Certificate(readFileSync(file)).validTo).getTime();
  return [
    endFinding(part, endsAt, nowMs, ENDS_SOON_MS, { affects, next: 'a new authority: server/lanes/fleet/README.md' }),
  ];
}

/** The newest signed date, without which lanes take nothing from the repository. */
function releases(config: ServerConfig, { nowMs }: Machine): Finding[] {
  const file = join(releasesFolder(config), 'timestamp.json');
  if (!existsSync(file)) return [ok('Releases', 'None have been published.')];
  const { signed } = timestampSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const endsAt = Date.parse(signed.expires);
  const rest = {
    affects: 'lanes, which take no release',
    next: 'journalctl -u postern-server, for the event releases',
  };
  const text = `Their date ${endsAt > nowMs ? 'ends' : 'ended'} at ${signed.expires}.`;
  return [endsAt - nowMs < METADATA_ENDS_SOON_MS ? fault('Releases', text, rest) : ok('Releases', text)];
}

const timestampSchema = z.object({ signed: z.object({ expires: z.string() }) });

async function database(config: ServerConfig, { nowMs }: Machine): Promise<Finding[]> {
  const knex = connectReader(config);
  try {
    const upToDate = await isUpToDate(knex);
    const next = config.postgres === undefined ? 'start the server of this version' : 'postern-server database prepare';
    if (!upToDate) return [fault('Schema', 'It is not the one of this version.', { affects: EVERYBODY, next })];
    return [
      ok('Database', config.postgres === undefined ? 'SQLite answers.' : 'PostgreSQL answers.'),
      ...(config.postgres === undefined ? [] : await replication(knex)),
      ...backup(await lastBackupAt(knex), nowMs),
      ...alerts(await channelHealth(knex, nowMs)),
      ...(await lanes(knex, nowMs)),
      ...(await alarms(knex)),
    ];
  } finally {
    await knex.destroy();
  }
}

/** Both views are readable by every account; the names of replicas are not. */
async function replication(knex: Connection): Promise<Finding[]> {
  const rowsOf = async (sql: string) => (await knex.raw<{ rows: unknown[] }>(sql)).rows[0];
  const { count } = replicasSchema.parse(await rowsOf('select count(*)::int as count from pg_stat_replication'));
  const sql =
    "select current_setting('archive_mode') <> 'off' as archives, coalesce(last_failed_time > last_archived_time, last_failed_time is not null) as failing from pg_stat_archiver";
  const { archives, failing } = archiverSchema.parse(await rowsOf(sql));
  const affects = 'all records after the last backup, if the disk fails';
  return [
    count === 0 && !archives
      ? note('Replication', 'No replica follows the database, and its log is not archived.', { affects })
      : ok('Replication', `${count} replicas follow the database${archives ? ', and its log is archived' : ''}.`),
    ...(archives && failing
      ? [fault('Archive', 'The last attempt to archive the log failed.', { affects, next: 'the log of PostgreSQL' })]
      : []),
  ];
}

const replicasSchema = z.object({ count: z.int() });
const archiverSchema = z.object({ archives: z.boolean(), failing: z.boolean() });

function backup(at: number | null, nowMs: number): Finding[] {
  const rest = {
    affects: 'all records, if the disk fails',
    next: 'postern-server backup create FOLDER --recipient FILE',
  };
  if (at === null) return [note('Backup', 'There is no record of one.', rest)];
  const says = `The last one was made at ${new Date(at).toISOString()}.`;
  return [nowMs - at < BACKUP_LASTS_MS ? ok('Backup', says) : note('Backup', says, rest)];
}

function alerts(channels: Awaited<ReturnType<typeof channelHealth>>): Finding[] {
  if (channels.size === 0) return [note('Alerts', 'None has been sent.', { next: 'console, Alerts: send a test' })];
  const failing = [...channels].filter(([, { failingSince }]) => failingSince !== null);
  if (failing.length === 0) return [ok('Alerts', 'Each channel delivers.')];
  return failing.map(([number, { failingSince, lastResult, waiting }]) =>
    fault(
      'Alerts',
      `Channel ${number} has delivered nothing since ${new Date(failingSince ?? 0).toISOString()} (${lastResult ?? 'no attempt'}); ${waiting} wait.`,
      { affects: 'people who are away from the console', next: 'console, Alerts' },
    ),
  );
}

async function lanes(knex: Connection, nowMs: number): Promise<Finding[]> {
  const inService = (await listLanes(knex)).filter(({ disabled }) => !disabled);
  if (inService.length === 0) return [ok('Lanes', 'None is enrolled.')];
  const stated = await listStatedReleases(knex);
  const counts = new Map<string, number>();
  for (const { kioskId } of inService) {
    const release = stated.get(kioskId)?.release ?? 'no release';
    counts.set(release, (counts.get(release) ?? 0) + 1);
  }
  const versions = [...counts].map(([release, count]) => `${count} with ${release}`).join(', ');
  const silent = inService.filter(({ heard }) => heard === null || nowMs - heard.receivedAt > SILENT_AFTER_MS);
  return [
    ok('Lanes', `${inService.length} in service: ${versions}.`),
    ...silent.map(({ kioskId, site, lane, heard }) => {
      const since =
        heard === null ? 'has never been heard' : `is silent since ${new Date(heard.receivedAt).toISOString()}`;
      return note('Lane', `${kioskId} (${site}, lane ${lane}) ${since}.`, { next: 'at the lane: postern-lane doctor' });
    }),
  ];
}

async function alarms(knex: Connection): Promise<Finding[]> {
  const open = [...(await countOpenAlarms(knex, ENDING_KINDS))].reduce((sum, [, count]) => sum + count, 0);
  return [
    open === 0 ? ok('Alarms', 'None is open.') : note('Alarms', `${open} are open.`, { next: 'console, Alarms' }),
  ];
}
