/**
 * Orders to open, about service and in an emergency: execution, refusals with reasons, and the durable record before any
 * movement.
 */
import { describe, expect, test } from 'vitest';
import type { KioskId, OfficerId, TransactionId } from '../../../server/contract/field.ts';
import type { Order, OrderCommand } from '../../../server/contract/order.ts';
import { withAssertion } from '../../../server/contract/server-message.ts';
import {
  asserted,
  assertOver,
  CONSOLE_ORIGIN,
  keysInForce,
  listed,
  passkeyOf,
} from '../../support/officer-passkeys.ts';
import { SoftAuthenticator } from '../../server/people/fixtures/soft-authenticator.ts';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { signOrder } from '../../support/signed-orders.ts';
import { signedBy, signer } from '../../support/signers.ts';
import { orderRig, RETENTION } from './order-rig.ts';

const CAUSE: OrderCommand = { kind: 'open-for-cause', cause: 'staff' };
const CLOSE: OrderCommand = { kind: 'take-out-of-service', reason: 'staffing' };

async function rig(options: Parameters<typeof orderRig>[0] = {}) {
  const lane = await orderRig(options);
  await lane.taker.recover();
  lane.lane.dispatch({ kind: 'started' });
  await lane.lane.settled();
  lane.moved.length = 0;
  const sign = (command: OrderCommand, over: Partial<Order> = {}) =>
    signOrder(command, { notBefore: lane.clock.wallMs(), ...over });
  const give = async (command: OrderCommand, over: Partial<Order> = {}) => {
    const settled = await lane.taker.take(sign(command, over).wire, lane.connection);
    await lane.lane.settled();
    return settled;
  };
  const said = async () => (await lane.answers()).map(({ result, refusal }) => refusal ?? result);
  return { ...lane, sign, give, said };
}

describe('an order to open', () => {
  test('is on the disk, signed, before the gate moves', async () => {
    const lane = await rig();
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
    const lane = await rig();
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
    const lane = await rig();
    const referred = await lane.refer();
    lane.lane.dispatch({ kind: 'traveller-gone' });
    await lane.refer();
    await lane.give({ kind: 'open-for-traveller' }, { transactionId: referred });
    expect(await lane.said()).toEqual(['other-traveller']);
    await lane.close();
  });

  test('opens nothing without the secure element, which must sign the answer', async () => {
    const lane = await rig();
    lane.secureElement.lost = true;
    await lane.give(CAUSE);
    expect([await lane.said(), lane.moved, lane.phase()]).toEqual([['keys-away'], [], 'idle']);
    await lane.close();
  });

  test('opens nothing when its report cannot be written', async () => {
    const lane = await rig();
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
    const lane = await rig();
    for (const event of events) lane.lane.dispatch(event);
    await lane.lane.settled();
    lane.moved.length = 0;
    await lane.give(CAUSE);
    expect([await lane.said(), lane.moved]).toEqual([[why], []]);
    await lane.close();
  });
});

describe('an invalid order', () => {
  test.each([
    ['for another lane', { kioskId: 'lane-2' as KioskId }, 'other-lane'],
    ['too early', { notBefore: Date.UTC(2026, 0, 1) + 6_000 }, 'not-yet-valid'],
    ['too late', { notBefore: Date.UTC(2026, 0, 1) - 20_000, expires: Date.UTC(2026, 0, 1) - 5_000 }, 'expired'],
    [
      'by a duty without this kind of order',
      { persons: [{ id: 'privacy-1' as OfficerId, role: 'privacy-officer' as const }] },
      'role-not-entitled',
    ],
  ])('%s is refused with its reason', async (_what, over, why) => {
    const lane = await rig();
    expect(await lane.give(CAUSE, over)).toBe('settled');
    expect([await lane.said(), lane.moved]).toEqual([[why], []]);
    await lane.close();
  });

  test('is accepted when only the clocks differ by seconds', async () => {
    const lane = await rig();
    await lane.give(CLOSE, { notBefore: lane.clock.wallMs() + 4_900, expires: lane.clock.wallMs() + 14_900 });
    await lane.give(CLOSE, { notBefore: lane.clock.wallMs() - 14_900, expires: lane.clock.wallMs() - 4_900 });
    expect(await lane.said()).toEqual(['obeyed', 'obeyed']);
    await lane.close();
  });

  test('without a signature is counted, and not reported in detail', async () => {
    const lane = await rig();
    const { wire } = signOrder(CAUSE, { notBefore: lane.clock.wallMs() }, new Uint8Array(32).fill(1));
    await lane.taker.take(wire, lane.connection);
    await lane.taker.take(new Uint8Array(100), lane.connection);
    await lane.taker.take(wire.subarray(0, wire.length - 40), lane.connection);
    expect([lane.taker.forged(), await lane.said(), lane.moved]).toEqual([3, [], []]);
    await lane.close();
  });

  test('is reported a limited number of times', async () => {
    const lane = await rig();
    for (let count = 0; count < 25; count++) await lane.give(CAUSE, { kioskId: 'lane-2' as KioskId });
    expect(await lane.said()).toHaveLength(20);
    await lane.close();
  });
});

