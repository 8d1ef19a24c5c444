/** Converts between a message as a value and its canonical bytes, which are signed. */
import type { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { ContractError } from './contract-error.ts';
import { faultsOf, type Fault } from './fault.ts';

export interface PayloadForm<T> {
  readonly schema: z.ZodType<T>;
  readonly limitBytes: number;
}

/** Levels of nesting of every message. None has more than three. */
const DEPTH = 8;

export type PayloadRefusalCode = 'too-large' | 'not-canonical' | 'unsupported-version' | 'invalid-message';

export type ReadPayload<T> =
  | { readonly kind: 'valid'; readonly message: T }
  | { readonly kind: 'refused'; readonly code: PayloadRefusalCode; readonly faults: readonly Fault[] };

/** Throws `ContractError`: `invalid` when the message does not satisfy its schema, `too-large` past the form's limit. */
export function payloadBytes<T>(form: PayloadForm<T>, message: T): Uint8Array {
  const parsed = form.schema.safeParse(message);
  if (!parsed.success) {
    throw new ContractError('invalid', 'the message does not satisfy the contract', { faults: faultsOf(parsed.error) });
  }
  return canonicalJson(parsed.data, { depth: DEPTH, bytes: form.limitBytes });
}

/**
 * Reads a payload from an untrusted sender. The bytes must be the canonical form of the schema's *output*, not just of some JSON value.
 * This excludes hidden content in duplicate names, in white space, or in a `__proto__` member that zod ignores.
 */
export function readPayload<T>(form: PayloadForm<T>, payload: Uint8Array): ReadPayload<T> {
  if (payload.length > form.limitBytes) {
    return refused('too-large', `the payload must be at most ${form.limitBytes} bytes`);
  }
  const value = parseJson(payload);
  if (value === undefined) return refused('not-canonical', 'the payload must be JSON in UTF-8');
  const parsed = form.schema.safeParse(value.json);
  if (!parsed.success) {
    if (declaresAnotherVersion(value.json)) return refused('unsupported-version', 'this version is not supported');
    return { kind: 'refused', code: 'invalid-message', faults: faultsOf(parsed.error) };
  }
  // Unbounded: a value that the schema accepts is small, and a payload may be shorter than its canonical form (`1e15`).
  const canonical = canonicalJson(parsed.data, { depth: DEPTH, bytes: Number.POSITIVE_INFINITY });
  if (!areBytesEqual(canonical, payload)) {
    return refused('not-canonical', 'the payload must be the RFC 8785 form of its message');
  }
  return { kind: 'valid', message: parsed.data };
}

/** `undefined` when the bytes are not one JSON text in UTF-8. */
export function parseJson(bytes: Uint8Array): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as unknown };
  } catch {
    return undefined;
  }
}

export function areBytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function declaresAnotherVersion(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  const version: unknown = Object.getOwnPropertyDescriptor(json, 'version')?.value;
  return Number.isSafeInteger(version) && version !== 1;
}

function refused(code: PayloadRefusalCode, message: string) {
  return { kind: 'refused', code, faults: [{ path: '', message }] } as const;
}
