/**
 * Stores reports durably before the lane acts on them, in one gapless chain, until the server's verified receipt is stored
 * with them. Delivered reports stay for some time, so that they can be sent again to a server restored from a backup.
 */
import { type Marked } from '../../../server/contract/rehearsal.ts';
import {
  GENESIS_DIGEST,
  type Report,
  reportSchema,
  subjectOf,
  type TransactionId,
} from '../../../server/contract/report.ts';
import { reportBytes, reportDigest } from '../../../server/contract/envelope.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

export interface OutboxReport {
  readonly sequence: number;
  readonly digest: string;
  /** The canonical bytes that were signed. */
  readonly payload: Uint8Array;
  /** 64 bytes; absent while the report is unsigned. */
  readonly signature: Uint8Array;
}

/** Handling of a report that cannot be signed because the secure element is lost: not appended, or stored unsigned. */
export type WithoutSignature = 'refused' | 'kept';

export interface ChainHead {
  /** 0 before the first report. */
  readonly sequence: number;
  readonly digest: string;
}

/** A cleared transaction, or an order to open, without a reported passage, because the kiosk stopped in between. */
export interface OpenPassage {
  /** Id of the transaction, or of the order's answer. */
  readonly transactionId: TransactionId;
  readonly reportedAt: number;
}

export interface Outbox {
  head(): ChainHead;
  /**
   * Appends one report: `build` receives its number and predecessor, `sign` its canonical bytes. Resolves once it is on the
   * disk. Appends are serialised; a failed one leaves the chain unchanged.
   *
   * @param withoutSignature default `refused`, required for reports that open a gate
   */
  append(
    build: (sequence: number, previous: string) => Report,
    sign: (payload: Uint8Array) => Promise<Uint8Array>,
    withoutSignature?: WithoutSignature,
  ): Promise<OutboxReport>;
  /**
   * Signs the unsigned reports and resolves to their number. Rejects as `sign` does, and with `TypeError` when a report was
   * changed during the signing. Unsigned reports never opened a gate.
   */
  signKept(sign: (payload: Uint8Array) => Promise<Uint8Array>): Promise<number>;
  /** The undelivered report with the lowest number, unless it is unsigned. */
  next(): Promise<OutboxReport | undefined>;
  undelivered(): number;
  markDelivered(sequence: number, receipt: Uint8Array, atWallMs: number): Promise<void>;
  /** Marks reports from `sequence` on as undelivered. Resolves to the number still stored. */
  rewind(sequence: number): Promise<number>;
  openPassage(): Promise<OpenPassage | undefined>;
  /** Whether there is a report of this kind about this subject. */
  has(kind: Report['kind'], subject: string): Promise<boolean>;
  /** The newest reports, newest first. */
  latest(count: number): Promise<(Report & { readonly delivered: boolean })[]>;
  /** Drops delivered reports older than `wallMs`, never the last one. */
  prune(wallMs: number): Promise<number>;
  close(): Promise<void>;
}

const TABLE = 'outbox';

interface Row {
  sequence: number;
  kind: Report['kind'];
  /** Subject of the report: a transaction or an erasure. */
  transaction_id: string;
  outcome: string | null;
  digest: string;
  payload: Buffer;
  signature: Buffer;
  reported_at: number;
  delivered_at: number | null;
  receipt: Buffer | null;
}

export async function createOutboxTable(tx: SchemaTransaction): Promise<void> {
  if (!(await tx.schema.hasTable(TABLE))) await createTable(tx);
  // Index of the previous version, which had at most one report of each kind per transaction
  await tx.raw(`drop index if exists ${TABLE}_transaction_id_kind_unique`);
  await tx.raw(
    `create unique index if not exists ${TABLE}_once on ${TABLE} (transaction_id, kind) where kind <> 'viewing'`,
  );
}

async function createTable(tx: SchemaTransaction): Promise<void> {
  await tx.schema.createTable(TABLE, (table) => {
    table.integer('sequence').primary();
    table.text('kind').notNullable();
    table.text('transaction_id').notNullable();
    table.text('outcome');
    table.text('digest').notNullable();
    table.binary('payload').notNullable();
    table.binary('signature').notNullable();
    table.bigInteger('reported_at').notNullable();
    table.bigInteger('delivered_at').index();
    table.binary('receipt');
  });
}

