/** Answers a lane that asks whether declared goods may pass. */
import { openAlarmsOf } from '../../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../../records/alarms/answers.ts';
import { raiseAndEnter } from '../../../records/alarms/enter-alarm.ts';
import { refuse, type Refusal } from '../../../platform/base/refusal.ts';
import type { Transaction } from '../../../platform/database/connection.ts';
import {
  GOODS_QUESTION_SKEW_MS,
  type GoodsQuestion,
  type GoodsVerdict,
  goodsAnswerBytes,
  goodsAnswerSigningInput,
  readGoodsQuestion,
  type SignedGoodsAnswer,
  signedGoodsAnswer,
} from '../../../contract/goods-question.ts';
import { authenticate, type JudgeAuthor } from '../../../intake/ingest/authenticate.ts';
import type { IngestContext } from '../../../intake/ingest/ingest-context.ts';
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
  const { verdict, alarm } = await queue.run((transaction) => pass(transaction, question, now));
  if (alarm !== undefined) context.alarms.announce(alarm);
  const { kioskId, questionId } = question;
  const bytes = goodsAnswerBytes({ version: 1, kioskId, questionId, verdict });
  return { kind: 'answered', answer: signedGoodsAnswer(bytes, await signer.sign(goodsAnswerSigningInput(bytes))) };
}

interface Passed {
  readonly verdict: GoodsVerdict;
  readonly alarm?: Alarm;
}

async function pass(transaction: Transaction, question: GoodsQuestion, now: number): Promise<Passed> {
  const { declaration, questionId, passed: hasPassed = false } = question;
  const goods = await declaredGoods(transaction, declaration);
  const judged = judgePassage(goods, now);
  if (goods === undefined || judged === 'unknown') return { verdict: 'unknown' };
  const before =
    judged === 'green' || hasPassed
      ? await takePassage(transaction, { declaration, question: questionId }, shownUntil(goods))
      : await passageOf(transaction, declaration);
  const verdict = before === undefined || before === questionId ? judged : 'used';
  if (!hasPassed || verdict === 'green') return { verdict };
  const alarm = await raiseOnce(transaction, `goods/${verdict}/${declaration}/1`, now);
  return { verdict, ...(alarm !== undefined && { alarm }) };
}

const KIND = 'goods-passed-offline';

/** Names the declaration and not the lane, so that the alarm does not say where goods passed. */
async function raiseOnce(transaction: Transaction, about: string, now: number): Promise<Alarm | undefined> {
  const open = await openAlarmsOf(transaction, [KIND]);
  if (open.some((one) => one.about === about)) return undefined;
  return raiseAndEnter(transaction, { kind: KIND, kioskId: null, fromSequence: null, toSequence: null, about }, now);
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
