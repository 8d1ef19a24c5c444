/** Asks the server for the approval of a check, and repeats the same request until a technician has typed its code. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import type { KioskId } from '../../../server/contract/field.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import {
  type CheckAnswer,
  type CheckApproval,
  checkAnswerSchema,
  checkCodeOf,
  checkRequestBytes,
  checkRequestSigningInput,
  openCheckApproval,
} from '../../../server/contract/readiness.ts';
import { encodeServerMessage, type ServerKey } from '../../../server/contract/server-message.ts';
import { post } from '../../fleet/uplink/post.ts';
import type { ServerLink } from '../../fleet/uplink/server-link.ts';

export interface AskedServer {
  readonly answer: CheckAnswer;
  /** Monotonic times, ms. */
  readonly sentMs: number;
  readonly arrivedMs: number;
}

/** An approval whose signature, lane and request were verified. */
export interface GivenApproval {
  readonly approval: CheckApproval;
  readonly digest: string;
  readonly signed: NonNullable<CheckAnswer['approval']>;
}

export interface ApprovalRequest {
  /** The code that the technician types at the console. */
  readonly code: string;
  /** Sends the request. `undefined` without a valid answer. Never rejects. */
  ask(signal: AbortSignal): Promise<AskedServer | undefined>;
  /** The approval in an answer; `undefined` when there is none, or it is not for this request. */
  approvalIn(answer: CheckAnswer): GivenApproval | undefined;
}

export interface ApprovalParts {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: Pick<KeyProvider, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  /** The server keys that are accepted now. */
  readonly serverKeys: () => ServerKey;
}

export function newApprovalRequest(parts: ApprovalParts): ApprovalRequest {
  const { kioskId, clock, secureElement, link, serverKeys } = parts;
  const requestId = randomBytes(16).toString('hex');
  const payload = checkRequestBytes({ version: 1, kioskId, requestId, at: Math.round(clock.wallMs()) });
  let envelope: Uint8Array | undefined;
  return {
    code: checkCodeOf(requestId),
    async ask(signal) {
      try {
        envelope ??= encodeEnvelope({
          kioskId,
          payload,
          signature: await secureElement.sign(checkRequestSigningInput(payload)),
        });
        const sentMs = clock.monotonicMs();
        const outcome = await post(link, '/v1/readiness/requests', envelope, signal);
        const arrivedMs = clock.monotonicMs();
        const parsed =
          outcome.kind === 'accepted' ? checkAnswerSchema.safeParse(parseJson(outcome.body)?.json) : undefined;
        return parsed?.success === true ? { answer: parsed.data, sentMs, arrivedMs } : undefined;
      } catch {
        // Without the secure element there is no request
        return undefined;
      }
    },
    approvalIn({ approval: signed }) {
      const [bytes, signature] = [signed?.payload, signed?.signature].map((text) => decodeBase64Url(text ?? ''));
      if (signed === undefined || bytes === undefined || signature?.length !== 64) return undefined;
      const opened = openCheckApproval(encodeServerMessage(bytes, signature), serverKeys());
      if (opened.kind === 'refused') return undefined;
      const { message: approval, digest } = opened;
      return approval.kioskId === kioskId && approval.requestId === requestId
        ? { approval, digest, signed }
        : undefined;
    },
  };
}
