/**
 * The officers whose grants a lane must refuse. A grant stays in force for minutes after an officer is revoked, so the server sends this
 * list every few seconds. It sends the whole list each time, so that a lane cannot miss an entry.
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

/** Longer than the life of any grant. An officer who was revoked earlier has no grant in force. */
export const REVOCATIONS_REACH_BACK_MS = 3_600_000;

/** How often a lane asks, ms. */
export const REVOCATIONS_INTERVAL_MS = 15_000;

/** A lane ignores a list that is older than this, or further ahead of its clock, ms. */
export const REVOCATIONS_STALE_MS = 60_000;

/** Upper bound of the wire form. */
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
