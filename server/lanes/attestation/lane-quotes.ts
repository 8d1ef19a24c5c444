/** The latest genuine quote of each lane. The verdict is made when it is read, by the approvals that are then in force. */
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { integerColumn, jsonColumn, nullableTextColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { type Registers, registersSchema } from './registers.ts';

export interface LaneQuote {
  readonly kioskId: KioskId;
  /** Wall ms at which the server made the challenge. */
  readonly challengedAt: number;
  /** Wall ms at which the quote arrived. */
  readonly quotedAt: number;
  /** Serial of the lane's TLS certificate. */
  readonly certificate: string;
  readonly registers: Registers;
  /** The lane's own statement about its files; `null` for a source tree. */
  readonly release: string | null;
  /**
   * Counters of starts and of resumes. Each attestation key adds a secret of its TPM to them, so only their differences have a meaning
   * (TPM 2.0, Part 1, §36.7).
   */
  readonly resets: number;
  readonly restarts: number;
}

export async function putQuote(transaction: Transaction, quote: LaneQuote): Promise<void> {
  await transaction('lane_quotes')
    .insert({
      kiosk_id: quote.kioskId,
      challenged_at: quote.challengedAt,
      quoted_at: quote.quotedAt,
      certificate: quote.certificate,
      registers: JSON.stringify(quote.registers),
      release: quote.release,
      resets: quote.resets,
      restarts: quote.restarts,
    })
    .onConflict('kiosk_id')
    .merge();
}

/** For a lane with another attestation key, whose counters are not comparable. */
export async function forgetQuote(transaction: Transaction, kioskId: KioskId): Promise<void> {
  await transaction('lane_quotes').where({ kiosk_id: kioskId }).delete();
}

type QuoteRow = Record<
  'kiosk_id' | 'challenged_at' | 'quoted_at' | 'certificate' | 'registers' | 'release' | 'resets' | 'restarts',
  unknown
>;

export async function findQuote(database: Connection, kioskId: KioskId): Promise<LaneQuote | undefined> {
  const row: QuoteRow | undefined = await database('lane_quotes').where({ kiosk_id: kioskId }).first();
  return row === undefined ? undefined : quoteOf(row);
}

export async function listQuotes(database: Connection): Promise<ReadonlyMap<string, LaneQuote>> {
  const rows: readonly QuoteRow[] = await database('lane_quotes');
  return new Map(rows.map(quoteOf).map((quote) => [quote.kioskId, quote]));
}

function quoteOf(row: QuoteRow): LaneQuote {
  return {
    kioskId: kioskIdSchema.parse(row.kiosk_id),
    challengedAt: integerColumn(row.challenged_at),
    quotedAt: integerColumn(row.quoted_at),
    certificate: textColumn(row.certificate),
    registers: registersSchema.parse(jsonColumn(row.registers)),
    release: nullableTextColumn(row.release),
    resets: integerColumn(row.resets),
    restarts: integerColumn(row.restarts),
  };
}
