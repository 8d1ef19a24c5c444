/** An emergency order that its officer signed together with those to the other lanes of the site, at one real lane. */
import { describe, expect, test } from 'vitest';
import type { KioskId } from '../../../../server/contract/field.ts';
import type { Order, OrderCommand } from '../../../../server/contract/order.ts';
import { withAssertion } from '../../../../server/contract/server-message.ts';
import { type OrderAssertion, siteOrderOf } from '../../../../server/contract/site-order.ts';
import { SoftAuthenticator } from '../../../server/people/people/fixtures/soft-authenticator.ts';
import {
  assertOver,
  CONSOLE_ORIGIN,
  digestOf,
  keysInForce,
  listed,
  passkeyOf,
} from '../../../support/officer-passkeys.ts';
import { signOrder } from '../../../support/signed-orders.ts';
import { LANE, orderRig } from './order-rig.ts';

const SITE = 'terminal-2';
/** The wall time at which the rig's clock starts. */
const START_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const FIRE: OrderCommand = { kind: 'open-in-emergency', cause: 'fire' };
const END: OrderCommand = { kind: 'end-emergency' };
const LANES = [LANE, 'lane-2', 'lane-3', 'lane-4', 'lane-5'] as const;

async function rig(options: Parameters<typeof orderRig>[0] = {}) {
  const lane = await orderRig({ site: SITE, ...options });
  await lane.taker.recover();
  lane.lane.dispatch({ kind: 'started' });
  await lane.lane.settled();
  lane.moved.length = 0;
  return {
    ...lane,
    async take(wire: Uint8Array, connection: object = lane.connection) {
      await lane.taker.take(wire, connection);
      await lane.lane.settled();
    },
    said: async () => (await lane.answers()).map(({ result, refusal }) => refusal ?? result),
  };
}

interface Together {
  readonly over?: Partial<Order>;
  readonly site?: string;
  readonly passkey?: SoftAuthenticator;
}

/** One order for each lane, all covered by one assertion. */
function together(lane: { readonly clock: { wallMs(): number } }, command: OrderCommand, given: Together = {}) {
  const { over = {}, site = SITE, passkey } = given;
  const orders = LANES.map((kioskId) =>
    signOrder(command, { notBefore: lane.clock.wallMs(), kioskId: kioskId as KioskId, ...over }),
  );
  const kind = command.kind === 'end-emergency' ? command.kind : 'open-in-emergency';
  const { digest, places } = siteOrderOf(
    site,
    kind,
    orders.map(({ unasserted }) => digestOf(unasserted)),
  );
  const [person] = orders[0]?.order.persons ?? [];
  const signed = assertOver('site-order', digest, passkey ?? passkeyOf(person?.id ?? ''));
  const assertions = places.map((siteOrder): OrderAssertion => ({ ...signed, siteOrder }));
  const wires = orders.map(({ unasserted }, index) => withAssertion(unasserted, assertions[index] ?? signed));
  return { orders, assertions, wires, signed };
}

function at<T>(list: readonly T[], index: number): T {
  const one = list[index];
  if (one === undefined) throw new RangeError('expected more');
  return one;
}

