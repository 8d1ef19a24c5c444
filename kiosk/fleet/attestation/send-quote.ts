import type { Attestation } from '../../../hardware/secure-element/attestation.ts';
import {
  quoteAnswerSchema,
  quoteBytes,
  QUOTED_REGISTERS,
  quoteNonce,
  quoteSigningInput,
} from '../../../server/contract/attestation.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import { post } from '../uplink/post.ts';
import { askForChallenge, type AttestationAsker, type AttestationOutcome, UNREACHABLE } from './attestation-asker.ts';

interface Quoting extends AttestationAsker {
  readonly attestation: Attestation;
  readonly certificate: string;
  readonly release: string | undefined;
  /** Whether `certificate` is still that of new connections. */
  readonly isInUse: () => boolean;
}

/**
 * Answers a fresh challenge with the TPM's statement about how this machine was started. Rejects with `DeviceError`.
 * `outdated`: the certificate was replaced during the call. Nothing was sent, because the server would attribute the quote to another machine.
 */
export async function sendQuote(
  { kioskId, secureElement, link, attestation, certificate, release, isInUse }: Quoting,
  signal: AbortSignal,
): Promise<AttestationOutcome | { readonly kind: 'outdated' }> {
  const asked = await askForChallenge({ kioskId, secureElement, link }, signal);
  if (asked.kind !== 'given') return asked;
  const about = {
    ...{ kioskId, challenge: asked.challenge, certificate },
    ...(release !== undefined && { release }),
  };
  const made = await attestation.quote(QUOTED_REGISTERS, quoteNonce(about));
  const payload = quoteBytes({
    version: 1,
    ...about,
    registers: [...made.values].map(([register, value]) => ({ register, value: Buffer.from(value).toString('hex') })),
    quote: encodeBase64Url(made.statement),
    signature: encodeBase64Url(made.signature),
  });
  const signature = await secureElement.sign(quoteSigningInput(payload));
  if (!isInUse()) return { kind: 'outdated' };
  const answer = await post(link, '/v1/attestation/quotes', encodeEnvelope({ kioskId, payload, signature }), signal);
  if (answer.kind !== 'accepted') return answer;
  const given = quoteAnswerSchema.safeParse(parseJson(answer.body)?.json);
  return given.success ? { kind: 'done', start: given.data.start } : UNREACHABLE;
}
