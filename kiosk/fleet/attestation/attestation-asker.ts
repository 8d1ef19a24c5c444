import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { ATTESTATION_ANSWER_LIMIT_BYTES, attestationChallengeSchema } from '../../../server/contract/attestation.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { WireErrorCode } from '../../../server/contract/wire-error.ts';
import { refusalOf } from '../uplink/post.ts';
import type { ServerLink } from '../uplink/server-link.ts';

export interface AttestationAsker {
  readonly kioskId: KioskId;
  readonly secureElement: Pick<KeyProvider, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
}

export type AttestationOutcome =
  /** `start`: the server's verdict on a quote. */
  | { readonly kind: 'done'; readonly start?: 'approved' | 'not-approved' }
  | { readonly kind: 'refused'; readonly code: WireErrorCode }
  | { readonly kind: 'unreachable' };

export const UNREACHABLE = { kind: 'unreachable' } as const;

/** A fresh challenge of the server. */
export async function askForChallenge(
  { link }: AttestationAsker,
  signal: AbortSignal,
): Promise<{ readonly kind: 'given'; readonly challenge: string } | Exclude<AttestationOutcome, { kind: 'done' }>> {
  const asked = { method: 'GET' } as const;
  const answer = await link.exchange('/v1/attestation/challenge', asked, ATTESTATION_ANSWER_LIMIT_BYTES, signal);
  if (answer === undefined) return UNREACHABLE;
  if (!answer.ok) return refusalOf(answer.body);
  const given = attestationChallengeSchema.safeParse(parseJson(answer.body)?.json);
  return given.success ? { kind: 'given', challenge: given.data.challenge } : UNREACHABLE;
}