describe('an emergency order to a whole site', () => {
  test('opens this lane, and another one ends it', async () => {
    const lane = await rig();
    await lane.take(at(together(lane, FIRE).wires, 0));
    expect([lane.phase(), lane.moved]).toEqual(['emergency', ['release']]);
    await lane.take(at(together(lane, END).wires, 0));
    expect([await lane.said(), lane.phase()]).toEqual([['obeyed', 'obeyed'], 'idle']);
    await lane.close();
  });

  test('is accepted by a lane whose enrolment names no site', async () => {
    const lane = await rig({ site: undefined });
    await lane.take(at(together(lane, FIRE).wires, 0));
    expect(await lane.said()).toEqual(['obeyed']);
    await lane.close();
  });

  test('is accepted by each lane with one use of a passkey that counts', async () => {
    const counting = new SoftAuthenticator(CONSOLE_ORIGIN, { counts: true });
    const lane = await rig({
      officerKeys: keysInForce(START_MS, listed(counting, 'person-one', {}, START_MS - DAY_MS)),
    });
    await lane.take(at(together(lane, FIRE, { passkey: counting }).wires, 0));
    await lane.take(at(together(lane, END, { passkey: counting }).wires, 0));
    expect(await lane.said()).toEqual(['obeyed', 'obeyed']);
    await lane.close();
  });

  test('is refused for the lanes of another site, and reported as such', async () => {
    const lane = await rig();
    await lane.take(at(together(lane, FIRE, { site: 'terminal-3' }).wires, 0));
    expect([await lane.said(), lane.moved]).toEqual([['other-site'], []]);
    await lane.close();
  });

  test('is refused when its site was exchanged after the signature', async () => {
    const lane = await rig();
    const { orders, assertions, signed } = together(lane, FIRE, { site: 'terminal-3' });
    const siteOrder = { site: SITE, index: 0, size: LANES.length, path: at(assertions, 0).siteOrder?.path ?? [] };
    await lane.take(withAssertion(at(orders, 0).unasserted, { ...signed, siteOrder }));
    expect([await lane.said(), lane.moved]).toEqual([['assertion-of-another-request'], []]);
    await lane.close();
  });

  test('is refused with the place of another lane, and for another lane with its own', async () => {
    const lane = await rig();
    const { orders, assertions, wires } = together(lane, FIRE);
    await lane.take(withAssertion(at(orders, 0).unasserted, at(assertions, 1)));
    await lane.take(at(wires, 1));
    expect([await lane.said(), lane.moved]).toEqual([['assertion-of-another-request', 'other-lane'], []]);
    await lane.close();
  });

  test.each(['a subset', 'a superset'] as const)('is refused as part of %s of what was signed', async (what) => {
    const lane = await rig();
    const { orders, signed } = together(lane, FIRE);
    const digests = orders.map(({ unasserted }) => digestOf(unasserted));
    const others = what === 'a subset' ? digests.slice(0, 4) : [...digests, 'f'.repeat(64)];
    const { places } = siteOrderOf(SITE, 'open-in-emergency', others);
    await lane.take(withAssertion(at(orders, 0).unasserted, { ...signed, siteOrder: at(places, 0) }));
    expect([await lane.said(), lane.moved]).toEqual([['assertion-of-another-request'], []]);
    await lane.close();
  });

  test('is refused with an assertion over it alone that claims a place, and the reverse', async () => {
    const lane = await rig();
    const { orders, assertions, signed } = together(lane, FIRE);
    const { unasserted, order } = at(orders, 0);
    const alone = assertOver('order', digestOf(unasserted), passkeyOf(at(order.persons, 0).id));
    await lane.take(withAssertion(unasserted, { ...alone, siteOrder: at(assertions, 0).siteOrder }));
    await lane.take(withAssertion(unasserted, signed));
    expect([await lane.said(), lane.moved]).toEqual([
      ['assertion-of-another-request', 'assertion-of-another-request'],
      [],
    ]);
    await lane.close();
  });

  test('covers no order of another kind', async () => {
    const lane = await rig();
    await lane.take(at(together(lane, { kind: 'open-for-cause', cause: 'staff' }).wires, 0));
    const { assertions } = together(lane, FIRE);
    const end = signOrder(END, { notBefore: lane.clock.wallMs() });
    await lane.take(withAssertion(end.unasserted, at(assertions, 0)));
    expect([await lane.said(), lane.moved]).toEqual([
      ['assertion-of-another-request', 'assertion-of-another-request'],
      [],
    ]);
    await lane.close();
  });

  test('is refused when it is stale, when it comes again, and after a restart', async () => {
    const lane = await rig();
    const { wires } = together(lane, FIRE);
    const early = together(lane, FIRE, { over: { notBefore: lane.clock.wallMs() - 130_000 } });
    await lane.take(at(early.wires, 0));
    await lane.take(at(wires, 0));
    await lane.take(at(together(lane, END).wires, 0));
    lane.moved.length = 0;
    await lane.take(at(wires, 0));
    expect([await lane.said(), lane.moved]).toEqual([['expired', 'obeyed', 'obeyed', 'replayed'], []]);
    await lane.close();
    const after = await rig({ folder: lane.folder, secureElement: lane.secureElement, clock: lane.clock });
    await after.take(at(wires, 0));
    expect([(await after.said()).length, after.moved, after.phase()]).toEqual([4, [], 'idle']);
    await lane.clock.advance(20_000);
    await after.take(at(wires, 0), {});
    expect([(await after.said()).at(-1), after.moved, after.phase()]).toEqual(['expired', [], 'idle']);
    await after.close();
  });

  test('is refused by a person who is not the one it names', async () => {
    const lane = await rig();
    passkeyOf('person-one');
    await lane.take(at(together(lane, FIRE, { passkey: passkeyOf('person-nine') }).wires, 0));
    expect([await lane.said(), lane.moved]).toEqual([['officer-key-of-another'], []]);
    await lane.close();
  });
});
