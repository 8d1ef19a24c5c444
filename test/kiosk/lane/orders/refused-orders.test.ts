/** Orders that are refused with a reason, and the signature of a person that an order to move a gate needs. */
import { describe, expect, test } from 'vitest';
import type { KioskId, OfficerId } from '../../../../server/contract/field.ts';
import type { OrderCommand } from '../../../../server/contract/order.ts';
import { withAssertion } from '../../../../server/contract/server-message.ts';
import {
  asserted,
  assertOver,
  CONSOLE_ORIGIN,
  keysInForce,
  listed,
  passkeyOf,
} from '../../../support/officer-passkeys.ts';
import { SoftAuthenticator } from '../../../server/people/people/fixtures/soft-authenticator.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { signOrder } from '../../../support/signed-orders.ts';
import { startedLane } from './started-lane.ts';

const CAUSE: OrderCommand = { kind: 'open-for-cause', cause: 'staff' };
const CLOSE: OrderCommand = { kind: 'take-out-of-service', reason: 'staffing' };

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
    const lane = await startedLane();
    expect(await lane.give(CAUSE, over)).toBe('settled');
    expect([await lane.said(), lane.moved]).toEqual([[why], []]);
    await lane.close();
  });

  test('is accepted when only the clocks differ by seconds', async () => {
    const lane = await startedLane();
    await lane.give(CLOSE, { notBefore: lane.clock.wallMs() + 4_900, expires: lane.clock.wallMs() + 14_900 });
    await lane.give(CLOSE, { notBefore: lane.clock.wallMs() - 14_900, expires: lane.clock.wallMs() - 4_900 });
    expect(await lane.said()).toEqual(['obeyed', 'obeyed']);
    await lane.close();
  });

  test('without a signature is counted, and not reported in detail', async () => {
    const lane = await startedLane();
    const { wire } = signOrder(CAUSE, { notBefore: lane.clock.wallMs() }, new Uint8Array(32).fill(1));
    await lane.taker.take(wire, lane.connection);
    await lane.taker.take(new Uint8Array(100), lane.connection);
    await lane.taker.take(wire.subarray(0, wire.length - 40), lane.connection);
    expect([lane.taker.forged(), await lane.said(), lane.moved]).toEqual([3, [], []]);
    await lane.close();
  });

  test.each([
    ['of a rehearsal', 'production', { rehearsal: true }],
    ['without the mark, in a rehearsal', 'rehearsal', {}],
  ] as const)('%s is counted, and opens nothing', async (_what, mode, mark) => {
    const lane = await startedLane({ mode });
    await lane.give(CAUSE, mark);
    expect([lane.taker.forged(), await lane.said(), lane.moved]).toEqual([1, [], []]);
    expect(lane.events).toContainEqual({ event: 'order-forged', why: 'other-mode' });
    await lane.close();
  });

  test('is obeyed with the mark in a rehearsal', async () => {
    const lane = await startedLane({ mode: 'rehearsal' });
    await lane.give(CAUSE, { rehearsal: true });
    expect([lane.taker.forged(), await lane.said()]).toEqual([0, ['obeyed']]);
    await lane.close();
  });

  test('is reported a limited number of times', async () => {
    const lane = await startedLane();
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
      const lane = await startedLane();
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
    const lane = await startedLane();
    for (const command of [CAUSE, FIRE]) await lane.taker.take(sign(lane.sign(command).unasserted), lane.connection);
    await lane.lane.settled();
    expect([await lane.said(), lane.moved, lane.phase()]).toEqual([[why, why], [], 'idle']);
    await lane.close();
  });

  test('is refused while the lane has no list of officers’ keys; an order to close the lane is accepted', async () => {
    const lane = await startedLane({ officerKeys: 'none' });
    for (const command of MOVING) await lane.give(command);
    expect(await lane.said()).toEqual(MOVING.map(() => 'officer-keys-missing'));
    await lane.give(CLOSE);
    expect([lane.moved, lane.phase()]).toEqual([[], 'out-of-service']);
    await lane.close();
  });

  test('in an emergency is refused without its signature, whatever the state of the disk', async () => {
    const lane = await startedLane();
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
    const first = await startedLane({ clock, officerKeys });
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
    const second = await startedLane({ folder, secureElement, clock, officerKeys });
    await second.taker.take(sign(FIRE, 8), {});
    await second.lane.settled();
    expect([(await second.said()).at(-1), second.phase()]).toEqual(['officer-key-cloned', 'idle']);
    await second.close();
  });
});
