/**
 * Asks the server whether declared goods may pass. A traveller waits 300 ms at most. Goods that passed without an answer are reported until the
 * server has recorded them.
 */
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import {
  GOODS_ANSWER_TIMEOUT_MS,
  type GoodsQuestion,
  type GoodsVerdict,
  goodsQuestionBytes,
  goodsQuestionSigningInput,
  openGoodsAnswer,
} from '../../../server/contract/goods-question.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { OwedGoods, OwedGoodsTable } from './owed-goods.ts';
import { post } from './post.ts';
import type { ServerLink } from './server-link.ts';

/** One showing of a code whose signature was verified. Both are 32 hex digits. */
type AskedGoods = Pick<GoodsQuestion, 'questionId' | 'declaration'>;

export interface GoodsAnswers {
  /** Resolves to `no-answer` when none came in time, or one that the server did not sign for this question. Rejects as the secure element does. */
  ask(asked: AskedGoods, signal: AbortSignal): Promise<GoodsVerdict | 'no-answer'>;
  /** Makes it durable that goods pass without an answer, to be reported later. Rejects with `StoreError`. */
  owe(goods: OwedGoods): Promise<void>;
}

export interface GoodsAnswersOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly owed: OwedGoodsTable;
  /** The keys of the server that are accepted now. */
  readonly serverKeys: () => readonly Uint8Array[];
  readonly log: LogEvent;
}

const SETTLE_EVERY_MS = 10_000;
const SETTLED_AT_ONCE = 50;
/** Codes of a declaration are given for 30 days. The server keeps no passage of it for longer. */
const OWED_FOR_MS = 32 * 86_400_000;

export function openGoodsAnswers(options: GoodsAnswersOptions): GoodsAnswers & {
  /** Reports the goods that the server has not recorded, now. Rejects with errors of the disk and of the secure element. */
  settle(): Promise<void>;
  close(): Promise<void>;
} {
  const { clock, owed, log } = options;
  const stop = new AbortController();
  const settle = async (): Promise<void> => {
    await owed.dropEndedBefore(clock.wallMs() - OWED_FOR_MS);
    for (const { questionId, declaration } of await owed.list(SETTLED_AT_ONCE)) {
      const said = await ask(options, { questionId, declaration, passed: true }, stop.signal);
      if (said === 'no-answer') return;
      await owed.remove(questionId);
    }
  };
  const follow = async (): Promise<void> => {
    while (await pause(clock, SETTLE_EVERY_MS, stop.signal)) {
      await settle().catch((error: unknown) => {
        log({ event: 'step-failed', step: 'goods-passages', error: errorName(error), code: 'none' });
      });
    }
  };
  const following = follow();
  return {
    ask: ({ questionId, declaration }, signal) =>
      underSignals([signal, stop.signal, AbortSignal.timeout(GOODS_ANSWER_TIMEOUT_MS)], (limit) =>
        ask(options, { questionId, declaration }, limit),
      ),
    owe: (goods) => owed.add(goods),
    settle,
    async close() {
      stop.abort();
      await following;
    },
  };
}

async function ask(
  { kioskId, clock, secureElement, link, serverKeys }: GoodsAnswersOptions,
  question: AskedGoods & Pick<GoodsQuestion, 'passed'>,
  signal: AbortSignal,
): Promise<GoodsVerdict | 'no-answer'> {
  const { questionId } = question;
  const at = Math.round(clock.wallMs());
  const payload = goodsQuestionBytes({ version: 1, kioskId, ...question, at });
  const signature = await secureElement.sign(goodsQuestionSigningInput(payload));
  const outcome = await post(link, '/v1/goods-questions', encodeEnvelope({ kioskId, payload, signature }), signal);
  if (outcome.kind !== 'accepted') return 'no-answer';
  return openGoodsAnswer(parseJson(outcome.body)?.json, { kioskId, questionId }, serverKeys()) ?? 'no-answer';
}
