/** Asks the server whether declared goods may pass. A traveller waits 300 ms at most. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../hardware/host/clock.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { encodeEnvelope } from '../../server/contract/envelope.ts';
import {
  GOODS_ANSWER_TIMEOUT_MS,
  type GoodsVerdict,
  goodsQuestionBytes,
  goodsQuestionSigningInput,
  openGoodsAnswer,
} from '../../server/contract/goods-question.ts';
import { parseJson } from '../../server/contract/payload.ts';
import type { KioskId } from '../../server/contract/report.ts';
import { underSignals } from '../../hardware/host/combined-signal.ts';
import { post } from './post.ts';
import type { ServerLink } from './server-link.ts';

export interface GoodsAnswers {
  /**
   * Resolves to `no-answer` when none came in time, or one that the server did not sign for this question. Rejects as the secure element does.
   *
   * @param declaration 32 hex digits, from a code whose signature was verified
   */
  ask(declaration: string, signal: AbortSignal): Promise<GoodsVerdict | 'no-answer'>;
}

export interface GoodsAnswersOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  /** The keys of the server that are accepted now. */
  readonly serverKeys: () => readonly Uint8Array[];
}

export function goodsAnswers({ kioskId, clock, secureElement, link, serverKeys }: GoodsAnswersOptions): GoodsAnswers {
  return {
    async ask(declaration, signal) {
      const questionId = randomBytes(16).toString('hex');
      const at = Math.round(clock.wallMs());
      const payload = goodsQuestionBytes({ version: 1, kioskId, questionId, declaration, at });
      const signature = await secureElement.sign(goodsQuestionSigningInput(payload));
      const envelope = encodeEnvelope({ kioskId, payload, signature });
      const outcome = await underSignals([signal, AbortSignal.timeout(GOODS_ANSWER_TIMEOUT_MS)], (limit) =>
        post(link, '/v1/goods-questions', envelope, limit),
      );
      if (outcome.kind !== 'accepted') return 'no-answer';
      return openGoodsAnswer(parseJson(outcome.body)?.json, { kioskId, questionId }, serverKeys()) ?? 'no-answer';
    },
  };
}
