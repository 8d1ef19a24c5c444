/** Orders to open, about service and about policy: execution, repetition, and the durable record before any movement. */
import { describe, expect, test } from 'vitest';
import type { TransactionId } from '../../../../server/contract/field.ts';
import type { OrderCommand } from '../../../../server/contract/order.ts';
import { degradationTerms } from '../../../support/signed-degradations.ts';
import { signedBy, signer } from '../../../support/signers.ts';
import { RETENTION } from './order-rig.ts';
import { startedLane } from './started-lane.ts';

const CAUSE: OrderCommand = { kind: 'open-for-cause', cause: 'staff' };
const CLOSE: OrderCommand = { kind: 'take-out-of-service', reason: 'staffing' };

describe('an order to open', () => {
  test('is on the disk, signed, before the gate moves', async () => {
    const lane = await startedLane();
    let letGo: () => void = () => undefined;
    lane.gate.hold = new Promise((resolve) => {
      letGo = resolve;
    });
    expect(await lane.taker.take(lane.sign(CAUSE).wire, lane.connection)).toBe('settled');
    expect(lane.moved).toEqual([]);
    const [answer] = await lane.answers();
    expect(answer).toMatchObject({ command: 'open-for-cause', result: 'obeyed' });
    expect((await lane.journal.outbox.next())?.signature).toHaveLength(64);
    letGo();
    await lane.lane.settled();
    expect([lane.moved, lane.phase()]).toEqual([['release'], 'passage']);
    lane.lane.dispatch({ kind: 'passage-seen', seen: 'person-passed' });
    await lane.lane.settled();
    const passage = (await lane.reports()).at(-1);
    expect(passage).toMatchObject({ kind: 'passage', transactionId: answer?.answerId, passage: 'one-person' });
    await lane.close();
  });

  test('for a traveller opens only for the referred traveller still at the gate', async () => {
    const lane = await startedLane();
    const referred = await lane.refer();
    await lane.give({ kind: 'open-for-traveller' }, { transactionId: '2'.repeat(32) as TransactionId });
    await lane.give(CAUSE);
    expect([await lane.said(), lane.moved]).toEqual([['other-traveller', 'not-now'], []]);
    await lane.give({ kind: 'open-for-traveller' }, { transactionId: referred });
    expect([(await lane.said()).at(-1), lane.moved]).toEqual(['obeyed', ['release']]);
    lane.lane.dispatch({ kind: 'passage-seen', seen: 'person-passed' });
    await lane.lane.settled();
    await lane.give({ kind: 'open-for-traveller' }, { transactionId: referred });
    expect([(await lane.said()).at(-1), lane.phase()]).toEqual(['other-traveller', 'idle']);
    await lane.close();
  });

  test('is refused once another traveller has been served', async () => {
    const lane = await startedLane();
    const referred = await lane.refer();
    lane.lane.dispatch({ kind: 'traveller-gone' });
    await lane.refer();
    await lane.give({ kind: 'open-for-traveller' }, { transactionId: referred });
    expect(await lane.said()).toEqual(['other-traveller']);
    await lane.close();
  });

  test('opens nothing without the secure element, which must sign the answer', async () => {
    const lane = await startedLane();
    lane.secureElement.lost = true;
    await lane.give(CAUSE);
    expect([await lane.said(), lane.moved, lane.phase()]).toEqual([['keys-away'], [], 'idle']);
    await lane.close();
  });

  test('opens nothing when its report cannot be written', async () => {
    const lane = await startedLane();
    await lane.journal.outbox.close();
    const { outbox } = lane.journal;
    const append = outbox.append.bind(outbox);
    Object.assign(outbox, { append: () => Promise.reject(new Error('the disk is full')) });
    expect(await lane.taker.take(lane.sign(CAUSE).wire, lane.connection)).toBe('not-settled');
    await lane.lane.settled();
    expect([lane.moved, lane.phase()]).toEqual([[], 'out-of-service']);
    Object.assign(outbox, { append });
    await lane.close();
  });

  test.each([
    ['during a traveller’s transaction', [{ kind: 'traveller-arrived' }], 'not-now'],
    ['with a gate that does not answer', [{ kind: 'fault-raised', fault: 'gate' }], 'gate-away'],
    ['in an emergency', [{ kind: 'emergency-ordered' }], 'not-now'],
  ] as const)('is refused %s', async (_when, events, why) => {
    const lane = await startedLane();
    for (const event of events) lane.lane.dispatch(event);
    await lane.lane.settled();
    lane.moved.length = 0;
    await lane.give(CAUSE);
    expect([await lane.said(), lane.moved]).toEqual([[why], []]);
    await lane.close();
  });
});

