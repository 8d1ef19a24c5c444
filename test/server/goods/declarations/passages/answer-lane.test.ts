/** Questions of lanes about declared goods, over a database. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openAlarmsOf } from '../../../../../server/records/alarms/alarm-table.ts';
import { kioskIdSchema } from '../../../../../server/contract/field.ts';
import { type GoodsQuestion, openGoodsAnswer } from '../../../../../server/contract/goods-question.ts';
import { answerLane } from '../../../../../server/goods/declarations/passages/answer-lane.ts';
import { shownUntil } from '../../../../../server/goods/declarations/passages/judge-passage.ts';
import { forgetPassages } from '../../../../../server/goods/declarations/tables/passages.ts';
import { ingestBench } from '../../../fixtures/ingest-bench.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { declared, scored } from '../fixtures/declared-controls.ts';

const newId = () => randomBytes(16).toString('hex');

async function fleet() {
  const bench = await ingestBench();
  const kiosks = ['north-1', 'north-2'].map((name, at) => testKiosk(kioskIdSchema.parse(name), at + 20));
  await bench.enrol(...kiosks);
  const receivedAt = bench.clock.wallMs() - 60_000;
  const risk = scored('low');
  const [free = '', drawn = '', orange = ''] = await declared(
    bench,
    [
      { risk, route: null, place: 0 },
      { risk, route: 'scan', place: 2, drawn: true },
      { risk, route: 'documents', place: 1, channel: 'orange', result: { outcome: 'conforming' } },
    ],
    receivedAt,
  );
  const wire = (lane: number, declaration: string, over: Partial<GoodsQuestion> = {}) =>
    kiosks[lane]?.goodsQuestion({ declaration, at: bench.clock.wallMs(), ...over }) ?? new Uint8Array();
  const ask = async (lane: number, declaration: string, over: Partial<GoodsQuestion> = {}) => {
    const questionId = over.questionId ?? newId();
    const received = await answerLane(bench.context, wire(lane, declaration, { ...over, questionId }));
    if (received.kind === 'refused') return received.code;
    const kioskId = kiosks[lane]?.id ?? kioskIdSchema.parse('x');
    return openGoodsAnswer(received.answer, { kioskId, questionId }, [bench.serverKey]);
  };
  return { bench, kiosks, ask, free, drawn, orange, receivedAt };
}

describe('declared goods across the fleet', () => {
  it('pass once, whichever lane asks; the same question has the same answer', async () => {
    const { ask, free } = await fleet();
    const questionId = newId();
    expect(await ask(0, free, { questionId })).toBe('green');
    expect([await ask(0, free, { questionId }), await ask(0, free), await ask(1, free)]).toEqual([
      ...['green', 'used', 'used'],
    ]);
  });

  it('pass exactly once when both lanes ask at once', async () => {
    const { ask, free } = await fleet();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => ask(at % 2, free)));
    expect(answers.filter((one) => one === 'green')).toHaveLength(1);
    expect(answers.filter((one) => one === 'used')).toHaveLength(11);
  });

  it('that passed at lanes without the server raise one alarm, which names no lane, when they should not have', async () => {
    const { bench, ask, free, drawn } = await fleet();
    const about = async () =>
      (await openAlarmsOf(bench.context.knex, ['goods-passed-offline'])).map(({ kioskId, about }) => [kioskId, about]);
    const [first, second] = [newId(), newId()];
    // The answer to the first question was lost
    expect(await ask(0, free, { questionId: first })).toBe('green');
    expect(await ask(0, free, { questionId: first, passed: true })).toBe('green');
    expect(await about()).toEqual([]);
    for (let sent = 0; sent < 2; sent += 1)
      expect(await ask(1, free, { questionId: second, passed: true })).toBe('used');
    expect(await about()).toEqual([[null, `goods/used/${free}/1`]]);
    expect(await ask(0, drawn, { passed: true })).toBe('control');
    expect(await ask(1, drawn)).toBe('used');
    expect(await ask(1, newId(), { passed: true })).toBe('unknown');
    expect(await about()).toEqual([
      [null, `goods/used/${free}/1`],
      [null, `goods/control/${drawn}/1`],
    ]);
  });

  it('wait for a control without being used up, and pass after it', async () => {
    const { bench, ask, drawn, orange } = await fleet();
    expect([await ask(0, drawn), await ask(1, drawn)]).toEqual(['control', 'control']);
    expect(await bench.database.knex('declaration_passages')).toEqual([]);
    expect([await ask(0, orange), await ask(1, orange)]).toEqual(['green', 'used']);
    expect(await ask(0, newId())).toBe('unknown');
  });

  it('leave neither lane nor time, and nothing after the last code has ended', async () => {
    const { bench, ask, free, receivedAt } = await fleet();
    const questionId = newId();
    await ask(1, free, { questionId });
    const until = shownUntil({ receivedAt });
    expect(await bench.database.knex('declaration_passages')).toEqual([
      { declaration: free, question: questionId, keep_until: until },
    ]);
    await bench.context.queue.run((transaction) => forgetPassages(transaction, until - 1));
    expect(await ask(0, free)).toBe('used');
    await bench.context.queue.run((transaction) => forgetPassages(transaction, until));
    expect(await bench.database.knex('declaration_passages')).toEqual([]);
  });

  it('are not named to another key, for another lane, or long after the question', async () => {
    const { bench, kiosks, ask, free } = await fleet();
    expect(await ask(0, free, { at: bench.clock.wallMs() - 61_000 })).toBe('invalid-message');
    expect(await ask(0, free, { kioskId: kiosks[1]?.id ?? kioskIdSchema.parse('x') })).toBe('kiosk-mismatch');
    const stranger = testKiosk(kioskIdSchema.parse('north-1'), 99);
    const wire = stranger.goodsQuestion({ declaration: free, at: bench.clock.wallMs() });
    expect(await answerLane(bench.context, wire)).toMatchObject({ kind: 'refused', code: 'bad-signature' });
    expect(await bench.database.knex('declaration_passages')).toEqual([]);
  });
});
