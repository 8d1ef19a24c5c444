import type { Attestation } from '../../../hardware/secure-element/attestation.ts';
import {
  type AttestationKeyAnswer,
  attestationKeyAnswerSchema,
  attestationKeyBytes,
  attestationKeyNonce,
  type AttestationKeyRequest,
  attestationKeySigningInput,
} from '../../../server/contract/attestation.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import { post } from '../uplink/post.ts';
import { askForChallenge, type AttestationAsker, type AttestationOutcome, UNREACHABLE } from './attestation-asker.ts';

type Asker = AttestationAsker & { readonly attestation: Attestation };

/** Proves to the server that the attestation key and the signing key are in one certified TPM. Rejects with `DeviceError`. */
export async function bindKey(asker: Asker, signal: AbortSignal): Promise<AttestationOutcome> {
  const { kioskId, attestation } = asker;
  const asked = await askForChallenge(asker, signal);
  if (asked.kind !== 'given') return asked;
  const { challenge } = asked;
  const { endorsement, attestationKey, signingKey, certified } = await attestation.identity(
    attestationKeyNonce({ kioskId, challenge }),
  );
  const request: AttestationKeyRequest = {
    version: 1,
    kioskId,
    challenge,
    endorsement: encodeBase64Url(endorsement),
    attestationKey: encodeBase64Url(attestationKey),
    signingKey: encodeBase64Url(signingKey),
    certified: encodeBase64Url(certified.statement),
    signature: encodeBase64Url(certified.signature),
  };
  const first = await send(asker, request, signal);
  if (first.kind !== 'credential') return first.kind === 'bound' ? { kind: 'done' } : first;
  const [identity, sealed] = [decodeBase64Url(first.identity), decodeBase64Url(first.secret)];
  if (identity === undefined || sealed === undefined) return UNREACHABLE;
  const secret = Buffer.from(await attestation.activate(identity, sealed)).toString('hex');
  const second = await send(asker, { ...request, secret }, signal);
  if (second.kind === 'bound') return { kind: 'done' };
  return second.kind === 'credential' ? UNREACHABLE : second;
}

async function send(
  { kioskId, secureElement, link }: AttestationAsker,
  request: AttestationKeyRequest,
  signal: AbortSignal,
): Promise<AttestationKeyAnswer | Exclude<AttestationOutcome, { kind: 'done' }>> {
  const payload = attestationKeyBytes(request);
  const signature = await secureElement.sign(attestationKeySigningInput(payload));
  const answer = await post(link, '/v1/attestation/keys', encodeEnvelope({ kioskId, payload, signature }), signal);
  if (answer.kind === 'refused') return { kind: 'refused', code: answer.code };
  if (answer.kind === 'unreachable') return UNREACHABLE;
  return attestationKeyAnswerSchema.safeParse(parseJson(answer.body)?.json).data ?? UNREACHABLE;
}
