/** A table of exchange rates for one day. Rates are decimal texts, as a bank publishes them, and never become numbers with a point. */
import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';

/** The name of the target `exchange-rates` that lanes and the server use. */
export const RATES_NAME = 'daily';

const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code of ISO 4217');

/** A decimal number above 0. */
const rateSchema = z
  .string()
  .regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,9})?$/, 'must be a decimal number above 0 with at most 9 places');

const MAX_CURRENCIES = 300;

export const rateTableSchema = z
  .strictObject({
    version: z.literal(1),
    /** The day of the rates, as the bank states it. */
    day: z.iso.date(),
    base: currencySchema,
    /** How much of each currency one unit of `base` buys. */
    rates: z
      .record(currencySchema, rateSchema)
      .refine((rates) => Object.keys(rates).length > 0 && Object.keys(rates).length <= MAX_CURRENCIES, {
        message: `must have 1 to ${MAX_CURRENCIES} currencies`,
      }),
  })
  .refine(({ base, rates }) => !Object.hasOwn(rates, base), { path: ['rates'], message: 'must not contain the base' });
export type RateTable = z.infer<typeof rateTableSchema>;

/** @returns `undefined` for bytes that are no table in canonical form */
export function readRateTable(bytes: Uint8Array): RateTable | undefined {
  try {
    const read = rateTableSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (!read.success) return undefined;
    const canonical = canonicalJson(read.data);
    const isCanonical = canonical.length === bytes.length && canonical.every((byte, index) => byte === bytes[index]);
    return isCanonical ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The table of the latest day up to and including `today`; `undefined` when there is none. @param today `YYYY-MM-DD` */
export function ratesInForce(tables: readonly RateTable[], today: string): RateTable | undefined {
  const usable = tables.filter(({ day }) => day <= today);
  return usable.length === 0 ? undefined : usable.reduce((best, one) => (one.day >= best.day ? one : best));
}