describe('an order that moves a gate', () => {
  const FIRE: OrderCommand = { kind: 'open-in-emergency', cause: 'fire' };
  const GIVER = 'person-one';
  const MOVING: readonly OrderCommand[] = [CAUSE, { kind: 'open-for-traveller' }, FIRE, { kind: 'end-emergency' }];

  test.each(MOVING)(
    'without a person’s signature is refused, reported, and not recorded as used: $kind',
    async (command) => {
      const lane = await rig();
      const { unasserted, wire } = lane.sign(command);
      expect(await lane.taker.take(unasserted, lane.connection)).toBe('settled');
      await lane.lane.settled();
      expect([await lane.said(), lane.moved, lane.phase()]).toEqual([['assertion-missing'], [], 'idle']);
      expect(lane.taker.forged()).toBe(0);
      await lane.taker.take(wire, {});
      expect((await lane.said()).at(-1)).not.toBe('replayed');
      await lane.close();
    },
  );

  test.each<[string, string, (wire: Uint8Array) => Uint8Array]>([
    [
      'with a passkey that is not in the list',
      'officer-key-unknown',
      (wire) => asserted('order', wire, new SoftAuthenticator(CONSOLE_ORIGIN)),
    ],
    [
      'by another person of the list',
      'officer-key-of-another',
      (wire) => asserted('order', wire, passkeyOf('person-two')),
    ],
    [
      'over another order',
      'assertion-of-another-request',
      (wire) => withAssertion(wire, assertOver('order', 'a'.repeat(64), passkeyOf(GIVER))),
    ],
    ['as a grant', 'assertion-of-another-request', (wire) => asserted('grant', wire, passkeyOf(GIVER))],
    [
      'on another site',
      'assertion-of-another-site',
      (wire) => asserted('order', wire, passkeyOf(GIVER), { origin: 'https://evil.example' }),
    ],
    [
      'by a person who was not verified',
      'user-not-verified',
      (wire) => asserted('order', wire, passkeyOf(GIVER), { unverified: true }),
    ],
    ['with another key', 'assertion-forged', (wire) => asserted('order', wire, passkeyOf(GIVER), { forged: true })],
    [
      'with additional authenticator data',
      'assertion-malformed',
      (wire) => asserted('order', wire, passkeyOf(GIVER), { extensions: new Uint8Array(1) }),
    ],
  ])('and is signed %s is refused, also in an emergency: %s', async (_how, why, sign) => {
    passkeyOf('person-two');
    const lane = await rig();
    for (const command of [CAUSE, FIRE]) await lane.taker.take(sign(lane.sign(command).unasserted), lane.connection);
    await lane.lane.settled();
    expect([await lane.said(), lane.moved, lane.phase()]).toEqual([[why, why], [], 'idle']);
    await lane.close();
  });

  test('is refused while the lane has no list of officers’ keys; an order to close the lane is accepted', async () => {
    const lane = await rig({ officerKeys: 'none' });
    for (const command of MOVING) await lane.give(command);
    expect(await lane.said()).toEqual(MOVING.map(() => 'officer-keys-missing'));
    await lane.give(CLOSE);
    expect([lane.moved, lane.phase()]).toEqual([[], 'out-of-service']);
    await lane.close();
  });

  test('in an emergency is refused without its signature, whatever the state of the disk', async () => {
    const lane = await rig();
    Object.assign(lane.journal.orders, { take: () => Promise.reject(new Error('the disk is full')) });
    await lane.taker.take(lane.sign(FIRE).unasserted, lane.connection);
    await lane.lane.settled();
    expect([lane.moved, lane.phase()]).toEqual([[], 'idle']);
    await lane.close();
  });

  test('and is signed by a passkey whose counter decreased is refused, also after a restart', async () => {
    const counting = new SoftAuthenticator(CONSOLE_ORIGIN);
    const clock = turnedClock();
    const officerKeys = keysInForce(clock.wallMs(), listed(counting, GIVER, {}, clock.wallMs() - 86_400_000));
    const first = await rig({ clock, officerKeys });
    const sign = (command: OrderCommand, counter: number) => {
      counting.counter = counter - 1;
      return asserted('order', first.sign(command).unasserted, counting);
    };
    await first.taker.take(sign(FIRE, 7), {});
    await first.taker.take(sign({ kind: 'end-emergency' }, 7), {});
    expect([await first.said(), first.phase()]).toEqual([['obeyed', 'officer-key-cloned'], 'emergency']);
    await first.taker.take(sign({ kind: 'end-emergency' }, 8), {});
    await first.close();
    const { folder, secureElement } = first;
    const second = await rig({ folder, secureElement, clock, officerKeys });
    await second.taker.take(sign(FIRE, 8), {});
    await second.lane.settled();
    expect([(await second.said()).at(-1), second.phase()]).toEqual(['officer-key-cloned', 'idle']);
    await second.close();
  });
});

