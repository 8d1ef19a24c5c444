/** From an envelope that a trader sealed to a submission. The front sees no plaintext of it, judges the envelope, and scores nothing. */
import { createHmac } from 'node:crypto';
import { decodeBase64Url } from '../../../contract/base64url.ts';
import type { Readers } from '../sealing/readers.ts';
import {
  envelopeFault,
  type EnvelopeFault,
  type SealedEnvelope,
  sealedEnvelopeSchema,
} from '../sealing/sealed-envelope.ts';
import type { Submission } from './submission.ts';

export type TakenSealed =
  | { readonly kind: 'taken'; readonly submission: Submission }
  | { readonly kind: 'refused'; readonly fault: EnvelopeFault | 'form' };

/** @param fingerprintKey keys the digests of submission key and message */
export function takeSealed(
  { bytes, submissionKey }: { readonly bytes: Uint8Array; readonly submissionKey: string },
  {
    readers,
    fingerprintKey,
    nowMs,
  }: { readonly readers: Readers; readonly fingerprintKey: Uint8Array; readonly nowMs: number },
): TakenSealed {
  const envelope = envelopeIn(bytes);
  if (envelope === undefined) return { kind: 'refused', fault: 'form' };
  const fault = envelopeFault(envelope, readers, nowMs);
  if (fault !== undefined) return { kind: 'refused', fault };
  const digest = (purpose: string, content: string | Uint8Array) =>
    createHmac('sha256', fingerprintKey).update(`sealed ${purpose}\n`).update(content).digest('hex');
  const { groups, offices } = envelope.content;
  return {
    kind: 'taken',
    submission: {
      declarationId: envelope.number,
      submission: digest('submission', submissionKey),
      message: digest('message', bytes),
      facts: envelope.facts,
      risk: { kind: 'unscored', cause: 'sealed-by-trader' },
      selected: null,
      fingerprints: [],
      representation: null,
      content: {
        groups: groups.map(({ group, sealed }) => ({ group, sealed: bytesOf(sealed) })),
        offices: offices.map(({ office, encapsulation, keys }) => ({
          office,
          encapsulation: bytesOf(encapsulation),
          keys: keys.map(({ group, wrapped }) => ({ group, wrapped: bytesOf(wrapped) })),
        })),
      },
    },
  };
}

function envelopeIn(bytes: Uint8Array): SealedEnvelope | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return sealedEnvelopeSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function bytesOf(text: string): Uint8Array {
  return decodeBase64Url(text) ?? new Uint8Array();
}
