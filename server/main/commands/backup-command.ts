/** The commands of `postern-server backup`, apart from the process that runs one. */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import type { ReadConfig, ServerConfig } from '../config/config.ts';
import { encodeVkey, parseVkey, type VerifierKey } from '../../platform/transparency/note/vkey.ts';
import { serverLedgerKey } from '../../records/ledger/server-ledger.ts';
import { findKeys } from '../../platform/keys/open-keys.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { recordAct } from '../../records/acts/record-act.ts';
import { connectDatabase } from '../../platform/database/database.ts';
import { engineCodeOf } from '../../platform/database/engine-error.ts';
import { isUpToDate } from '../../platform/database/migrate.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { codeEntriesOf } from './coded-database.ts';
import { OpeningCodes } from '../../records/ledger/entry/opening-codes.ts';
import { WriteQueue } from '../../platform/database/write-queue.ts';
import { COMMAND_LINE } from '../../lanes/fleet/fleet-act.ts';
import { insertBackup, type MadeBackup } from '../../oversight/setup/backup-table.ts';
import { hasLedgerDatabase, openLedgerReader } from '../../platform/database/ledger-database.ts';
import { BackupError } from '../backup/backup-error.ts';
import { createBackup, listBackups } from '../backup/create.ts';
import type { Trust } from '../backup/judge.ts';
import { formatRecipient, makeIdentity, readIdentity, readRecipient } from '../backup/recipient.ts';
import { restoreBackup, verifyBackup } from '../backup/restore.ts';
import type { CommandEnd } from './command-end.ts';

const USAGE = `usage: postern-server backup COMMAND
  key FILE                              makes a key pair; FILE gets the private half
  create FOLDER --recipient FILE        backs up both databases
  list FOLDER                           lists the backups
  verify BACKUP --identity FILE         unpacks and verifies a backup      [--ledger-key VKEY]
  restore BACKUP --identity FILE        restores into an empty place       [--ledger-key VKEY] [--new-ledger]
`;

const USAGE_END: CommandEnd = { code: 64, complaint: USAGE };

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

function line(answer: Readonly<Record<string, unknown>>, code = 0): CommandEnd {
  return { code, out: `${JSON.stringify(answer)}\n` };
}

async function withKeys<T>(config: ServerConfig, use: (keys: ServerKeys | undefined) => Promise<T>): Promise<T> {
  const keys = await findKeys(config, { clock: backgroundClock });
  try {
    return await use(keys);
  } finally {
    await keys?.close();
  }
}

function create(config: ServerConfig, folder: string, recipient: string): Promise<CommandEnd> {
  return withKeys(config, async (keys) => {
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
    return line({
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
      const act = { act: 'setup.state', result: 'done', at: backup.madeAt, details } as const;
      await recordAct(transaction, { person, session, role, ...act });
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

async function verify(config: ServerConfig, file: string, identity: string, options: Options): Promise<CommandEnd> {
  const judged = await withTrust(config, options, async (trust) =>
    verifyBackup(file, await readIdentity(identity), trust, tmpdir()),
  );
  const isSound = judged.tables.reported.length === 0;
  return line({ kind: isSound ? 'sound' : 'unsound', ...summaryOf(judged) }, isSound ? 0 : 1);
}

async function restore(config: ServerConfig, file: string, identity: string, options: Options): Promise<CommandEnd> {
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
  return line({ kind: 'restored', ...summaryOf(restored), ratchet, silentWitnesses });
}

function summaryOf({ createdAt, head, reports, waiting, fsck, tables }: Awaited<ReturnType<typeof verifyBackup>>) {
  const { openings, erased, codes } = fsck;
  const { past, reported } = tables;
  return { createdAt, entries: head.size, reports, waiting, openings, erased, codes, past, reported };
}

async function run(config: ServerConfig, { command, subject, options }: Asked): Promise<CommandEnd> {
  const { recipient, identity } = options;
  if (command === 'key') return { code: 0, out: formatRecipient(await makeIdentity(subject)) };
  if (command === 'list') return line({ kind: 'backups', backups: await listBackups(subject) });
  if (command === 'create' && recipient !== undefined) return create(config, subject, recipient);
  if (command === 'verify' && identity !== undefined) return verify(config, subject, identity, options);
  if (command === 'restore' && identity !== undefined) return restore(config, subject, identity, options);
  return USAGE_END;
}

interface Asked {
  readonly command: string;
  readonly subject: string;
  readonly options: Options;
}

function readArguments(words: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    const [command, subject, ...rest] = positionals;
    if (command === undefined || subject === undefined || rest.length > 0) return undefined;
    return { command, subject, options: values };
  } catch {
    return undefined;
  }
}

/** @param words the words after the name of the program */
export async function backupCommand(words: readonly string[], readConfig: () => ReadConfig): Promise<CommandEnd> {
  const asked = readArguments(words);
  if (asked === undefined) return USAGE_END;
  const read = readConfig();
  if (read.kind === 'refused') return line({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  try {
    return await run(read.config, asked);
  } catch (error) {
    if (error instanceof BackupError) return line({ kind: 'refused', code: error.code, hint: error.message }, 1);
    return line({ kind: 'refused', ...startFailureOf(error) }, 1);
  }
}
