/**
 * `npm run backup -- COMMAND`, over the data of the server's configuration, whether or not the server runs:
 * `key FILE` makes a key pair, writes its private half to FILE and prints its public half; `create FOLDER --recipient FILE` backs up;
 * `list FOLDER` lists backups; `verify BACKUP --identity FILE` unpacks a backup into a temporary folder and verifies it; `restore BACKUP
 * --identity FILE` restores it into an empty place, with `--new-ledger` without its log. Prints one JSON line; `key` prints the public half.
 * Exit codes: 0 done, 1 not done or unsound, 64 wrong arguments, 78 configuration.
 */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '../../hardware/host/private-files.ts';
import { backgroundClock } from '../../hardware/host/system-clock.ts';
import { readConfig, type ServerConfig } from '../config/config.ts';
import { encodeVkey, parseVkey, type VerifierKey } from '../transparency/note/vkey.ts';
import { serverLedgerKey } from '../ledger/server-ledger.ts';
import { findKeys } from '../keys/open-keys.ts';
import type { ServerKeys } from '../keys/server-keys.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { recordAct } from '../acts/record-act.ts';
import { connectDatabase } from '../database/database.ts';
import { engineCodeOf } from '../database/engine-error.ts';
import { isUpToDate } from '../database/migrate.ts';
import { StoreError } from '../database/store-error.ts';
import { codeEntriesOf } from './coded-database.ts';
import { OpeningCodes } from '../ledger/entry/opening-codes.ts';
import { WriteQueue } from '../database/write-queue.ts';
import { COMMAND_LINE } from '../fleet/fleet-act.ts';
import { insertBackup, type MadeBackup } from '../setup/backup-table.ts';
import { hasLedgerDatabase, openLedgerReader } from '../database/ledger-database.ts';
import { BackupError } from '../backup/backup-error.ts';
import { createBackup, listBackups } from '../backup/create.ts';
import type { Trust } from '../backup/judge.ts';
import { formatRecipient, makeIdentity, readIdentity, readRecipient } from '../backup/recipient.ts';
import { restoreBackup, verifyBackup } from '../backup/restore.ts';

keepFilesPrivate();

const USAGE = `usage: npm run backup -- COMMAND
  key FILE                              makes a key pair; FILE gets the private half
  create FOLDER --recipient FILE        backs up both databases
  list FOLDER                           lists the backups
  verify BACKUP --identity FILE         unpacks and verifies a backup      [--ledger-key VKEY]
  restore BACKUP --identity FILE        restores into an empty place       [--ledger-key VKEY] [--new-ledger]
`;

const OPTIONS = {
  recipient: { type: 'string' },
  identity: { type: 'string' },
  'ledger-key': { type: 'string' },
  'new-ledger': { type: 'boolean' },
} as const;

interface Options {
  readonly recipient?: string;
  readonly identity?: string;
  readonly 'ledger-key'?: string;
  readonly 'new-ledger'?: boolean;
}

function print(answer: Readonly<Record<string, unknown>>, exitCode = 0): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

async function withKeys<T>(config: ServerConfig, use: (keys: ServerKeys | undefined) => Promise<T>): Promise<T> {
  const keys = await findKeys(config, { clock: backgroundClock });
  try {
    return await use(keys);
  } finally {
    await keys?.close();
  }
}

async function create(config: ServerConfig, folder: string, recipient: string): Promise<void> {
  await withKeys(config, async (keys) => {
    if (keys === undefined || !(await keys.ledger.exists())) {
      throw new BackupError('unavailable', 'no keys found: check POSTERN_SERVER_DATA_DIR');
    }
    const atMs = backgroundClock.wallMs();
    const to = readRecipient(recipient);
    const created = await createBackup({
      place: config,
      recipient: to,
      folder,
      atMs,
      ledgerKey: encodeVkey(await serverLedgerKey(keys.ledger, config.ledger.origin)),
      receiptKey: keys.signing.publicKey,
    });
    print({
      kind: 'created',
      ...created,
      recorded: await record(config, { ...created, keyId: bytesToHex(to.keyId), madeAt: atMs }),
    });
  });
}

/**
 * Records the backup for the administrators' checklist. `false` where this account only reads, as a separate account for backups does: the
 * backup is good, and an administrator states that it is made elsewhere.
 */