describe('an order that arrives again', () => {
  test('over a new connection, because the answer was lost, counts as done', async () => {
    const lane = await rig();
    const { wire } = lane.sign(CLOSE);
    expect(await lane.taker.take(wire, {})).toBe('settled');
    expect(await lane.taker.take(wire, {})).toBe('settled');
    expect(await lane.said()).toEqual(['obeyed']);
    await lane.close();
  });

  test('over the same connection, or after its validity, is a replay', async () => {
    const lane = await rig();
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
    const first = await rig();
    const { wire } = first.sign(CAUSE);
    await first.taker.take(wire, first.connection);
    await first.lane.settled();
    await first.close();
    const second = await rig({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(await second.taker.take(wire, second.connection)).toBe('settled');
    expect([await second.said(), second.moved]).toEqual([['obeyed'], []]);
    await second.close();
  });

  test('at the same time is obeyed once', async () => {
    const lane = await rig();
    const { wire } = lane.sign(CAUSE);
    await Promise.all([lane.taker.take(wire, {}), lane.taker.take(wire, {})]);
    await lane.lane.settled();
    expect([await lane.said(), lane.moved]).toEqual([['obeyed'], ['release']]);
    await lane.close();
  });

  test('with the nonce of another order is refused', async () => {
    const lane = await rig();
    const nonce = 'e'.repeat(32);
    await lane.give(CLOSE, { nonce });
    await lane.give({ kind: 'return-to-service' }, { nonce });
    expect([await lane.said(), lane.phase()]).toEqual([['obeyed', 'replayed'], 'out-of-service']);
    await lane.close();
  });
});

describe('an order about service', () => {
  test('lasts until another order ends it, also after restarts', async () => {
    const first = await rig();
    await first.give(CLOSE);
    expect(first.phase()).toBe('out-of-service');
    await first.close();
    const second = await rig({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(second.phase()).toBe('out-of-service');
    await second.give({ kind: 'return-to-service' });
    expect([second.phase(), await second.said()]).toEqual(['idle', ['obeyed', 'obeyed']]);
    await second.close();
  });

  test('that cannot be written is not obeyed, and must be sent again', async () => {
    const lane = await rig();
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
    const lane = await rig();
    const now = lane.clock.wallMs();
    await lane.give({ kind: 'degrade-policy', degradation: 'older-revocation-lists', until: now + 3_600_000 });
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
    const lane = await rig({ signers: [anna.hex, ben.hex] });
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

describe('an emergency', () => {
  const FIRE: OrderCommand = { kind: 'open-in-emergency', cause: 'fire' };

  test('opens the gate and keeps it open until the emergency ends, also after restarts', async () => {
    const first = await rig();
    await first.give(FIRE);
    expect([first.phase(), first.moved, await first.said()]).toEqual(['emergency', ['release'], ['obeyed']]);
    await first.close();
    // A program that stops does not shut people in
    expect(first.moved).toEqual(['release']);
    const second = await rig({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(second.phase()).toBe('emergency');
    await second.give({ kind: 'end-emergency' });
    expect([second.phase(), second.moved.at(-1)]).toEqual(['idle', 'secure']);
    await second.close();
  });

  test('does not wait for a full disk, and is recorded when the disk accepts writes again', async () => {
    const lane = await rig();
    const { orders } = lane.journal;
    const take = orders.take.bind(orders);
    Object.assign(orders, { take: () => Promise.reject(new Error('the disk is full')) });
    const { wire } = lane.sign(FIRE);
    expect(await lane.taker.take(wire, {})).toBe('not-settled');
    await lane.lane.settled();
    expect([lane.phase(), lane.moved]).toEqual(['emergency', ['release']]);
    Object.assign(orders, { take });
    expect(await lane.taker.take(wire, {})).toBe('settled');
    await lane.lane.settled();
    expect([lane.moved, await lane.said()]).toEqual([['release'], ['obeyed']]);
    await lane.close();
  });

  test('does not wait for a disk that does not answer', async () => {
    const lane = await rig();
    let answer: () => void = () => undefined;
    const { orders } = lane.journal;
    const find = orders.find.bind(orders);
    Object.assign(orders, { find: () => new Promise((resolve) => (answer = () => resolve(undefined))) });
    const taking = lane.taker.take(lane.sign(FIRE).wire, {});
    await lane.clock.advance(500);
    await lane.lane.settled();
    expect([lane.phase(), lane.moved]).toEqual(['emergency', ['release']]);
    Object.assign(orders, { find });
    answer();
    expect(await taking).toBe('settled');
    await lane.close();
  });

  test('overtakes a slow order', async () => {
    const lane = await rig();
    let go: () => void = () => undefined;
    const { standing } = lane;
    const begin = standing.begin.bind(standing);
    const blocked = new Promise<void>((resolve) => {
      go = resolve;
    });
    Object.assign(standing, { begin: (name: string) => (name === 'emergency' ? begin(name) : blocked) });
    const slow = lane.taker.take(lane.sign(CLOSE).wire, {});
    await lane.give(FIRE);
    expect(lane.phase()).toBe('emergency');
    go();
    expect(await slow).toBe('settled');
    await lane.close();
  });

  test('that was ended is not started again by the same order', async () => {
    const lane = await rig();
    const { wire } = lane.sign(FIRE);
    await lane.taker.take(wire, lane.connection);
    await lane.give({ kind: 'end-emergency' });
    await lane.taker.take(wire, {});
    await lane.taker.take(wire, lane.connection);
    await lane.lane.settled();
    expect([lane.phase(), await lane.said()]).toEqual(['idle', ['obeyed', 'obeyed', 'replayed']]);
    await lane.close();
  });

  test('cannot be ended when there is none', async () => {
    const lane = await rig();
    await lane.give({ kind: 'end-emergency' });
    expect(await lane.said()).toEqual(['not-now']);
    await lane.close();
  });
});

describe('the remainder of an interrupted run', () => {
  test('of an order to open is not executed, and the server is informed', async () => {
    const first = await rig();
    const { order } = first.sign(CAUSE);
    await first.journal.orders.take(order, 'c'.repeat(64), undefined, first.clock.wallMs());
    await first.close();
    const second = await rig({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect([await second.said(), second.moved]).toEqual([['interrupted'], []]);
    await second.close();
  });

  test('is answered once, however often the lane starts', async () => {
    const first = await rig();
    const { order } = first.sign(CAUSE);
    const taken = await first.journal.orders.take(order, 'c'.repeat(64), undefined, first.clock.wallMs());
    if (taken.kind !== 'taken') throw new Error('not taken');
    await first.taker.recover();
    expect(await first.said()).toEqual(['interrupted']);
    await first.close();
    const second = await rig({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect(await second.said()).toEqual(['interrupted']);
    await second.close();
  });

  test('of an order about service is executed at the next start', async () => {
    const first = await rig();
    const { order } = first.sign(CLOSE);
    await first.journal.orders.take(order, 'c'.repeat(64), undefined, first.clock.wallMs());
    await first.close();
    const second = await rig({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect([await second.said(), second.phase()]).toEqual([['obeyed'], 'out-of-service']);
    await second.close();
  });
});
