/**
 * What a report may say to tell that two presentations today were of one document: an HMAC under the day's key of the fleet
 * (`../handles`). Without that day's key it is noise, and two days of one document do not look alike.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { offHeap } from '../../hardware/off-heap.ts';

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

/**
 * What stands for a document when its handle is made: SHA-256 of issuer and number. It can be guessed as a number can, so the caller wipes it.
 *
 * @param documentNumber as printed, nine characters with fillers, and what follows them
 */
export function documentSubject(issuingState: string, documentNumber: Uint8Array): Uint8Array<ArrayBuffer> {
  const issuer = encoder.encode(`postern/document/v1\n${issuingState}\n`);
  const message = offHeap(issuer.length + documentNumber.length);
  message.set(issuer);
  message.set(documentNumber, issuer.length);
  const digest = sha256(message);
  const subject = offHeap(digest.length);
  subject.set(digest);
  digest.fill(0);
  message.fill(0);
  return subject;
}