describe('an order that arrives again', () => {
  test('over a new connection, because the answer was lost, counts as done', async () => {
    const lane = await startedLane();
    const { wire } = lane.sign(CLOSE);
    expect(await lane.taker.take(wire, {})).toBe('settled');
    expect(await lane.taker.take(wire, {})).toBe('settled');
    expect(await lane.said()).toEqual(['obeyed']);
    await lane.close();
  });

  test('over the same connection, or after its validity, is a replay', async () => {
    const lane = await startedLane();
    const { wire } = lane.sign(CAUSE);
    await lane.taker.take(wire, lane.connection);
    await lane.lane.settled();
    lane.lane.dispatch({ kind: 'passage-seen', seen: 'person-passed' });
    await lane.lane.settled();
    await lane.taker.take(wire, lane.connection);
    await lane.clock.advance(20_000);
    await lane.taker.take(wire, {});
    expect(await lane.said()).toEqual(['obeyed', 'replayed', 'replayed']);
    expect(lane.moved.filter((move) => move === 'release')).toHaveLength(1);
    await lane.close();
  });

  test('after a restart is not obeyed again', async () => {
    const first = await startedLane();
    const { wire } = first.sign(CAUSE);
    await first.taker.take(wire, first.connection);
    await first.lane.settled();
    await first.close();
    const second = await startedLane({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(await second.taker.take(wire, second.connection)).toBe('settled');
    expect([await second.said(), second.moved]).toEqual([['obeyed'], []]);
    await second.close();
  });

  test('at the same time is obeyed once', async () => {
    const lane = await startedLane();
    const { wire } = lane.sign(CAUSE);
    await Promise.all([lane.taker.take(wire, {}), lane.taker.take(wire, {})]);
    await lane.lane.settled();
    expect([await lane.said(), lane.moved]).toEqual([['obeyed'], ['release']]);
    await lane.close();
  });

  test('with the nonce of another order is refused', async () => {
    const lane = await startedLane();
    const nonce = 'e'.repeat(32);
    await lane.give(CLOSE, { nonce });
    await lane.give({ kind: 'return-to-service' }, { nonce });
    expect([await lane.said(), lane.phase()]).toEqual([['obeyed', 'replayed'], 'out-of-service']);
    await lane.close();
  });
});

describe('an order about service', () => {
  test('lasts until another order ends it, also after restarts', async () => {
    const first = await startedLane();
    await first.give(CLOSE);
    expect(first.phase()).toBe('out-of-service');
    await first.close();
    const second = await startedLane({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(second.phase()).toBe('out-of-service');
    await second.give({ kind: 'return-to-service' });
    expect([second.phase(), await second.said()]).toEqual(['idle', ['obeyed', 'obeyed']]);
    await second.close();
  });

  test('that cannot be written is not obeyed, and must be sent again', async () => {
    const lane = await startedLane();
    const { standing } = lane;
    const begin = standing.begin.bind(standing);
    Object.assign(standing, { begin: () => Promise.reject(new Error('the disk is full')) });
    const { wire } = lane.sign(CLOSE);
    expect([await lane.taker.take(wire, {}), lane.phase()]).toEqual(['not-settled', 'idle']);
    Object.assign(standing, { begin });
    expect([await lane.taker.take(wire, {}), lane.phase()]).toEqual(['settled', 'out-of-service']);
    expect(await lane.said()).toEqual(['obeyed']);
    await lane.close();
  });
});

describe('an order about policy', () => {
  test('relaxes a check until its end, for the next traveller, also after restarts', async () => {
    const lane = await startedLane();
    const now = lane.clock.wallMs();
    await lane.give({
      kind: 'degrade-policy',
      terms: degradationTerms({ measure: 'older-revocation-lists', from: now, until: now + 3_600_000 }),
    });
    expect(lane.standing.degradations(now)).toEqual(['older-revocation-lists']);
    expect(lane.standing.degradations(now + 3_600_000)).toEqual([]);
    await lane.refer();
    const less = (await lane.reports()).at(-1);
    await lane.give({ kind: 'end-degradation', degradation: 'older-revocation-lists' });
    lane.lane.dispatch({ kind: 'traveller-gone' });
    await lane.refer();
    const whole = (await lane.reports()).at(-1);
    expect([less?.kind, whole?.kind]).toEqual(['match', 'match']);
    if (less?.kind === 'match' && whole?.kind === 'match') expect(less.policyDigest).not.toBe(whole.policyDigest);
    await lane.close();
  });
});

describe('an order to adopt a retention policy', () => {
  test('brings a policy that two people signed into force, and no older one afterwards', async () => {
    const [anna, ben] = [signer(), signer()];
    const lane = await startedLane({ signers: [anna.hex, ben.hex] });
    const adopt = (number: number, limitMs: number, by = [anna, ben]) => {
      const { classes } = RETENTION;
      const policy = { ...RETENTION, number, classes: { ...classes, referred: { ...classes.referred, limitMs } } };
      return lane.give({ kind: 'adopt-retention', signed: signedBy(policy, by) });
    };
    await adopt(3, 60_000);
    expect(lane.retention.limitMs('referred')).toBe(60_000);
    await adopt(2, 120_000);
    await adopt(4, 120_000, [anna]);
    expect(await lane.said()).toEqual(['obeyed', 'retention-older', 'retention-invalid']);
    expect(lane.retention.limitMs('referred')).toBe(60_000);
    await lane.close();
  });
});

describe('the remainder of an interrupted run', () => {
  test('of an order to open is not executed, and the server is informed', async () => {
    const first = await startedLane();
    const { order } = first.sign(CAUSE);
    await first.journal.orders.take(order, 'c'.repeat(64), [], first.clock.wallMs());
    await first.close();
    const second = await startedLane({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect([await second.said(), second.moved]).toEqual([['interrupted'], []]);
    await second.close();
  });

  test('is answered once, however often the lane starts', async () => {
    const first = await startedLane();
    const { order } = first.sign(CAUSE);
    const taken = await first.journal.orders.take(order, 'c'.repeat(64), [], first.clock.wallMs());
    if (taken.kind !== 'taken') throw new Error('not taken');
    await first.taker.recover();
    expect(await first.said()).toEqual(['interrupted']);
    await first.close();
    const second = await startedLane({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(await second.said()).toEqual(['interrupted']);
    await second.close();
  });

  test('of an order about service is executed at the next start', async () => {
    const first = await startedLane();
    const { order } = first.sign(CLOSE);
    await first.journal.orders.take(order, 'c'.repeat(64), [], first.clock.wallMs());
    await first.close();
    const second = await startedLane({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect([await second.said(), second.phase()]).toEqual([['obeyed'], 'out-of-service']);
    await second.close();
  });
});
