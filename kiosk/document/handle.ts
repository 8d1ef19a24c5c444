/**
 * What a report may say to tell that two presentations today were of one document: an HMAC under a key that changes at
 * midnight UTC. Without that day's key it is noise, and two days of one document do not look alike.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export interface DocumentHandle {
  /** HMAC-SHA-256, hex. */
  readonly handle: string;
  /** UTC day, `YYYY-MM-DD`. */
  readonly epoch: string;
}

const encoder = new TextEncoder();

/** The UTC day of a wall time. */
export function handleEpoch(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 10);
}

/** @param fleetKey 32 bytes shared by the lanes of a fleet. @param documentNumber as printed, nine characters with fillers. */
export function documentHandle(
  fleetKey: Uint8Array,
  issuingState: string,
  documentNumber: Uint8Array,
  wallMs: number,
): DocumentHandle {
  const epoch = handleEpoch(wallMs);
  const dayKey = hkdf(sha256, fleetKey, undefined, encoder.encode(`postern/handle/v1/${epoch}`), 32);
  const issuer = encoder.encode(`${issuingState}\n`);
  const message = new Uint8Array(issuer.length + documentNumber.length);
  message.set(issuer);
  message.set(documentNumber, issuer.length);
  const handle = bytesToHex(hmac(sha256, dayKey, message));
  dayKey.fill(0);
  message.fill(0);
  return { handle, epoch };
}
