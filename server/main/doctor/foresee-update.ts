/** Foresees the effect of the next start of this version on the data. Reads only, beside a running server of another version. */
import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fault, type Finding, note, ok } from '../../../hardware/host/doctor/finding.ts';
import { isProtected } from '../../../hardware/host/mode.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { connectReader, SERVER_FILE } from '../../platform/database/database.ts';
import {
  connectLedger,
  hasLedgerDatabase,
  LEDGER_FILE,
  openLedgerReader,
} from '../../platform/database/ledger-database.ts';
import { LEDGER_MIGRATIONS, missingMigrations } from '../../platform/database/migrate.ts';
import { judgeRights, mayMigrate } from '../../platform/database/rights/judge-rights.ts';
import type { StorePlace } from '../../platform/database/place.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { foreseeAdoption, type ForeseenAdoption } from '../../records/ledger/reconcile/adopt.ts';
import { RATCHET_FILE } from '../../records/ledger/log/open-log.ts';
import { Ratchet } from '../../records/ledger/log/ratchet.ts';
import { MIN_FREE_BYTES } from '../app/readiness.ts';
import type { ServerConfig } from '../config/config.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { examined } from './examined.ts';

const AFFECTS = 'all lanes and all people: the new version does not start';
const PREPARE = 'postern-server database prepare';

/**
 * Free space that a migration may take, as a multiple of the database. One that rebuilds a table writes its new pages and, because deleted
 * content is overwritten, its old pages to the write-ahead log, and the file grows by the new ones: three times the table. Rebuilding the
 * reports (four fifths of 107 MB) took 2.3 times the database.
 */
const SPACE_FACTOR = 3;
/** Tables of this version that are empty in an earlier one. Measured: 4.3 MB with their copies in the write-ahead log. */
const BYTES_OF_EMPTY_TABLES = 8 * 1_024 ** 2;
/** Free space for a row that enters the ledger: opening, entry and their copies in both write-ahead logs. Measured: 2,550 bytes. */
const BYTES_OF_ENTERED_ROW = 3_072;
/** Measured: 2.4 s for a start that applies all migrations, 0.5 s of them in the database, with 0.7 MB as with 112 MB. */
const START_S = 3;
/** Measured: 130 MB/s for a rebuilt table, 3,700 rows/s into the ledger. */
const REWRITTEN_BYTES_PER_S = 100e6;
const ENTERED_ROWS_PER_S = 3_000;
/** `TimeoutStartSec` of the unit. */
const LONGEST_START_S = 3_600;

export interface Surroundings {
  /** The settings with the account that owns the tables of PostgreSQL, or with the server's where no other is known. */
  readonly owner?: StorePlace | undefined;
  /** Free bytes for a folder. */
  readonly freeFor?: (folder: string) => Promise<number>;
}

/** Findings in the order of the start. Never rejects. */
export async function foreseeUpdate(config: ServerConfig, around: Surroundings = {}): Promise<readonly Finding[]> {
  if (config.postgres === undefined && !existsSync(join(config.dataDir, SERVER_FILE))) {
    return [ok('Database', 'There is none yet. The start makes it.')];
  }
  return examined('Database', () => foresee(config, around));
}

async function foresee(config: ServerConfig, { owner, freeFor = freeOf }: Surroundings): Promise<readonly Finding[]> {
  const database = connectReader(config);
  try {
    const bytes = await sizeOf(database, config);
    const engine = config.postgres === undefined ? 'SQLite' : 'PostgreSQL';
    const server = await missingMigrations(database);
    const ledger = await ledgerMigrations(config);
    const isMigrated = server.missing.length + ledger.missing.length > 0;
    let rows = 0;
    const entering = await examined('History', async () => {
      const foreseen = await adoption(database, config, server.missing);
      if (foreseen.kind === 'due') rows = foreseen.entered;
      return [history(foreseen)];
    });
    const work: Work = { isMigrated, rows, bytes };
    return [
      ok('Database', `${engine} answers. It holds ${mebibytes(bytes)}.`),
      schema('Schema', server),
      schema("Ledger's schema", ledger),
      ...(await examined('Rights', () => rights(database, config, { owner, isMigrated }))),
      ...entering,
      ...(await examined('Disk', () => disk(config, work, freeFor))),
      time(work),
    ];
  } finally {
    await database.destroy();
  }
}

async function freeOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

interface Work {
  readonly isMigrated: boolean;
  /** Rows that enter the ledger. */
  readonly rows: number;
  /** Size of both databases. */
  readonly bytes: number;
}

type Migrations = Awaited<ReturnType<typeof missingMigrations>>;

async function ledgerMigrations(config: ServerConfig): Promise<Migrations> {
  if (!(await hasLedgerDatabase(config))) return { present: undefined, missing: [] };
  const log = connectLedger(config, { connections: 1, readOnly: true });
  try {
    return await missingMigrations(log, LEDGER_MIGRATIONS);
  } finally {
    await log.destroy();
  }
}

function schema(part: string, { present, missing }: Migrations): Finding {
  if (missing.length === 0) return ok(part, 'It is the one of this version.');
  const from = present === undefined ? 'It is empty' : `It is ${present}`;
  const [first = '', last = ''] = [missing[0], missing.at(-1)];
  const named = missing.length < NAMED_MIGRATIONS ? missing.join(', ') : `${first} to ${last}`;
  return note(part, `${from}. The start applies ${missing.length} migrations: ${named}.`, {
    next: 'a verified backup first: a database goes back to the old version only by restoring one',
  });
}

