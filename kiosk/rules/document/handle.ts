/**
 * Document handle in reports: identifies presentations of one document on one day. It is an HMAC under the fleet's key of
 * the day (`../../fleet/handles`). Without that key it is random, and handles of different days cannot be linked.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { offHeap } from '../../../hardware/host/off-heap.ts';

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
 * The input for a document's handle: SHA-256 of issuer and number. The number can be found from it by trying, so the caller
 * wipes it.
 *
 * @param documentNumber as printed: nine characters with fillers, and the continuation
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
