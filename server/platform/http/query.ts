import type { RequestHandler } from 'express';
import { z } from 'zod';
import { faultsOf, type Fault } from '../../contract/fault.ts';
import { sendFailure } from './wire-failure.ts';

/** Parses a query parameter as a number. */
export const wholeNumber = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, 'must be a whole number')
  .transform(Number);

const emptyQuerySchema = z.strictObject({});

export type ReadQuery<T> =
  | { readonly kind: 'valid'; readonly query: T }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

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
