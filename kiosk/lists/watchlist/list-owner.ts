/** The owner of a blind list, reached through the server: one signed message for each query, and its answer. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import {
  type BlindAnswer,
  blindAnswerSchema,
  type BlindQuery,
  blindQueryBytes,
  blindQuerySigningInput,
} from '../../../server/contract/blind-query.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { post } from '../../fleet/uplink/post.ts';
import type { ServerLink } from '../../fleet/uplink/server-link.ts';

export interface ListOwner {
  /**
   * The owner's answer, whose proof the caller verifies; `undefined` when there is none within `answerMs`, or the server refuses. Rejects
   * as the secure element does.
   */
  evaluate(
    question: Pick<BlindQuery, 'list' | 'publicKey' | 'elements'>,
    answerMs: number,
  ): Promise<Pick<BlindAnswer, 'elements' | 'proof'> | undefined>;
}

export interface ListOwnerOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
}

export function ownerBehind({ kioskId, clock, secureElement, link }: ListOwnerOptions): ListOwner {
  return {
    async evaluate(question, answerMs) {
      const signal = AbortSignal.timeout(answerMs);
      const queryId = randomBytes(16).toString('hex');
      const at = Math.round(clock.wallMs());
      const payload = blindQueryBytes({ version: 1, kioskId, queryId, ...question, at });
      const signature = await secureElement.sign(blindQuerySigningInput(payload));
      const outcome = await post(link, '/v1/blind-queries', encodeEnvelope({ kioskId, payload, signature }), signal);
      if (outcome.kind !== 'accepted') return undefined;
      const answer = blindAnswerSchema.safeParse(parseJson(outcome.body)?.json);
      return answer.success && answer.data.queryId === queryId ? answer.data : undefined;
    },
  };
}
