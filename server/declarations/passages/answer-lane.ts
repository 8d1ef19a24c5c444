/** Answers a lane that asks whether declared goods may pass. */
import { refuse, type Refusal } from '../../base/refusal.ts';
import type { Transaction } from '../../database/connection.ts';
import {
  GOODS_QUESTION_SKEW_MS,
  type GoodsQuestion,
  type GoodsVerdict,
  goodsAnswerBytes,
  goodsAnswerSigningInput,
  readGoodsQuestion,
  type SignedGoodsAnswer,
  signedGoodsAnswer,
} from '../../contract/goods-question.ts';
import { authenticate, type JudgeAuthor } from '../../ingest/authenticate.ts';
import type { IngestContext } from '../../ingest/ingest-context.ts';
import { findControl, isSettled } from '../tables/controls.ts';
import { findDeclaration } from '../tables/declarations.ts';
import { passageOf, takePassage } from '../tables/passages.ts';
import { type DeclaredGoods, judgePassage, shownUntil } from './judge-passage.ts';

export type AnsweredLane = { readonly kind: 'answered'; readonly answer: SignedGoodsAnswer } | Refusal;

/** A passage is durable before its answer is signed. The same question has the same answer. */
export async function answerLane(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<AnsweredLane> {
  const { queue, clock, signer } = context;
  const sender = await authenticate(context, 'goods-question', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readGoodsQuestion(sender.envelope);
  if (read.kind === 'refused') {
    context.alarms.raise({ kind: 'invalid-message', kioskId: sender.kiosk.id, fromSequence: null, toSequence: null });
    return read;
  }
  const { question } = read;
  const now = Math.round(clock.wallMs());
  if (Math.abs(now - question.at) > GOODS_QUESTION_SKEW_MS)
    return refuse('invalid-message', "is too far from the server's time", 'at');
  const verdict = await queue.run((transaction) => pass(transaction, question, now));
  const { kioskId, questionId } = question;
  const bytes = goodsAnswerBytes({ version: 1, kioskId, questionId, verdict });
  return { kind: 'answered', answer: signedGoodsAnswer(bytes, await signer.sign(goodsAnswerSigningInput(bytes))) };
}

async function pass(
  transaction: Transaction,
  { declaration, questionId: question }: GoodsQuestion,
  now: number,
): Promise<GoodsVerdict> {
  const goods = await declaredGoods(transaction, declaration);
  const verdict = judgePassage(goods, now);
  if (goods === undefined || verdict === 'unknown') return 'unknown';
  const before =
    verdict === 'green'
      ? await takePassage(transaction, { declaration, question }, shownUntil(goods))
      : await passageOf(transaction, declaration);
  return before === undefined || before === question ? verdict : 'used';
}

async function declaredGoods(transaction: Transaction, id: string): Promise<DeclaredGoods | undefined> {
  const declaration = await findDeclaration(transaction, { id });
  if (declaration === undefined) return undefined;
  const control = await findControl(transaction, id);
  const { facts, receivedAt } = declaration;
  return {
    state: facts.state,
    channel: facts.channel,
    receivedAt,
    control: control && {
      route: control.route,
      settled: isSettled(control) ? control.result?.outcome : undefined,
    },
  };
}
