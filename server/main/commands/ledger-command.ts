/** The commands of `postern-server ledger`, apart from the process that runs one. */
import { join } from 'node:path';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import type { ReadConfig, ServerConfig } from '../config/config.ts';
import { openKeys } from '../../platform/keys/open-keys.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import { startFailureOf } from '../config/start-failure.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { openLedgerReader, type LedgerReader } from '../../platform/database/ledger-database.ts';
import { findHead } from '../../records/ledger/log/log-tables.ts';
import { listSuccessions } from '../../people/key-successions/key-successions.ts';
import { keysBefore } from '../../contract/key-succession.ts';
import { proveTables } from '../../records/ledger/reconcile/prove-tables.ts';
import { OpeningCodes } from '../../records/ledger/entry/opening-codes.ts';
import { fsck } from '../../records/ledger/fsck.ts';
import { RATCHET_FILE } from '../../records/ledger/log/open-log.ts';
import { Ratchet } from '../../records/ledger/log/ratchet.ts';
import { showWitnesses } from '../../records/ledger/publish/show-witnesses.ts';
import type { TreeHead } from '../../platform/transparency/merkle/consistency.ts';
import type { Policy } from '../../platform/transparency/proof/policy.ts';
import { mirror } from '../../records/ledger/mirror.ts';
import { encodeVkey } from '../../platform/transparency/note/vkey.ts';
import { makeProof } from '../../records/ledger/make-proof.ts';
import { openServerLog, serverLedgerKey } from '../../records/ledger/server-ledger.ts';
import { decodeDecimal } from '../../platform/transparency/text.ts';
import type { CommandEnd } from './command-end.ts';

const USAGE = 'usage: postern-server ledger key | head | proof INDEX | fsck | mirror DIR';
const USAGE_END: CommandEnd = { code: 64, complaint: `${USAGE}\n` };

function line(answer: Readonly<Record<string, unknown>>, code = 0): CommandEnd {
  return { code, out: `${JSON.stringify(answer)}\n` };
}

async function withLog(config: ServerConfig, use: (log: LedgerReader) => Promise<CommandEnd>): Promise<CommandEnd> {
  const log = await openLedgerReader(config);
  try {
    return await use(log);
  } finally {
    await log.close();
  }
}

async function withBoth(
  config: ServerConfig,
  use: (log: LedgerReader, openings: Connection) => Promise<CommandEnd>,
): Promise<CommandEnd> {
  return withLog(config, async (log) => {
    const { knex } = await openDatabase(config);
    try {
      return await use(log, knex);
    } finally {
      await knex.destroy();
    }
  });
}

async function withKeys<T>(config: ServerConfig, use: (keys: ServerKeys) => Promise<T>): Promise<T> {
  const keys = await openKeys(config, { clock: backgroundClock });
  try {
    return await use(keys);
  } finally {
    await keys.close();
  }
}

function keyOf(config: ServerConfig): Promise<CommandEnd> {
  return withKeys(config, async (keys) => {
    // While a server runs, no other program may open its log for writing.
    if (!(await keys.ledger.exists())) {
      const { database, ratchet } = await openServerLog(config, config.ledger, keys.ledger);
      await database.close();
      await ratchet.close();
    }
    return line({ kind: 'key', vkey: encodeVkey(await serverLedgerKey(keys.ledger, config.ledger.origin)) });
  });
}

async function headsOf({ reader }: LedgerReader): Promise<CommandEnd> {
  const view = (head: Awaited<ReturnType<typeof findHead>>) =>
    head === undefined ? null : { size: head.size, checkpoint: head.checkpoint };
  const integrated = view(await findHead(reader, 'integrated'));
  return line({ kind: 'heads', integrated, published: view(await findHead(reader, 'published')) });
}

async function proofOf(log: LedgerReader, openings: Connection, index: number): Promise<CommandEnd> {
  const made = await makeProof(log.reader, openings, index);
  return made.kind === 'made' ? { code: 0, out: made.file } : line({ kind: 'refused', code: made.kind }, 1);
}

function runFsck(config: ServerConfig): Promise<CommandEnd> {
  return withBoth(config, async ({ reader }, openings) => {
    const { key, codes } = await withKeys(config, async (keys) => ({
      key: await serverLedgerKey(keys.ledger, config.ledger.origin),
      codes: new OpeningCodes(await keys.secret('openings')),
    }));
    const { policy } = config.ledger;
    const ratchet = await ratchetHead(config.ledger.ratchetDir);
    const ask = policy && (() => askWitnesses(reader, policy));
    const report = await fsck({ log: reader, openings, key, policy, ratchet, codes, ask });
    const size = (await findHead(reader, 'integrated'))?.size ?? 0;
    const tables = await proveTables({
      log: reader,
      database: openings,
      size,
      receiptKeys: await receiptKeysOf(config, openings),
    });
    const agrees = tables.adopted && tables.differing === 0 && tables.reported.length === 0;
    const sound = report.faults.length === 0 && agrees;
    return line({ kind: sound ? 'sound' : 'unsound', ...report, tables }, sound ? 0 : 1);
  });
}

/** Shows the witnesses the newest head: beside a running server they may have seen more than the one that was read before. */
async function askWitnesses(log: Connection, policy: Policy): Promise<readonly string[]> {
  for (;;) {
    const head = await findHead(log, 'integrated');
    if (head === undefined) return [];
    try {
      return await showWitnesses(log, head, policy, backgroundClock.wallMs());
    } catch (error) {
      if ((await findHead(log, 'integrated'))?.size === head.size) throw error;
    }
  }
}

/** The head that the log had reached; `undefined` before the first start. Beside a running server it may be older than the log. */
async function ratchetHead(ratchetDir: string): Promise<TreeHead | undefined> {
  const path = join(ratchetDir, RATCHET_FILE);
  if (!(await Ratchet.exists(path))) return undefined;
  const ratchet = await Ratchet.open(path);
  await ratchet.close();
  return ratchet.head;
}

/** The server's present signing key and its predecessors. */
async function receiptKeysOf(config: ServerConfig, database: Connection): Promise<Uint8Array[]> {
  const last = await withKeys(config, (keys) => Promise.resolve(keys.signing.publicKey));
  const successions = await listSuccessions(database, Number.MAX_SAFE_INTEGER);
  return keysBefore(
    last,
    successions.map(({ signed }) => signed),
  );
}

async function run(config: ServerConfig, [command, argument, ...rest]: readonly string[]): Promise<CommandEnd> {
  const index = decodeDecimal(argument ?? '');
  if (rest.length > 0) return USAGE_END;
  if (command === 'key' && argument === undefined) return keyOf(config);
  if (command === 'head' && argument === undefined) return withLog(config, headsOf);
  if (command === 'fsck' && argument === undefined) return runFsck(config);
  if (command === 'proof' && index !== undefined) {
    return withBoth(config, (log, openings) => proofOf(log, openings, index));
  }
  if (command === 'mirror' && argument !== undefined) {
    return withLog(config, async ({ reader }) => line({ kind: 'mirrored', size: await mirror(reader, argument) }));
  }
  return USAGE_END;
}

/** @param words the words after the name of the program */
export async function ledgerCommand(words: readonly string[], readConfig: () => ReadConfig): Promise<CommandEnd> {
  const read = readConfig();
  if (read.kind === 'refused') return line({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  try {
    return await run(read.config, words);
  } catch (error) {
    return line({ kind: 'refused', ...startFailureOf(error) }, 1);
  }
}
