/** The ledger of the running server: the log, the integrator, the publisher and the reconciliation. */
import { join } from 'node:path';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { LedgerKey } from '../../platform/keys/server-keys.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { connectReader } from '../../platform/database/database.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import type { StorePlace } from '../../platform/database/place.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import type { LedgerGate } from './ledger-gate.ts';
import { attachCodes, OpeningCodes } from './entry/opening-codes.ts';
import { enter } from './entry/enter.ts';
import { waitingEntries } from './entry/coded-openings.ts';
import { Integrator, markKnown } from './log/integrator.ts';
import { openLog, type OpenedLog } from './log/open-log.ts';
import { type LedgerFence, Sequencer } from './log/sequencer.ts';
import { WaitingGuard } from './log/waiting-guard.ts';
import { attachProver, RowProver } from './recorded/proven-rows.ts';
import { sameBytes } from '../../contract/merkle/hash.ts';
import { logSigner } from '../../platform/transparency/note/signer.ts';
import { encodeVkey, type VerifierKey } from '../../platform/transparency/note/vkey.ts';
import { formatPolicy, NO_QUORUM, type Policy } from '../../platform/transparency/proof/policy.ts';
import type { Difference } from '../../platform/base/difference.ts';
import { MARK_FILE } from './reconcile/mark.ts';
import { adoptEarlierTables } from './reconcile/adopt.ts';
import { Reconciliation } from './reconcile/reconciliation.ts';
import { showWitnesses } from './publish/show-witnesses.ts';
import { PUBLISH_EVERY_MS, Publisher, type WitnessState, type WitnessTrouble } from './publish/publisher.ts';

export interface LedgerConfig {
  /** The log's name: unique and permanent. */
  readonly origin: string;
  /** Absolute path, outside every backup. */
  readonly ratchetDir: string;
  /** `undefined`: this log has no witnesses. */
  readonly policy: Policy | undefined;
  /** Time between two publications, ms; absent: `PUBLISH_EVERY_MS`. A test need not wait for it. */
  readonly publishEveryMs?: number | undefined;
}

export interface ServerLedgerParts {
  readonly key: LedgerKey;
  /** 32 bytes: authenticates the openings. Never in the database. */
  readonly secret: Uint8Array;
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly clock: Clock;
  /** On PostgreSQL: keeps a displaced server from writing. */
  readonly fence?: LedgerFence | undefined;
  readonly onFault: (error: unknown) => void;
  /** Rows of an earlier version await confirmation: their number by table. */
  readonly onAdopted?: (rows: Readonly<Record<string, number>>) => void;
}

/** A finding of the running ledger. */
export type LedgerReport =
  | { readonly kind: 'difference'; readonly difference: Difference }
  /** Found by a server that was displaced: most likely the work of the next one, which compares everything as well. */
  | { readonly kind: 'displaced-difference'; readonly difference: Difference }
  | { readonly kind: 'witness-trouble'; readonly trouble: WitnessTrouble; readonly failing: readonly WitnessState[] }
  | ({ readonly kind: 'witness-state' } & WitnessState);

export interface ServerLedger extends LedgerGate {
  readonly database: LedgerDatabase;
  /** The log's key in the form for policies. */
  readonly vkey: string;
  /** The publication policy as a tlog-policy file for others. */
  readonly policy: string;
  /** Resolves when the log accepts no more entries until a restart. */
  readonly failed: Promise<LedgerError>;
  /** Number of integrated entries. */
  size(): number;
  /** Whether ledger and tables have no known difference. */
  tablesAgree(): boolean;
  /** The known differences since the start: code, table or type, and row. */
  differences(): readonly string[];
  /** Whether a difference is known, and a full run since has found none: two people may return the server to service. */
  mayReturn(): boolean;
  /** Ends the known differences, after two people have decided it. */
  returnToService(): Promise<void>;
  /** Runs a reconciliation now: new entries, and everything where a full run is due. */
  reconcile(options?: { readonly atFullSpeed: boolean }): Promise<void>;
  /** The witnesses that did not cosign when they were last asked, each with the reason. */
  failingWitnesses(): readonly string[];
  /** Whether the log accepts entries. */
  works(): boolean;
  /** Starts publication and reconciliation. `listener` also receives what the opening found. */
  start(listener: (report: LedgerReport) => void): void;
  /** Accepts nothing more, because another server works on the database. */
  abandon(): void;
  close(): Promise<void>;
}

/** Opens the server's log, or makes it at the first start. Rejects as `openLog` does. */
export function openServerLog(
  place: StorePlace,
  { origin, ratchetDir }: LedgerConfig,
  key: LedgerKey,
): Promise<OpenedLog> {
  return openLog({ ...place, ratchetDir, origin, key });
}

/** The public half of the log's key. Rejects with `LedgerError` `no-log` if there is no key, and as the key's provider does. */
export async function serverLedgerKey(key: LedgerKey, origin: string): Promise<VerifierKey> {
  if (!(await key.exists())) throw new LedgerError('no-log', 'the key is missing');
  return logSigner(origin, await key.open()).key;
}

/**
 * Opens the ledger and integrates entries that a crash left outside it. Rejects with `LedgerError`: `no-log`, `damaged`, `behind-ratchet`,
 * `tables-behind`, `not-adopted`, `other-log` when the policy names another key, `witness-ahead`.
 */