/** @param mark of each report, in a rehearsal */
export async function openOutbox(db: Database, mark: Marked = {}): Promise<Outbox> {
  const last: Row | undefined = await db<Row>(TABLE).orderBy('sequence', 'desc').first();
  let head: ChainHead = { sequence: last?.sequence ?? 0, digest: last?.digest ?? GENESIS_DIGEST };
  let undelivered = await countUndelivered(db);
  const queue = serialQueue();

  const append = async (
    build: Parameters<Outbox['append']>[0],
    sign: Parameters<Outbox['append']>[1],
    withoutSignature: WithoutSignature,
  ): Promise<OutboxReport> => {
    const sequence = head.sequence + 1;
    const report = { ...build(sequence, head.digest), ...mark };
    const payload = reportBytes(report);
    const digest = reportDigest(payload);
    const signature = await sign(payload).catch((error: unknown) => {
      if (withoutSignature === 'kept' && error instanceof DeviceError) return new Uint8Array();
      throw error;
    });
    const row: Row = {
      sequence,
      kind: report.kind,
      transaction_id: subjectOf(report),
      outcome: outcomeOf(report),
      digest,
      payload: Buffer.from(payload),
      signature: Buffer.from(signature),
      reported_at: report.reportedAt,
      delivered_at: null,
      receipt: null,
    };
    await db<Row>(TABLE).insert(row);
    head = { sequence, digest };
    undelivered += 1;
    return { sequence, digest, payload, signature };
  };

  return {
    head: () => head,
    append: (build, sign, withoutSignature = 'refused') => queue.run(() => append(build, sign, withoutSignature)),
    signKept: (sign) => queue.run(() => signKept(db, sign)),
    async next() {
      const row: Row | undefined = await db<Row>(TABLE).whereNull('delivered_at').orderBy('sequence').first();
      return row === undefined || row.signature.length === 0 ? undefined : toReport(row);
    },
    undelivered: () => undelivered,
    async markDelivered(sequence, receipt, atWallMs) {
      const changed = await db<Row>(TABLE)
        .where({ sequence })
        .whereNull('delivered_at')
        .update({ delivered_at: Math.round(atWallMs), receipt: Buffer.from(receipt) });
      undelivered -= changed;
    },
    async rewind(sequence) {
      await db<Row>(TABLE).where('sequence', '>=', sequence).update({ delivered_at: null, receipt: null });
      undelivered = await countUndelivered(db);
      return undelivered;
    },
    async openPassage() {
      const row: Row | undefined = await db<Row>(TABLE)
        .whereIn('kind', ['match', 'passage'])
        .orWhere({ kind: 'order', outcome: OPENED })
        .orderBy('sequence', 'desc')
        .first();
      if (row?.outcome !== 'cleared' && row?.outcome !== OPENED) return undefined;
      return { transactionId: row.transaction_id as TransactionId, reportedAt: row.reported_at };
    },
    async has(kind, subject) {
      return (await db<Row>(TABLE).where({ kind, transaction_id: subject }).first('sequence')) !== undefined;
    },
    async latest(count) {
      const rows: Row[] = await db<Row>(TABLE).orderBy('sequence', 'desc').limit(count);
      return rows.map((row) => ({
        ...reportSchema.parse(JSON.parse(row.payload.toString('utf8'))),
        delivered: row.delivered_at !== null,
      }));
    },
    prune: (wallMs) =>
      db<Row>(TABLE).where('delivered_at', '<', wallMs).andWhere('sequence', '<', head.sequence).delete(),
    close: () => queue.settled(),
  };
}

async function signKept(db: Database, sign: (payload: Uint8Array) => Promise<Uint8Array>): Promise<number> {
  const rows: Row[] = await db<Row>(TABLE).whereRaw('length(signature) = 0').orderBy('sequence');
  for (const row of rows) {
    const report = reportSchema.safeParse(JSON.parse(row.payload.toString('utf8'))).data;
    const asKept = reportDigest(row.payload) === row.digest && report?.sequence === row.sequence;
    if (!asKept || outcomeOf(report) === 'cleared' || outcomeOf(report) === OPENED)
      throw new TypeError('an unsigned report was changed');
    const signature = Buffer.from(await sign(row.payload));
    await db<Row>(TABLE).where({ sequence: row.sequence }).update({ signature });
  }
  return rows.length;
}

/** An additional outcome besides those of a match: an executed order to open. */
const OPENED = 'opened';

function outcomeOf(report: Report): string | null {
  if (report.kind === 'match') return report.outcome;
  if (report.kind !== 'order' || report.result !== 'obeyed') return null;
  return report.command === 'open-for-traveller' || report.command === 'open-for-cause' ? OPENED : null;
}

async function countUndelivered(db: Database): Promise<number> {
  const row = await db(TABLE).whereNull('delivered_at').count<{ n: number }[]>({ n: '*' }).first();
  return row?.n ?? 0;
}

function toReport(row: Row): OutboxReport {
  return { sequence: row.sequence, digest: row.digest, payload: row.payload, signature: row.signature };
}
