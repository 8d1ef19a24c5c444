import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** What a privacy officer works with: counts that lanes give, viewings, holds, policies and requests. Times are wall milliseconds. */
export const privacy: Migration = {
  name: '0015-privacy',
  async up(transaction) {
    await transaction.schema.createTable('lane_keeping', laneKeeping);
    await transaction.schema.createTable('erasures', erasures);
    await transaction.schema.createTable('erasure_days', erasureDays);
    await transaction.schema.createTable('viewings', viewings);
    await transaction.schema.createTable('outcome_days', outcomeDays);
    await transaction.schema.createTable('retention_policies', retentionPolicies);
    await transaction.schema.createTable('legal_holds', legalHolds);
    await transaction.schema.createTable('access_requests', accessRequests);
    await derive(transaction);
  },
};

/** As of a lane's latest status: `keeping` is JSON of the contract. */
function laneKeeping(table: Knex.CreateTableBuilder): void {
  table.text('kiosk_id').primary().references('kiosks.id');
  table.bigInteger('at').notNullable();
  table.text('keeping').notNullable();
}

/** Derived from reports. */
function erasures(table: Knex.CreateTableBuilder): void {
  table.bigInteger('feed_position').primary();
  table.text('erasure_id').notNullable();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('retention_class').notNullable();
  table.text('cause').notNullable();
  table.bigInteger('erased').notNullable();
  table.bigInteger('keys').notNullable();
  table.bigInteger('from_at').notNullable();
  table.bigInteger('to_at').notNullable();
  table.text('retention_digest').notNullable();
  table.bigInteger('received_at').notNullable();
  table.index(['to_at']);
  table.index(['kiosk_id', 'retention_class', 'to_at']);
}

/** Derived from reports: what was erased, by lane, class and UTC day. */
function erasureDays(table: Knex.CreateTableBuilder): void {
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.bigInteger('day').notNullable();
  table.text('retention_class').notNullable();
  table.bigInteger('erased').notNullable();
  table.primary(['kiosk_id', 'day', 'retention_class']);
}

/** Derived from reports; who and why stand in the grant. */
function viewings(table: Knex.CreateTableBuilder): void {
  table.bigInteger('feed_position').primary();
  table.text('grant_digest').notNullable().index();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('transaction_id').notNullable().index();
  table.text('refusal');
  table.bigInteger('at').notNullable().index();
}

/** Derived from reports: how travellers fared, by lane and UTC day, counted. */
function outcomeDays(table: Knex.CreateTableBuilder): void {
  table.text('kiosk_id').notNullable().references('kiosks.id');
  /** Wall ms at which the UTC day began. */
  table.bigInteger('day').notNullable();
  table.text('outcome').notNullable();
  table.bigInteger('count').notNullable();
  /** The latest of them. */
  table.bigInteger('last_at').notNullable();
  table.primary(['kiosk_id', 'day', 'outcome']);
}

/** What two people agreed on. The policy itself is text: its canonical JSON. */
function retentionPolicies(table: Knex.CreateTableBuilder): void {
  table.bigInteger('number').primary();
  table.text('digest').notNullable().unique();
  table.text('policy').notNullable();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('approved_at').notNullable();
}

function legalHolds(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('transaction_id').notNullable();
  table.text('reason').notNullable();
  table.bigInteger('until').notNullable();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('approved_at').notNullable();
  /** Of the order that carried it to the lane, and of the one that ended it. */
  table.text('order_digest').notNullable();
  table.text('release_digest');
  table.text('released_by');
  table.bigInteger('released_at');
  table.index(['kiosk_id', 'transaction_id']);
}

/** A request of a traveller, by what they hold and never by who they are. */
function accessRequests(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('kind').notNullable();
  table.text('found_by').notNullable();
  /** JSON list of ids, once looked up; emptied when the request is closed for long enough. */
  table.text('transactions').notNullable();
  table.bigInteger('received_at').notNullable();
  table.bigInteger('due_at').notNullable().index();
  table.bigInteger('extended_at');
  table.text('state').notNullable();
  table.text('opened_by').notNullable();
  table.text('closed_by');
  table.bigInteger('closed_at');
  table.bigInteger('version').notNullable();
}

const PAGE = 500;
const DAY_MS = 86_400_000;

/** Reports that came before these tables. */
async function derive(transaction: Knex): Promise<void> {
  let after = 0;
  for (;;) {
    const rows: readonly ReportRow[] = await transaction('reports')
      .select('feed_position', 'kiosk_id', 'kind', 'transaction_id', 'outcome', 'received_at', 'payload')
      .where('feed_position', '>', after)
      .orderBy('feed_position')
      .limit(PAGE);
    for (const row of rows) await deriveOne(transaction, row);
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.feed_position);
  }
}

interface ReportRow {
  readonly feed_position: number | string;
  readonly kiosk_id: string;
  readonly kind: string;
  readonly transaction_id: string;
  readonly outcome: string | null;
  readonly received_at: number | string;
  readonly payload: Uint8Array;
}

async function deriveOne(transaction: Knex, row: ReportRow): Promise<void> {
  const { feed_position, kiosk_id, received_at } = row;
  const report = JSON.parse(Buffer.from(row.payload).toString()) as Readonly<Record<string, unknown>>;
  if (row.kind === 'erasure') {
    await transaction('erasures').insert({
      ...{ feed_position, kiosk_id, received_at, erasure_id: row.transaction_id },
      retention_class: report['retentionClass'],
      cause: report['cause'],
      erased: report['erased'],
      keys: (report['keyIds'] as readonly unknown[]).length,
      from_at: report['from'],
      to_at: report['to'],
      retention_digest: report['retentionDigest'],
    });
    const to = Number(report['to']);
    await add(transaction, 'erasure_days', 'erased', Number(report['erased']), {
      ...{ kiosk_id, day: to - (to % DAY_MS), retention_class: report['retentionClass'] },
    });
  } else if (row.kind === 'viewing') {
    const { transaction_id } = row;
    const about = { grant_digest: report['grant'], refusal: report['refusal'] ?? null, at: report['reportedAt'] };
    await transaction('viewings').insert({ feed_position, kiosk_id, transaction_id, ...about });
  } else if (row.kind === 'match') {
    const at = Number(report['reportedAt']);
    const key = { kiosk_id, day: at - (at % DAY_MS), outcome: row.outcome };
    await add(transaction, 'outcome_days', 'count', 1, key, { last_at: at });
  }
}

async function add(
  transaction: Knex,
  table: string,
  column: string,
  amount: number,
  key: Readonly<Record<string, unknown>>,
  also: Readonly<Record<string, number>> = {},
): Promise<void> {
  const known: Readonly<Record<string, unknown>> | undefined = await transaction(table).where(key).first();
  if (known === undefined) await transaction(table).insert({ ...key, ...also, [column]: amount });
  else {
    await transaction(table)
      .where(key)
      .update({ ...also, [column]: Number(known[column]) + amount });
  }
}
