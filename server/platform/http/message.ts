import type { z } from 'zod';
import { refuse, type Refusal } from '../base/refusal.ts';
import { faultsOf } from '../../contract/fault.ts';
import { parseJson } from '../../contract/payload.ts';

/** Parses a console's message: `malformed-request` if it is not JSON, `invalid-message` if it does not satisfy the schema. */
export function readMessage<T>(
  schema: z.ZodType<T>,
  body: Uint8Array,
): { readonly kind: 'valid'; readonly message: T } | Refusal {
  const value = parseJson(body);
  if (value === undefined) return refuse('malformed-request', 'must be JSON in UTF-8');
  const parsed = schema.safeParse(value.json);
  if (parsed.success) return { kind: 'valid', message: parsed.data };
  return { kind: 'refused', code: 'invalid-message', faults: faultsOf(parsed.error) };
}
