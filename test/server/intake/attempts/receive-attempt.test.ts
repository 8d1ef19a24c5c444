import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eraseOldAttempts } from '../../../../server/intake/attempts/erase-attempts.ts';
import { receiveAttempt } from '../../../../server/intake/attempts/receive-attempt.ts';
import type { Attempt } from '../../../../server/contract/attempt.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const DAY_MS = 86_400_000;
const id = () => randomBytes(16).toString('hex');

async function fleet(lanes = 1) {
  const bench = await ingestBench();
  const kiosks = Array.from({ length: lanes }, (_, at) => testKiosk(kioskIdSchema.parse(`north-${at + 1}`), at + 20));
  await bench.enrol(...kiosks);
  const wire = (lane: number, over: Partial<Attempt> = {}) => {
    const at = bench.clock.wallMs();
    const epoch = new Date(at).toISOString().slice(0, 10);
    return kiosks[lane]?.attempt({ at, epoch, ...over }) ?? new Uint8Array();
  };
  const said = async (bytes: Uint8Array) => {
    const received = await receiveAttempt(bench.context, bytes);
    return received.kind === 'answered' ? received.answer.verdict : received.code;
  };
  const ask = (lane: number, over: Partial<Attempt> = {}) => said(wire(lane, over));
  const alarms = async () => (await bench.alarms()).map(({ kind, kioskId }) => [kind, kioskId]);
  return { bench, kiosks, wire, said, ask, alarms };
}

describe('attempts across the fleet', () => {
  it('are granted three times for a document and day, whichever lane asks', async () => {
    const { ask, alarms } = await fleet(2);
    expect([await ask(0), await ask(1), await ask(0), await ask(1), await ask(0)]).toEqual([
      ...['granted', 'granted', 'granted', 'denied', 'denied'],
    ]);
    expect([await ask(0, { tried: 'finger' }), await ask(1, { handle: 'cd'.repeat(32) })]).toEqual([
      'granted',
      'granted',
    ]);
    expect(await alarms()).toEqual([]);
  });

  it('are granted exactly three times when ten lanes ask at once', async () => {
    const { ask } = await fleet(10);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(at % 10)));
    expect(answers.filter((answer) => answer === 'granted')).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'denied')).toHaveLength(37);
  });

  it('obey a stricter policy of the lane that asks', async () => {
    const { ask } = await fleet();
    expect([await ask(0, { most: 1 }), await ask(0, { most: 1 }), await ask(0, { most: 3 })]).toEqual([
      ...['granted', 'denied', 'granted'],
    ]);
  });

  it('are the same attempt when they come again: replayed, or at once', async () => {
    const { wire, said, ask } = await fleet();
    const recorded = wire(0);
    expect(await Promise.all(Array.from({ length: 8 }, () => said(recorded)))).toEqual(Array(8).fill('granted'));
    expect([await ask(0), await ask(0), await ask(0)]).toEqual(['granted', 'granted', 'denied']);
  });

  it('are counted once when the grant came too late for the lane', async () => {
    const { ask, alarms } = await fleet();
    const attemptId = id();
    expect(await ask(0, { attemptId })).toBe('granted');
    expect(await ask(0, { attemptId, ask: 'made' })).toBe('counted');
    expect(await ask(0, { attemptId, ask: 'made' })).toBe('counted');
    expect([await ask(0), await ask(0), await ask(0)]).toEqual(['granted', 'granted', 'denied']);
    expect(await alarms()).toEqual([]);
  });

  it('raise an alarm when lanes without the server made more than the limit', async () => {
    const { ask, alarms } = await fleet(2);
    for (let at = 0; at < 3; at += 1) expect(await ask(0, { ask: 'made' })).toBe('counted');
    expect(await alarms()).toEqual([]);
    expect(await ask(1, { ask: 'made' })).toBe('counted');
    expect(await alarms()).toEqual([['attempts-overrun', 'north-2']]);
    expect(await ask(0)).toBe('denied');
  });

  it('are an overrun when a denied one was made because its denial came too late', async () => {
    const { ask, alarms } = await fleet();
    for (let at = 0; at < 3; at += 1) await ask(0);
    const attemptId = id();
    expect(await ask(0, { attemptId })).toBe('denied');
    expect(await ask(0, { attemptId, ask: 'made' })).toBe('counted');
    expect(await alarms()).toEqual([['attempts-overrun', 'north-1']]);
  });

  it('are refused when forged, of an unknown kiosk, of another purpose, or with an id that is used', async () => {
    const { bench, kiosks, said, ask, alarms } = await fleet();
    const stranger = testKiosk(kioskIdSchema.parse('north-1'), 99);
    const now = { at: bench.clock.wallMs(), epoch: new Date(bench.clock.wallMs()).toISOString().slice(0, 10) };
    expect(await said(stranger.attempt(now))).toBe('bad-signature');
    expect(await said(testKiosk(kioskIdSchema.parse('south-1'), 98).attempt(now))).toBe('unknown-kiosk');
    expect(await said(kiosks[0]?.status() ?? new Uint8Array())).toBe('bad-signature');
    const attemptId = id();
    expect(await ask(0, { attemptId })).toBe('granted');
    expect(await ask(0, { attemptId, handle: 'cd'.repeat(32) })).toBe('invalid-message');
    expect((await alarms()).map(([kind]) => kind)).toContain('bad-signature');
  });

  it('are refused out of time: a recorded reservation, another day, a day that is not counted any more', async () => {
    const { bench, wire, said, ask } = await fleet();
    const recorded = wire(0);
    bench.clock.turn(61_000);
    expect(await said(recorded)).toBe('invalid-message');
    const dayOf = (ms: number) => new Date(bench.clock.wallMs() + ms).toISOString().slice(0, 10);
    expect(await ask(0, { epoch: dayOf(-2 * DAY_MS) })).toBe('invalid-message');
    expect(await ask(0, { epoch: dayOf(3 * DAY_MS) })).toBe('invalid-message');
    expect(await ask(0, { ask: 'made', epoch: dayOf(-7 * DAY_MS) })).toBe('counted');
    expect(await ask(0, { ask: 'made', epoch: dayOf(-8 * DAY_MS) })).toBe('invalid-message');
    expect([await ask(0), await ask(0), await ask(0)]).toEqual(['granted', 'granted', 'granted']);
  });

  it('are erased with their counts after eight days', async () => {
    const { bench, ask } = await fleet();
    await ask(0);
    const rows = async () => [
      (await bench.database.knex('attempts').select()).length,
      (await bench.database.knex('attempt_counts').select()).length,
    ];
    bench.clock.turn(7 * DAY_MS);
    await eraseOldAttempts(bench.context);
    expect(await rows()).toEqual([1, 1]);
    bench.clock.turn(3 * DAY_MS);
    await eraseOldAttempts(bench.context);
    expect(await rows()).toEqual([0, 0]);
  });
});
