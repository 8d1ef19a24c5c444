import type { z } from 'zod';
import { ModelBuildError } from '../files/build-error.ts';

/**
 * Reads a JSON source file against a schema.
 * @throws ModelBuildError `format-invalid` when the file is not UTF-8 JSON or does not satisfy the schema
 */
export function parseJsonFile<T>(bytes: Uint8Array, schema: z.ZodType<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ModelBuildError('format-invalid', `${what} is not JSON`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new ModelBuildError('format-invalid', `${what} is refused: ${faults.join('; ')}`);
}
