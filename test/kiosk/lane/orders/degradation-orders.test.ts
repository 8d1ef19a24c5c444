/** Orders that relax checks at one real lane: both supervisors sign what they decided, and the server's signature is not enough. */
import { join } from 'node:path';
import knex from 'knex';
import { describe, expect, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { JOURNAL_FILE } from '../../../../kiosk/main/storage/journal.ts';
import type { Assertion } from '../../../../server/contract/assertion.ts';
import { ContractError } from '../../../../server/contract/contract-error.ts';
import { DEGRADATION_TAKEN_WITHIN_MS, degradationDigest } from '../../../../server/contract/degradation.ts';
import type { OfficerId } from '../../../../server/contract/field.ts';
import type { Order } from '../../../../server/contract/order.ts';
import { ORDER_LIFETIMES_MS } from '../../../../server/contract/order-vocabulary.ts';
import { withAssertion } from '../../../../server/contract/server-message.ts';
import type { OrderAssertion } from '../../../../server/contract/site-order.ts';
import { type Misbehaviour, SoftAuthenticator } from '../../../server/people/people/fixtures/soft-authenticator.ts';
import {
  assertOver,
  CONSOLE_ORIGIN,
  digestOf,
  keysInForce,
  listed,
  passkeyOf,
} from '../../../support/officer-passkeys.ts';
import { assertedByBoth, degradationTerms } from '../../../support/signed-degradations.ts';
import { startedLane } from './started-lane.ts';

const ANNA = 'person-one';
const BERTA = 'person-two';
const START_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LIFETIME_MS = ORDER_LIFETIMES_MS['degrade-policy'];

type Sign = (digest: string, order: string, passkey: SoftAuthenticator) => Assertion;

async function rig(options: Parameters<typeof startedLane>[0] = {}) {
  for (const name of [ANNA, BERTA, 'person-nine']) passkeyOf(name);
  const lane = await startedLane(options);
  const send = async (
    terms: ReturnType<typeof degradationTerms>,
    assertion: OrderAssertion | undefined,
    over: Partial<Order> = {},
  ) => {
    const order = lane.sign({ kind: 'degrade-policy', terms }, over);
    const wire = assertion === undefined ? order.unasserted : withAssertion(order.unasserted, assertion);
    await lane.taker.take(wire, {});
    return { wire, said: (await lane.said()).at(-1) };
  };
  const relaxed = () => lane.standing.degradations(lane.clock.wallMs());
  const now = () => lane.clock.wallMs();
  const terms = (over = {}) => degradationTerms({ from: now(), until: now() + 2 * HOUR_MS, ...over });
  return { ...lane, send, relaxed, terms, now };
}

const byBoth = (terms: ReturnType<typeof degradationTerms>) => assertedByBoth(terms, passkeyOf(ANNA), passkeyOf(BERTA));

describe('a degradation', () => {
  test('that two supervisors signed is obeyed until its end, also after a restart', async () => {
    const lane = await rig();
    const terms = lane.terms();
    expect((await lane.send(terms, byBoth(terms))).said).toBe('obeyed');
    expect(lane.relaxed()).toEqual(['without-watchlist']);
    await lane.close();
    const again = await rig({ folder: lane.folder, secureElement: lane.secureElement, clock: lane.clock });
    expect(again.relaxed()).toEqual(['without-watchlist']);
    expect(again.standing.degradations(terms.until)).toEqual([]);
    await again.close();
  });

  test('of several lanes is obeyed by each of them, and by a lane of its site', async () => {
    const lane = await rig({ site: 'north' });
    const terms = lane.terms({ kiosks: ['lane-2', 'lane-1', 'lane-3'] });
    expect((await lane.send(terms, byBoth(terms))).said).toBe('obeyed');
    await lane.close();
  });

  const over =
    (what: Misbehaviour): Sign =>
    (digest, _order, passkey) =>
      assertOver('degradation', digest, passkey, what);
  test.each<readonly [string, string, Sign]>([
    [
      'a passkey that is not in the list',
      'officer-key-unknown',
      (digest) => assertOver('degradation', digest, new SoftAuthenticator(CONSOLE_ORIGIN)),
    ],
    [
      'a passkey of a third person',
      'officer-key-of-another',
      (digest) => assertOver('degradation', digest, passkeyOf('person-nine')),
    ],
    ['another key under the same id', 'assertion-forged', over({ forged: true })],
    [
      'a signature over other terms',
      'assertion-of-another-request',
      (_digest, _order, passkey) => assertOver('degradation', 'a'.repeat(64), passkey),
    ],
    [
      'a signature over the order instead of the terms',
      'assertion-of-another-request',
      (_digest, order, passkey) => assertOver('order', order, passkey),
    ],
    [
      'a signature over these terms as an order',
      'assertion-of-another-request',
      (digest, _order, passkey) => assertOver('order', digest, passkey),
    ],
    ['a page of another site', 'assertion-of-another-site', over({ origin: 'https://evil.example' })],
    ['a person who was not verified', 'user-not-verified', over({ unverified: true })],
    ['additional authenticator data', 'assertion-malformed', over({ extensions: new Uint8Array(1) })],
  ])('is refused with %s, of either person', async (_what, why, sign) => {
    const lane = await rig();
    const terms = lane.terms();
    const digest = degradationDigest(terms);
    const order = digestOf(lane.sign({ kind: 'degrade-policy', terms }).unasserted);
    const right = byBoth(terms);
    const wrong = [
      { ...right, ...sign(digest, order, passkeyOf(ANNA)) },
      { ...right, second: sign(digest, order, passkeyOf(BERTA)) },
    ];
    for (const assertion of wrong) expect((await lane.send(terms, assertion)).said).toBe(why);
    expect(lane.relaxed()).toEqual([]);
    // A refused order has used nothing
    expect((await lane.send(terms, right)).said).toBe('obeyed');
    await lane.close();
  });

  test('is refused without signatures, with one alone, and with one of them twice', async () => {
    const lane = await rig();
    const terms = lane.terms();
    const { second, ...first } = byBoth(terms);
    expect((await lane.send(terms, undefined)).said).toBe('assertion-missing');
    expect((await lane.send(terms, first)).said).toBe('assertion-missing');
    expect((await lane.send(terms, second)).said).toBe('officer-key-of-another');
    expect((await lane.send(terms, { ...first, second: first })).said).toBe('officer-key-of-another');
    const two = new SoftAuthenticator(CONSOLE_ORIGIN, { counts: false });
    const keys = [listed(passkeyOf(ANNA), ANNA, {}, START_MS - DAY_MS), listed(two, ANNA, {}, START_MS - DAY_MS)];
    const other = await rig({ clock: lane.clock, officerKeys: keysInForce(START_MS, ...keys) });
    // Two passkeys of one person
    expect((await other.send(terms, assertedByBoth(terms, passkeyOf(ANNA), two))).said).toBe('officer-key-of-another');
    expect([lane.relaxed(), other.relaxed(), lane.taker.forged()]).toEqual([[], [], 0]);
    await lane.close();
    await other.close();
  });

  test('that names one person twice is not an order', async () => {
    const lane = await rig();
    expect(() =>
      lane.sign(
        { kind: 'degrade-policy', terms: lane.terms() },
        { persons: [ANNA, ANNA].map((id) => ({ id: id as OfficerId, role: 'supervisor' })) },
      ),
    ).toThrow(ContractError);
    await lane.close();
  });

  test.each([
    ['another measure', { measure: 'without-fingers' }],
    ['another end', { until: START_MS + 3 * HOUR_MS }],
    ['another start', { from: START_MS - 1 }],
    ['one lane more', { kiosks: ['lane-1', 'lane-2'] }],
    ['another site', { site: 'south' }],
    ['another cause', { cause: 'crowd' }],
  ])('is refused with %s than was signed', async (_what, over) => {
    const lane = await rig();
    const [signed, changed] = [lane.terms(), lane.terms(over)];
    expect((await lane.send(changed, byBoth(signed))).said).toBe('assertion-of-another-request');
    expect(lane.relaxed()).toEqual([]);
    await lane.close();
  });

  test('of other lanes or another site is refused, although both signed it', async () => {
    const lane = await rig({ site: 'south' });
    const others = lane.terms({ kiosks: ['lane-2'], site: 'south' });
    expect((await lane.send(others, byBoth(others))).said).toBe('other-lane');
    const elsewhere = lane.terms();
    expect((await lane.send(elsewhere, byBoth(elsewhere))).said).toBe('other-site');
    expect(lane.relaxed()).toEqual([]);
    await lane.close();
  });

  test('is refused before its start, and when its order comes later than the two can have agreed', async () => {
    const lane = await rig();
    const terms = lane.terms();
    await lane.clock.advance(DEGRADATION_TAKEN_WITHIN_MS + 5_000);
    expect((await lane.send(terms, byBoth(terms))).said).toBe('expired');
    const early = lane.terms({ from: lane.now() + 5_001 });
    const later = { notBefore: lane.now() + 5_001, expires: lane.now() + LIFETIME_MS };
    expect((await lane.send(early, byBoth(early), later)).said).toBe('not-yet-valid');
    expect(lane.relaxed()).toEqual([]);
    const inTime = lane.terms();
    await lane.clock.advance(DEGRADATION_TAKEN_WITHIN_MS);
    expect((await lane.send(inTime, byBoth(inTime))).said).toBe('obeyed');
    await lane.close();
  });

  test('that was ended does not begin again with the same signatures', async () => {
    const lane = await rig();
    const terms = lane.terms();
    const first = await lane.send(terms, byBoth(terms));
    await lane.give({ kind: 'end-degradation', degradation: 'without-watchlist' });
    expect(lane.relaxed()).toEqual([]);
    await lane.taker.take(first.wire, {});
    // The server signs a new order about what the two have signed once
    expect((await lane.send(terms, byBoth(terms))).said).toBe('replayed');
    expect(lane.relaxed()).toEqual([]);
    await lane.close();
  });

  test('is refused by a lane without a list of officers’ keys', async () => {
    const lane = await rig({ officerKeys: 'none' });
    const terms = lane.terms();
    expect((await lane.send(terms, byBoth(terms))).said).toBe('officer-keys-missing');
    await lane.close();
  });

  test.each([
    ['is no longer on the list', undefined, 'officer-key-unknown'],
    ['is no longer a supervisor', [role('supervisor', START_MS - 1), role('officer')], 'officer-key-of-another'],
    ['was never a supervisor', [role('officer'), role('administrator')], 'officer-key-of-another'],
  ] as const)('is refused when one of the two %s', async (_what, roles, why) => {
    const anna = listed(passkeyOf(ANNA), ANNA, {}, START_MS - DAY_MS);
    const berta = listed(passkeyOf(BERTA), BERTA, roles && { roles: [...roles] }, START_MS - DAY_MS);
    const lane = await rig({ officerKeys: keysInForce(START_MS, anna, ...(roles === undefined ? [] : [berta])) });
    const terms = lane.terms();
    expect((await lane.send(terms, byBoth(terms))).said).toBe(why);
    expect(lane.relaxed()).toEqual([]);
    await lane.close();
  });

  test('by an administrator is refused, although the contract lets administrators end one', async () => {
    const lane = await rig();
    const terms = lane.terms();
    const persons = [
      { id: ANNA as OfficerId, role: 'administrator' as const },
      { id: BERTA as OfficerId, role: 'supervisor' as const },
    ];
    expect((await lane.send(terms, byBoth(terms), { persons })).said).toBe('role-not-entitled');
    await lane.close();
  });

  test('is refused with a place among orders to a site, and an order to open with a second signature', async () => {
    const lane = await rig();
    const terms = lane.terms();
    const siteOrder = { site: 'north', index: 0, size: 1, path: [] };
    expect((await lane.send(terms, { ...byBoth(terms), siteOrder })).said).toBe('assertion-of-another-request');
    const { unasserted } = lane.sign({ kind: 'open-for-cause', cause: 'staff' });
    const signed = assertOver('order', digestOf(unasserted), passkeyOf(ANNA));
    await lane.taker.take(withAssertion(unasserted, { ...signed, second: signed }), {});
    expect([(await lane.said()).at(-1), lane.moved]).toEqual(['assertion-of-another-request', []]);
    await lane.close();
  });

  test('keeps the counters of both passkeys: the approver’s must increase, the proposer signed earlier', async () => {
    const clock = turnedClock();
    const [anna, berta] = [new SoftAuthenticator(CONSOLE_ORIGIN), new SoftAuthenticator(CONSOLE_ORIGIN)];
    const from = clock.wallMs() - DAY_MS;
    const keys = [listed(anna, ANNA, {}, from), listed(berta, BERTA, {}, from)];
    const lane = await rig({ clock, officerKeys: keysInForce(clock.wallMs(), ...keys) });
    const terms = lane.terms();
    [anna.counter, berta.counter] = [4, 6];
    const proposed = assertedByBoth(terms, anna, berta);
    const open = async (passkey: SoftAuthenticator) => {
      const { unasserted } = lane.sign({ kind: 'open-for-cause', cause: 'staff' });
      await lane.taker.take(withAssertion(unasserted, assertOver('order', digestOf(unasserted), passkey)), {});
      await lane.lane.settled();
      return (await lane.said()).at(-1);
    };
    // Between proposal and approval the proposer opens the gate with a higher counter
    expect(await open(anna)).toBe('obeyed');
    expect((await lane.send(terms, proposed)).said).toBe('obeyed');
    const later = lane.terms({ measure: 'without-fingers' });
    berta.counter = 6;
    expect((await lane.send(later, assertedByBoth(later, anna, berta))).said).toBe('officer-key-cloned');
    anna.counter = 5;
    expect(await open(anna)).toBe('officer-key-cloned');
    expect(lane.relaxed()).toEqual(['without-watchlist']);
    await lane.close();
  });

  test('from before the update ends with it, and an interrupted order is forgotten; the other standing orders stay', async () => {
    const lane = await rig();
    await lane.give({ kind: 'take-out-of-service', reason: 'staffing' });
    await lane.close();
    const db = knex({
      client: 'sqlite3',
      connection: { filename: join(lane.folder, JOURNAL_FILE) },
      useNullAsDefault: true,
    });
    await db.schema.alterTable('standing_orders', (table) => table.dropColumn('agreed'));
    await db('standing_orders').insert({ name: 'without-watchlist', until: lane.now() + HOUR_MS });
    const { order } = lane.sign({ kind: 'degrade-policy', terms: lane.terms() });
    const before = {
      ...order,
      command: { kind: 'degrade-policy', degradation: 'without-fingers', until: START_MS * 2 },
    };
    await db('order_uses').insert({
      ...{ digest: 'd'.repeat(64), nonce: 'e'.repeat(32), answer_id: 'f'.repeat(32), taken_at: lane.now(), settled: 0 },
      taken_order: JSON.stringify(before),
    });
    await db.destroy();
    const again = await rig({ folder: lane.folder, secureElement: lane.secureElement, clock: lane.clock });
    expect([again.relaxed(), again.phase(), await again.said()]).toEqual([[], 'out-of-service', ['obeyed']]);
    expect(await again.journal.orders.unsettled()).toEqual([]);
    const terms = again.terms();
    await again.send(terms, byBoth(terms));
    await again.close();
    const third = await rig({ folder: lane.folder, secureElement: lane.secureElement, clock: lane.clock });
    expect(third.relaxed()).toEqual(['without-watchlist']);
    await third.close();
  });
});

function role(name: 'officer' | 'supervisor' | 'administrator', validUntil = START_MS + DAY_MS) {
  return { role: name, validFrom: START_MS - DAY_MS, validUntil };
}
