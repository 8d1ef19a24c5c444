import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { MODALITIES, type Modality, OBSERVATIONS, type Observation, type Observed } from './observe.ts';

export const OBSERVED_SPANS = ['day', 'month'] as const;
export type ObservedSpan = (typeof OBSERVED_SPANS)[number];

const DAY_MS = 86_400_000;
/** Days are for the drift of cameras, months for reports over years. */
const KEPT_MS: { readonly [S in ObservedSpan]: number } = { day: 130 * DAY_MS, month: 10 * 366 * DAY_MS };

/** Rows per statement. */
const ROWS_AT_ONCE = 100;

/** Start of the day or month (UTC) that contains `at`, wall ms. */
export function startOf(span: ObservedSpan, at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), span === 'day' ? date.getUTCDate() : 1);
}

export async function addObserved(transaction: Transaction, observed: readonly Observed[]): Promise<void> {
  const rows = new Map<string, Record<string, string | number> & { count: number }>();
  for (const { kioskId, at, modality, models, device, observation } of observed) {
    for (const span of OBSERVED_SPANS) {
      const row = { span, slot: startOf(span, at), kiosk_id: kioskId, modality, models, device, observation };
      const key = JSON.stringify(row);
      rows.set(key, { ...row, count: (rows.get(key)?.count ?? 0) + 1 });
    }
  }
  const all = [...rows.values()];
  const count = transaction.raw('?? + ??', ['observed_counts.count', 'excluded.count']);
  for (let first = 0; first < all.length; first += ROWS_AT_ONCE) {
    await transaction('observed_counts')
      .insert(all.slice(first, first + ROWS_AT_ONCE))
      .onConflict(['span', 'slot', 'kiosk_id', 'modality', 'models', 'device', 'observation'])
      .merge({ count });
  }
}

/** A sum, with the site of its lane. */
export interface ObservedCount {
  /** Start of the day or month, wall ms. */
  readonly slot: number;
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly modality: Modality;
  readonly models: string;
  readonly device: string;
  readonly observation: Observation;
  readonly count: number;
}

export interface ObservedWanted {
  readonly span: ObservedSpan;
  /** First slot, and the slot after the last. */
  readonly from: number;
  readonly to: number;
}

export async function readObserved(
  database: Connection,
  { span, from, to }: ObservedWanted,
): Promise<readonly ObservedCount[]> {
  const rows: readonly Readonly<Record<string, unknown>>[] = await database('observed_counts')
    .join('kiosks', 'kiosks.id', 'observed_counts.kiosk_id')
    .where({ span })
    .where('slot', '>=', from)
    .where('slot', '<', to)
    .orderBy(['slot', 'kiosk_id', 'modality', 'models', 'device', 'observation'])
    .select('slot', 'kiosk_id', 'site', 'lane', 'modality', 'models', 'device', 'observation', 'count');
  return rows.map((row) => ({
    slot: integerColumn(row['slot']),
    kioskId: textColumn(row['kiosk_id']),
    site: textColumn(row['site']),
    lane: textColumn(row['lane']),
    modality: wordColumn(MODALITIES, row['modality']),
    models: textColumn(row['models']),
    device: textColumn(row['device']),
    observation: wordColumn(OBSERVATIONS, row['observation']),
    count: integerColumn(row['count']),
  }));
}

export async function forgetOldObserved(transaction: Transaction, now: number): Promise<void> {
  for (const span of OBSERVED_SPANS) {
    await transaction('observed_counts')
      .where({ span })
      .where('slot', '<', now - KEPT_MS[span])
      .del();
  }
}

/** Position up to which is counted: a position of the feed, or wall ms. */
export const OBSERVED_MARKS = ['reports', 'decisions'] as const;
export type ObservedMark = (typeof OBSERVED_MARKS)[number];

export async function readObservedMark(database: Connection, name: ObservedMark): Promise<number> {
  const row: { position: unknown } | undefined = await database('observed_marks').where({ name }).first('position');
  return row === undefined ? 0 : integerColumn(row.position);
}

/** `false`, without a change, when another server has counted further. */
export async function moveObservedMark(
  transaction: Transaction,
  name: ObservedMark,
  before: number,
  after: number,
): Promise<boolean> {
  if ((await readObservedMark(transaction, name)) !== before) return false;
  await transaction('observed_marks').insert({ name, position: after }).onConflict('name').merge();
  return true;
}

/** Start of the first day or month with an observation, wall ms. */
export async function firstObserved(database: Connection, span: ObservedSpan): Promise<number | undefined> {
  const row: { first?: unknown } | undefined = await database('observed_counts')
    .where({ span })
    .min({ first: 'slot' })
    .first();
  return row?.first === null || row?.first === undefined ? undefined : integerColumn(row.first);
}
