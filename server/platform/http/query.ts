import type { RequestHandler } from 'express';
import { z } from 'zod';
import { faultsOf, type Fault } from '../../contract/fault.ts';
import { kioskIdSchema, transactionIdSchema, type KioskId, type TransactionId } from '../../contract/field.ts';
import { PAGE_LIMIT } from './limits.ts';
import { sendFailure } from './wire-failure.ts';

/** Parses a query parameter as a number. */
export const wholeNumber = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, 'must be a whole number')
  .transform(Number);

export const outcomesQuerySchema = z.strictObject({
  after: wholeNumber.pipe(z.int().min(0)).default(0),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
  'decided-since': wholeNumber.optional(),
});
export type OutcomesQuery = z.infer<typeof outcomesQuerySchema>;

export const ordersQuerySchema = z.strictObject({
  kiosk: kioskIdSchema.optional(),
  transaction: transactionIdSchema.optional(),
});

const emptyQuerySchema = z.strictObject({});

export type ReadQuery<T> =
  | { readonly kind: 'valid'; readonly query: T }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** `after` (default 0), `limit` (default and at most 100), `decided-since` (wall ms). Unknown and repeated parameters are faults. */
export function readOutcomesQuery(query: unknown): ReadQuery<OutcomesQuery> {
  return readQuery(outcomesQuerySchema, query);
}

/** `kiosk` and `transaction`; each may be left out. */
export function readOrdersQuery(
  query: unknown,
): ReadQuery<{ kiosk?: KioskId | undefined; transaction?: TransactionId | undefined }> {
  return readQuery(ordersQuerySchema, query);
}

/** For addresses without parameters. */
export const refuseQuery: RequestHandler = (request, response, next) => {
  const query = readQuery(emptyQuerySchema, request.query);
  if (query.kind === 'valid') next();
  else sendFailure(response, { code: 'invalid-query', faults: query.faults });
};

/** Reads a query; unknown and repeated parameters are faults of a strict schema. */
export function readQuery<T>(schema: z.ZodType<T>, query: unknown): ReadQuery<T> {
  const parsed = schema.safeParse(query);
  return parsed.success ? { kind: 'valid', query: parsed.data } : { kind: 'refused', faults: faultsOf(parsed.error) };
}