const NAMED_MIGRATIONS = 6;

/** A server that is not the owner of its tables needs the owner for a migration, and exactly its own rights without one. */
async function rights(
  database: Connection,
  config: ServerConfig,
  { owner, isMigrated }: { readonly owner: StorePlace | undefined; readonly isMigrated: boolean },
): Promise<Finding[]> {
  const { postgres, mode } = config;
  if (postgres === undefined) return [];
  if (!isMigrated) {
    const faults = isProtected(mode) ? await judgeRights(database, postgres.login().user, 'server') : [];
    if (faults.length === 0) return [ok('Rights', "The server's account has its rights.")];
    const [{ kind, object, right }] = faults as [(typeof faults)[0]];
    const says = `The server's account differs in ${faults.length} rights: ${kind} ${right} on ${object}, for example.`;
    return [fault('Rights', says, { affects: AFFECTS, next: PREPARE })];
  }
  if (await mayMigrate(database)) return [ok('Rights', "The server's account may change the schema.")];
  if (owner?.postgres === undefined || owner.postgres.login().user === postgres.login().user) {
    const says = "The server's account may not change the schema, and the owner's account is not known here.";
    return [fault('Rights', says, { affects: AFFECTS, next: `${PREPARE}, as the owner, then the restart` })];
  }
  const knex = connectReader(owner);
  try {
    if (await mayMigrate(knex))
      return [note('Rights', 'The owner changes the schema before the start.', { next: PREPARE })];
    return [fault('Rights', "The stored owner's account may not change the schema.", { affects: AFFECTS })];
  } finally {
    await knex.destroy();
  }
}

async function adoption(
  database: Connection,
  config: ServerConfig,
  missing: readonly string[],
): Promise<ForeseenAdoption> {
  const file = join(config.ledger.ratchetDir, RATCHET_FILE);
  const ratchet = (await Ratchet.exists(file)) ? await Ratchet.open(file) : undefined;
  await ratchet?.close();
  const log = (await hasLedgerDatabase(config)) ? await openLedgerReader(config) : undefined;
  try {
    return await foreseeAdoption(database, log?.reader, { demandsCodes: ratchet?.demandsCodes ?? false, missing });
  } finally {
    await log?.close();
  }
}

function history(foreseen: ForeseenAdoption): Finding {
  switch (foreseen.kind) {
    case 'none':
      return ok('History', 'The ledger records the rows of the tables.');
    case 'due': {
      const { entered, recorded } = foreseen;
      const says =
        entered > 0
          ? `The start enters up to ${entered} rows of an earlier version in the ledger, once.`
          : `Up to ${recorded} rows were recorded by an earlier version, whose records had no codes.`;
      return note('History', says, { next: 'two administrators confirm them after the update: console, Set-up' });
    }
    case 'refused':
      return fault('History', startFailureOf(new LedgerError('not-adopted', '')).hint, { affects: AFFECTS });
  }
}

async function disk(
  config: ServerConfig,
  { isMigrated, rows, bytes }: Work,
  freeFor: (folder: string) => Promise<number>,
): Promise<Finding[]> {
  const needed = (isMigrated ? bytes * SPACE_FACTOR + BYTES_OF_EMPTY_TABLES : 0) + rows * BYTES_OF_ENTERED_ROW;
  if (config.postgres !== undefined) {
    const says = `The disk of PostgreSQL cannot be seen from here. The start may take ${mebibytes(needed)} of it.`;
    return needed === 0 ? [] : [note('Disk', says, { next: 'df -h, on the machine of PostgreSQL' })];
  }
  const free = await freeFor(config.dataDir);
  const says = `The start may take ${mebibytes(needed)}. ${mebibytes(free)} are free for ${config.dataDir}.`;
  const enough = free >= needed + MIN_FREE_BYTES;
  return [enough ? ok('Disk', says) : fault('Disk', says, { affects: AFFECTS, next: `df -h ${config.dataDir}` })];
}

function time({ isMigrated, rows, bytes }: Work): Finding {
  const rewritten = isMigrated ? bytes / REWRITTEN_BYTES_PER_S : 0;
  const seconds = Math.ceil(START_S + rewritten + rows / ENTERED_ROWS_PER_S);
  const says = `The start takes about ${seconds} s on an idle machine. No report is lost: lanes keep theirs.`;
  if (seconds < LONGEST_START_S / 2) return ok('Time', says);
  return note('Time', says, { next: 'systemctl edit postern-server: TimeoutStartSec=infinity' });
}

async function sizeOf(database: Connection, { dataDir, postgres }: StorePlace): Promise<number> {
  if (postgres === undefined) {
    const files = [SERVER_FILE, LEDGER_FILE]
      .flatMap((name) => [name, `${name}-wal`])
      .map((name) => join(dataDir, name));
    return files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  }
  const { rows } = await database.raw<{ rows: unknown[] }>(
    'select pg_database_size(current_database())::float8 as bytes',
  );
  return sizeSchema.parse(rows[0]).bytes;
}

const sizeSchema = z.object({ bytes: z.number() });

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1_024 ** 2).toLocaleString('en')} MiB`;
