/**
 * Whose grants a lane must no longer honour, as the server says it every few seconds: a grant that was signed just before an
 * officer was revoked is still in force for minutes. The whole list each time, so that none can be missed.
 */
import { z } from 'zod';
import { officerIdSchema, wallMsSchema } from './field.ts';
import { payloadBytes } from './payload.ts';
import {
  openServerMessage,
  type OpenedServerMessage,
  type ServerKey,
  type ServerMessageForm,
} from './server-message.ts';
import { signingInput } from './signing.ts';

/** Longer than any grant and any wait lives; who was revoked earlier holds no grant that is still in force. */
export const REVOCATIONS_REACH_BACK_MS = 3_600_000;

/** A lane asks this often. */
export const REVOCATIONS_INTERVAL_MS = 15_000;

/** Of a list that is older, or further ahead of the lane's clock, a lane believes nothing. */
export const REVOCATIONS_STALE_MS = 60_000;

/** The wire form is never larger than this. */
export const REVOCATIONS_LIMIT_BYTES = 65_536;

const LONGEST_LIST = 1_000;

export const revocationsSchema = z.strictObject({
  version: z.literal(1),
  /** The server's wall time, ms. */
  issuedAt: wallMsSchema,
  /** Revoked within `REVOCATIONS_REACH_BACK_MS`. */
  officers: z.array(officerIdSchema).max(LONGEST_LIST),
});
export type Revocations = z.infer<typeof revocationsSchema>;

const REVOCATIONS_FORM: ServerMessageForm<Revocations> = {
  purpose: 'revocations',
  schema: revocationsSchema,
  limitBytes: 40_960,
  wireLimitBytes: REVOCATIONS_LIMIT_BYTES,
};

/** The canonical bytes. Throws `ContractError` `invalid` or `too-large`. */
export function revocationsBytes(revocations: Revocations): Uint8Array {
  return payloadBytes(REVOCATIONS_FORM, revocations);
}

export function revocationsSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('revocations', payload);
}

/** Verifies a list against the server's key (32 bytes). Throws `ContractError` `bad-key` as `openServerMessage` does. */
export function openRevocations(bytes: Uint8Array, serverKey: ServerKey): OpenedServerMessage<Revocations> {
  return openServerMessage(REVOCATIONS_FORM, bytes, serverKey);
}
