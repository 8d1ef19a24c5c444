import { describe, expect, test } from 'vitest';
import { CheckDialogue } from '../../../../kiosk/main/readiness/check-dialogue.ts';

const PROMPT = 'go-finger';
const live = (): AbortSignal => new AbortController().signal;

function opened() {
  let changes = 0;
  const dialogue = new CheckDialogue(() => {
    changes += 1;
  });
  return { dialogue, changes: () => changes };
}

describe('the dialogue of a check', () => {
  test('gives the answer to the question that is open, and to no other', async () => {
    const { dialogue, changes } = opened();
    const first = dialogue.ask(PROMPT, ['yes', 'no'], live());
    expect(dialogue.question()).toMatchObject({ number: 1, answers: ['yes', 'no'] });
    expect(dialogue.answer({ number: 2, answer: 'yes' })).toBe(false);
    expect(dialogue.answer({ number: 1, answer: 'yes' })).toBe(true);
    expect(await first).toBe('yes');
    expect([dialogue.question(), changes()]).toEqual([undefined, 2]);
    const second = dialogue.ask(PROMPT, ['no'], live());
    expect(dialogue.answer({ number: 1, answer: 'no' }), 'a late answer').toBe(false);
    expect(dialogue.answer({ number: 2, answer: 'yes' }), 'an answer that was not offered').toBe(false);
    expect(dialogue.answer({ number: 2, answer: 'no' })).toBe(true);
    expect(await second).toBe('no');
  });

  test('takes a decision only while one is awaited', async () => {
    const { dialogue } = opened();
    const finish = { kind: 'finish', service: 'closed' } as const;
    expect(dialogue.decide(finish)).toBe(false);
    const decision = dialogue.decision(live());
    expect(dialogue.decide(finish)).toBe(true);
    expect(dialogue.decide(finish)).toBe(false);
    expect(await decision).toEqual(finish);
  });

  test('ends with the reason of its signal, before and while it waits', async () => {
    const { dialogue } = opened();
    const stop = new AbortController();
    const asked = dialogue.ask(PROMPT, ['yes'], stop.signal);
    const reason = new Error('stopped');
    stop.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(dialogue.question()).toBeUndefined();
    await expect(dialogue.decision(stop.signal)).rejects.toBe(reason);
    expect(dialogue.decide({ kind: 'again', item: 'camera' })).toBe(false);
  });
});
