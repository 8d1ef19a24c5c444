import { ed25519 } from '@noble/curves/ed25519.js';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { createOwedGoodsTable, owedGoods } from '../../../../kiosk/fleet/uplink/owed-goods.ts';
import { openGoodsAnswers } from '../../../../kiosk/fleet/uplink/goods-answers.ts';
import { readEnvelope } from '../../../../server/contract/envelope.ts';
import {
  type GoodsQuestion,
  goodsAnswerBytes,
  goodsAnswerSigningInput,
  readGoodsQuestion,
  signedGoodsAnswer,
} from '../../../../server/contract/goods-question.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { CODE_SERVER } from '../../../server/contract/fixtures/made-code.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const DECLARATION = 'ab'.repeat(16);

async function lane(server: (question: GoodsQuestion, signal: AbortSignal) => unknown) {
  const asked: GoodsQuestion[] = [];
  const db = await openDatabase(join(temporaryFolder(), 'journal.sqlite'), createOwedGoodsTable);
  const owed = owedGoods(db);
  const clock = turnedClock(NOW);
  const answers = openGoodsAnswers({
    owed,
    log: () => undefined,
    kioskId: 'lane-1' as KioskId,
    clock,
    secureElement: softSecureElement(),
    serverKeys: () => [CODE_SERVER.publicKey],
    link: {
      async exchange(path, { body }, _limit, signal) {
        expect(path).toBe('/v1/goods-questions');
        const envelope = readEnvelope(body ?? new Uint8Array());
        const read = envelope.kind === 'read' ? readGoodsQuestion(envelope) : envelope;
        if (read.kind !== 'valid') throw new Error('not a question');
        asked.push(read.question);
        const said = await server(read.question, signal);
        return said === undefined ? undefined : { ok: true, body: Buffer.from(JSON.stringify(said)) };
      },
    },
  });
  onTestFinished(async () => {
    await answers.close();
    await db.destroy();
  });
  let questions = 0;
  const ask = () => {
    questions += 1;
    return answers.ask(
      { questionId: String(questions).padStart(32, '0'), declaration: DECLARATION },
      new AbortController().signal,
    );
  };
  return { answers, owed, clock, asked, ask };
}

const signed = ({ kioskId, questionId }: GoodsQuestion, over: object = {}) => {
  const bytes = goodsAnswerBytes({ version: 1, kioskId, questionId, verdict: 'green', ...over });
  return signedGoodsAnswer(bytes, ed25519.sign(goodsAnswerSigningInput(bytes), CODE_SERVER.secretKey));
};

describe('a lane that asks about goods', () => {
  it('takes an answer that the server signed for this question, and names nothing but the declaration', async () => {
    const { asked, ask } = await lane((question) => signed(question));
    expect([await ask(), await ask()]).toEqual(['green', 'green']);
    expect(Object.keys(asked[0] ?? {}).sort()).toEqual(['at', 'declaration', 'kioskId', 'questionId', 'version']);
    expect(new Set(asked.map(({ questionId }) => questionId)).size).toBe(2);
  });

  it('takes no answer to an earlier question, and none without a signature', async () => {
    let first: object | undefined;
    const replayed = await lane((question) => (first ??= signed(question)));
    expect([await replayed.ask(), await replayed.ask()]).toEqual(['green', 'no-answer']);
    expect(await (await lane(() => ({ verdict: 'green' }))).ask()).toBe('no-answer');
    expect(await (await lane(() => undefined)).ask()).toBe('no-answer');
  });

  it('gives the server a signal that ends the wait', async () => {
    const late = await lane(
      (_question, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true })),
    );
    expect(await late.ask()).toBe('no-answer');
  });

  it('reports goods that passed without an answer until the server has recorded them, with the question that it may have received', async () => {
    let isThere = false;
    const { answers, owed, asked } = await lane((question) =>
      isThere ? signed(question, { verdict: 'used' }) : undefined,
    );
    const goods = { questionId: 'cd'.repeat(16), declaration: DECLARATION, endsAt: NOW + 3_600_000 };
    await answers.owe(goods);
    await answers.settle();
    expect(await owed.list(9)).toEqual([goods]);
    isThere = true;
    await answers.settle();
    expect(await owed.list(9)).toEqual([]);
    const { questionId, declaration } = goods;
    expect(asked.at(-1)).toMatchObject({ questionId, declaration, passed: true, at: NOW });
    await answers.settle();
    expect(asked).toHaveLength(2);
  });

  it('drops goods whose declaration the server does not know any more', async () => {
    const { answers, owed, asked } = await lane(() => undefined);
    const endsAt = NOW - 33 * 86_400_000;
    await answers.owe({ questionId: 'cd'.repeat(16), declaration: DECLARATION, endsAt });
    await answers.settle();
    expect([await owed.list(9), asked]).toEqual([[], []]);
  });
});