async function record(config: ServerConfig, backup: MadeBackup): Promise<boolean> {
  const database = connectDatabase(config);
  const queue = new WriteQueue(database);
  try {
    if (!(await isUpToDate(database))) return false;
    await codeEntriesOf(database, config);
    await queue.run(async (transaction) => {
      await insertBackup(transaction, backup);
      const { person, session, role } = COMMAND_LINE;
      const details = { item: 'backup', step: 'made' };
      await recordAct(transaction, {
        person,
        session,
        role,
        act: 'setup.state',
        result: 'done',
        at: backup.madeAt,
        details,
      });
    });
    return true;
  } catch (error) {
    if (error instanceof StoreError || engineCodeOf(error) !== undefined) return false;
    throw error;
  } finally {
    await queue.close();
    await database.destroy();
  }
}

/** The log's key from the arguments, the server's own keys, or the policy; never from the backup. */
async function ledgerKeyOf(
  config: ServerConfig,
  keys: ServerKeys | undefined,
  given: string | undefined,
): Promise<VerifierKey> {
  if (given !== undefined) return parseVkey(given);
  const { origin, policy } = config.ledger;
  if (keys !== undefined && (await keys.ledger.exists())) return serverLedgerKey(keys.ledger, origin);
  const named = policy?.logs.find(({ key }) => key.name === origin);
  if (named === undefined) {
    throw new BackupError(
      'no-ledger-key',
      'the log’s key is missing: give --ledger-key, the server’s keys or a policy',
    );
  }
  return named.key;
}

async function withTrust<T>(config: ServerConfig, options: Options, use: (trust: Trust) => Promise<T>): Promise<T> {
  const { ledgerKey, receiptKey, codes } = await withKeys(config, async (keys) => ({
    ledgerKey: await ledgerKeyOf(config, keys, options['ledger-key']),
    receiptKey: keys?.signing.publicKey,
    codes: keys === undefined ? undefined : new OpeningCodes(await keys.secret('openings')),
  }));
  const current = (await hasLedgerDatabase(config)) ? await openLedgerReader(config) : undefined;
  try {
    return await use({ ledgerKey, policy: config.ledger.policy, receiptKey, codes, current: current?.reader });
  } finally {
    await current?.close();
  }
}

async function verify(config: ServerConfig, file: string, identity: string, options: Options): Promise<void> {
  const judged = await withTrust(config, options, async (trust) =>
    verifyBackup(file, await readIdentity(identity), trust, tmpdir()),
  );
  const isSound = judged.tables.reported.length === 0;
  print({ kind: isSound ? 'sound' : 'unsound', ...summaryOf(judged) }, isSound ? 0 : 1);
}

async function restore(config: ServerConfig, file: string, identity: string, options: Options): Promise<void> {
  const restored = await withTrust(config, options, async (trust) =>
    restoreBackup({
      file,
      identity: await readIdentity(identity),
      trust,
      place: config,
      ratchetDir: config.ledger.ratchetDir,
      nowMs: backgroundClock.wallMs(),
      newLedger: options['new-ledger'] === true,
    }),
  );
  const { ratchet, silentWitnesses } = restored;
  print({ kind: 'restored', ...summaryOf(restored), ratchet, silentWitnesses });
}

function summaryOf({ createdAt, head, reports, waiting, fsck, tables }: Awaited<ReturnType<typeof verifyBackup>>) {
  const { openings, erased, codes } = fsck;
  const { past, reported } = tables;
  return { createdAt, entries: head.size, reports, waiting, openings, erased, codes, past, reported };
}

async function main(config: ServerConfig, command: string, subject: string, options: Options): Promise<void> {
  const { recipient, identity } = options;
  if (command === 'key') process.stdout.write(formatRecipient(await makeIdentity(subject)));
  else if (command === 'list') print({ kind: 'backups', backups: await listBackups(subject) });
  else if (command === 'create' && recipient !== undefined) await create(config, subject, recipient);
  else if (command === 'verify' && identity !== undefined) await verify(config, subject, identity, options);
  else if (command === 'restore' && identity !== undefined) await restore(config, subject, identity, options);
  else usage();
}

function usage(): void {
  process.stderr.write(USAGE);
  process.exitCode = 64;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    const [command, subject, ...rest] = positionals;
    if (command === undefined || subject === undefined || rest.length > 0) return undefined;
    return { command, subject, options: values as Options };
  } catch {
    return undefined;
  }
}

const read = readConfig();
const asked = readArguments();
if (asked === undefined) {
  usage();
} else if (read.kind === 'refused') {
  print({ kind: 'refused', code: 'config', faults: read.faults }, 78);
} else {
  try {
    await main(read.config, asked.command, asked.subject, asked.options);
  } catch (error) {
    if (error instanceof BackupError) print({ kind: 'refused', code: error.code, hint: error.message }, 1);
    else print({ kind: 'refused', ...startFailureOf(error) }, 1);
  }
}
