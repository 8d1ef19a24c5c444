import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { goodsAnswers } from '../../../kiosk/uplink/goods-answers.ts';
import { readEnvelope } from '../../../server/contract/envelope.ts';
import {
  type GoodsQuestion,
  goodsAnswerBytes,
  goodsAnswerSigningInput,
  readGoodsQuestion,
  signedGoodsAnswer,
} from '../../../server/contract/goods-question.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { CODE_SERVER } from '../../server/contract/fixtures/made-code.ts';
import { softSecureElement } from '../../support/soft-secure-element.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const DECLARATION = 'ab'.repeat(16);

function lane(server: (question: GoodsQuestion, signal: AbortSignal) => unknown) {
  const asked: GoodsQuestion[] = [];
  const answers = goodsAnswers({
    kioskId: 'lane-1' as KioskId,
    clock: turnedClock(NOW),
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
  return { asked, ask: () => answers.ask(DECLARATION, new AbortController().signal) };
}

const signed = ({ kioskId, questionId }: GoodsQuestion, over: object = {}) => {
  const bytes = goodsAnswerBytes({ version: 1, kioskId, questionId, verdict: 'green', ...over });
  return signedGoodsAnswer(bytes, ed25519.sign(goodsAnswerSigningInput(bytes), CODE_SERVER.secretKey));
};

describe('a lane that asks about goods', () => {
  it('takes an answer that the server signed for this question, and names nothing but the declaration', async () => {
    const { asked, ask } = lane((question) => signed(question));
    expect([await ask(), await ask()]).toEqual(['green', 'green']);
    expect(Object.keys(asked[0] ?? {}).sort()).toEqual(['at', 'declaration', 'kioskId', 'questionId', 'version']);
    expect(new Set(asked.map(({ questionId }) => questionId)).size).toBe(2);
  });

  it('takes no answer to an earlier question, and none without a signature', async () => {
    let first: object | undefined;
    const replayed = lane((question) => (first ??= signed(question)));
    expect([await replayed.ask(), await replayed.ask()]).toEqual(['green', 'no-answer']);
    expect(await lane(() => ({ verdict: 'green' })).ask()).toBe('no-answer');
    expect(await lane(() => undefined).ask()).toBe('no-answer');
  });

  it('gives the server a signal that ends the wait', async () => {
    const late = lane(
      (_question, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true })),
    );
    expect(await late.ask()).toBe('no-answer');
  });
});