export async function openServerLedger(
  place: StorePlace,
  config: LedgerConfig,
  parts: ServerLedgerParts,
): Promise<ServerLedger> {
  const log = await openServerLog(place, config, parts.key);
  const reader = connectReader(place);
  const closeLog = async () => {
    await reader.destroy();
    await log.database.close();
    await log.ratchet.close();
  };
  try {
    const policy = config.policy ?? unwitnessed(log.signer.key);
    if (!policy.logs.some(({ key }) => sameBytes(key.publicKey, log.signer.key.publicKey))) {
      throw new LedgerError('other-log', 'the policy does not name this log');
    }
    const sequencer = await Sequencer.open({ ...log, fence: parts.fence });
    await showWitnesses(log.database.reader, sequencer.head, policy, parts.clock.wallMs());
    const { knex, queue } = parts;
    const codes = new OpeningCodes(parts.secret);
    const onDifference = (difference: Difference) => reconciliation.note(difference);
    const guard = new WaitingGuard({ knex, queue, codes, log: log.database.reader, onDifference });
    const integrator = new Integrator({ knex, queue, sequencer, guard });
    attachCodes(knex, codes);
    const prover = new RowProver({ codes, log: log.database.reader, head: () => sequencer.head, onDifference });
    for (const database of [knex, reader]) attachProver(database, prover);
    await markKnown(parts.knex, parts.queue, log.database.reader);
    const reports = new LedgerReports();
    const reconciliation = new Reconciliation({
      log: log.database.reader,
      database: reader,
      head: () => sequencer.head,
      prover,
      ratchet: log.ratchet,
      signer: log.signer,
      markFile: join(config.ratchetDir, MARK_FILE),
      clock: parts.clock,
      isWorking: parts.fence && (() => parts.fence!.isOwn()),
      onFault: parts.onFault,
      onDifference: (difference) => reports.tell({ kind: 'difference', difference }),
      onDisplaced: (difference) => reports.tell({ kind: 'displaced-difference', difference }),
    });
    if (!log.ratchet.demandsCodes) {
      const adopted = await adoptEarlierTables(log.database.reader, queue, reader, parts.clock.wallMs());
      if (adopted !== undefined) parts.onAdopted?.(adopted);
    }
    await reconciliation.checkOpenings();
    if (!log.ratchet.demandsCodes) await adoptWaiting(parts, guard);
    await integrator.settle();
    if (!log.ratchet.demandsCodes) await log.ratchet.demandCodes();
    await reconciliation.checkAtStart();
    const integrated = () => sequencer.head;
    const publisher = new Publisher({
      database: log.database,
      integrated,
      policy,
      clock: parts.clock,
      everyMs: config.publishEveryMs ?? PUBLISH_EVERY_MS,
      onFault: parts.onFault,
      onTrouble: (trouble) => reports.tell({ kind: 'witness-trouble', trouble, failing: publisher.failing }),
      onWitness: (state) => reports.tell({ kind: 'witness-state', ...state }),
    });
    return {
      database: log.database,
      vkey: encodeVkey(log.signer.key),
      policy: formatPolicy(policy),
      failed: sequencer.failed,
      size: () => sequencer.head.size,
      settle: () => integrator.settle(),
      tablesAgree: () => reconciliation.agrees,
      differences: () => reconciliation.differences,
      mayReturn: () => reconciliation.mayReturn,
      returnToService: () => reconciliation.returnToService(),
      reconcile: (options) => reconciliation.look(options),
      failingWitnesses: () => publisher.failing.map(({ witness, reason = '' }) => `${witness}: ${reason}`),
      works: () => sequencer.works,
      start(listener) {
        reports.listen(listener);
        publisher.start();
        reconciliation.start();
      },
      abandon: () => sequencer.abandon(),
      async close() {
        await reconciliation.close();
        await publisher.close();
        await integrator.close();
        await sequencer.close();
        await closeLog();
      },
    };
  } catch (error) {
    await closeLog();
    throw error;
  }
}

/**
 * At the first start of a log: openings that wait without a valid code enter it once, with an entry that counts them. A version without codes
 * wrote them, or a server with another key whose backup was restored.
 */
async function adoptWaiting({ knex, queue, clock }: ServerLedgerParts, guard: WaitingGuard): Promise<void> {
  const adopted = guard.adopt(await waitingEntries(knex, Number.MAX_SAFE_INTEGER));
  if (adopted === 0) return;
  const [rows, at] = [{ ledger_openings: adopted }, Math.round(clock.wallMs())];
  await queue.run((transaction) => enter(transaction, 'adoption', { type: 'adoption', version: 1, rows, at }));
}

/** Keeps reports until there is a listener: the alarms that they raise are written to this ledger, so it opens first. */
class LedgerReports {
  readonly #early: LedgerReport[] = [];
  #listener: ((report: LedgerReport) => void) | undefined;

  tell(report: LedgerReport): void {
    if (this.#listener === undefined) this.#early.push(report);
    else this.#listener(report);
  }

  listen(listener: (report: LedgerReport) => void): void {
    this.#listener = listener;
    for (const report of this.#early.splice(0)) listener(report);
  }
}

/** Development needs no witnesses. */
function unwitnessed(key: VerifierKey): Policy {
  return { logs: [{ key, url: undefined }], witnesses: [], groups: new Map(), quorum: NO_QUORUM };
}
