import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openGrant } from '../../../server/contract/grant.ts';
import {
  ORDER_DUTIES,
  ORDER_KINDS,
  ORDER_LIFETIMES_MS,
  ORDER_ROLES,
  isAsserted,
  ORDER_ASSERTED_WITHIN_MS,
  ORDER_BROUGHT_FOR_MS,
} from '../../../server/contract/order-vocabulary.ts';
import { mayOrder, openOrder, orderBytes, ORDER_LIMIT_BYTES, type Order } from '../../../server/contract/order.ts';
import { LONGEST_RETENTION_MS } from '../../../server/contract/retention.ts';
import type { OfficerId, TransactionId } from '../../../server/contract/field.ts';
import { NO_KEY, signGrant } from '../../support/signed-grants.ts';
import { degradationTerms } from '../../support/signed-degradations.ts';
import { anOrder, ORDERING_KEY, signOrder } from '../../support/signed-orders.ts';

const AT = 1_000_000_000;
const HALF_HOUR_MS = 1_800_000;
const one = { id: 'person-one' as OfficerId, role: 'supervisor' } as const;
const two = { id: 'person-two' as OfficerId, role: 'privacy-officer' } as const;
const refusedAt = (order: unknown): readonly string[] => {
  try {
    orderBytes(order as Order);
  } catch (error) {
    return (error as { faults: { path: string }[] }).faults.map(({ path }) => path);
  }
  return [];
};

describe('an order', () => {
  it('opens with the server’s key to what was signed', () => {
    const { order, wire } = signOrder({ kind: 'open-for-traveller' });
    expect(openOrder(wire, ORDERING_KEY)).toMatchObject({ kind: 'valid', message: order });
    const other = ORDERING_KEY.map((byte) => byte ^ 1);
    expect(openOrder(wire, other)).toMatchObject({ kind: 'refused', code: 'bad-signature' });
  });

  it('is not accepted as another message of the server, nor the reverse', () => {
    const { wire } = signOrder({ kind: 'return-to-service' });
    expect(openGrant(wire, ORDERING_KEY)).toMatchObject({ kind: 'refused' });
    expect(openOrder(signGrant({ publicKey: NO_KEY }).wire, ORDERING_KEY)).toMatchObject({ code: 'bad-signature' });
  });

  it('that moves a gate has a minute for its assertion, and seconds for delivery', () => {
    expect(ORDER_ASSERTED_WITHIN_MS).toBe(60_000);
    for (const kind of ORDER_KINDS.filter(isAsserted)) {
      expect(ORDER_BROUGHT_FOR_MS[kind]).toBeLessThanOrEqual(60_000);
      expect(ORDER_LIFETIMES_MS[kind]).toBe(ORDER_ASSERTED_WITHIN_MS + ORDER_BROUGHT_FOR_MS[kind]);
    }
  });

  it('needs an assertion if and only if it moves a gate', () => {
    const moving = ORDER_KINDS.filter((kind) => kind.startsWith('open-') || kind === 'end-emergency');
    expect(ORDER_KINDS.filter(isAsserted)).toEqual(moving);
  });

  it.each([
    ['for longer than its kind permits', anOrder({ kind: 'open-for-traveller' }, { expires: AT + 75_001 }), 'expires'],
    ['with an end that is not after its start', anOrder({ kind: 'end-emergency' }, { expires: AT }), 'expires'],
    [
      'about a traveller, without a transaction',
      anOrder({ kind: 'open-for-traveller' }, { transactionId: undefined }),
      'transactionId',
    ],
    [
      'about service, with a transaction',
      anOrder({ kind: 'return-to-service' }, { transactionId: '2'.repeat(32) as TransactionId }),
      'transactionId',
    ],
    ['by one person when two are required', anOrder({ kind: 'release-hold' }, { persons: [one] }), 'persons'],
    ['by one person twice', anOrder({ kind: 'release-hold' }, { persons: [one, { ...two, id: one.id }] }), 'persons'],
    ['without people', anOrder({ kind: 'return-to-service' }, { persons: [] }), 'persons'],
    [
      'for a hold that is longer than any policy permits',
      anOrder({ kind: 'hold-captures', reason: 'complaint', until: AT + LONGEST_RETENTION_MS['legal-hold'] + 1 }),
      'command',
    ],
    ['for a hold until a past time', anOrder({ kind: 'hold-captures', reason: 'complaint', until: AT }), 'command'],
    [
      'before the degradation that it brings',
      anOrder({ kind: 'degrade-policy', terms: degradationTerms({ from: AT + 1 }) }),
      'command',
    ],
    [
      'for a degradation that has ended',
      anOrder({ kind: 'degrade-policy', terms: degradationTerms({ from: AT - HALF_HOUR_MS, until: AT }) }),
      'command',
    ],
  ])('is not signed %s', (_what, order, path) => {
    expect(refusedAt(order)).toContain(path);
  });

  it.each([
    ['words as the cause', { kind: 'open-for-cause', cause: 'because I say so' }, 'command.cause'],
    ['an additional field', { kind: 'return-to-service', note: 'now' }, 'command'],
    ['an unknown kind', { kind: 'open-for-ever' }, 'command.kind'],
    [
      'a degradation without terms',
      { kind: 'degrade-policy', degradation: 'without-fingers', until: AT + 1 },
      'command',
    ],
    ['an unknown degradation', { kind: 'end-degradation', degradation: 'without-face' }, 'command.degradation'],
  ])('is not signed with %s', (_what, command, path) => {
    expect(refusedAt({ ...anOrder({ kind: 'return-to-service' }), command })).toContain(path);
  });

  it('needs the duties of the table for each of its people', () => {
    for (const kind of ORDER_KINDS) {
      for (const role of ORDER_ROLES) {
        expect(mayOrder(kind, [{ ...one, role }])).toBe(ORDER_DUTIES[kind].includes(role));
        const good = ORDER_DUTIES[kind][0];
        if (good !== undefined && !ORDER_DUTIES[kind].includes(role)) {
          expect(
            mayOrder(kind, [
              { ...one, role: good },
              { ...two, role },
            ]),
          ).toBe(false);
        }
      }
    }
  });

  it('of a privacy officer cannot decide on a traveller, and of an administrator cannot affect captures', () => {
    for (const kind of ['open-for-traveller', 'open-for-cause', 'resolve-referral'] as const) {
      expect(ORDER_DUTIES[kind]).not.toContain('privacy-officer');
    }
    for (const kind of ['resolve-referral', 'hold-captures', 'release-hold', 'erase-captures'] as const) {
      expect(ORDER_DUTIES[kind]).not.toContain('administrator');
    }
  });

  it('never opens from other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6_000 }), (bytes) => {
        expect(openOrder(bytes, ORDERING_KEY).kind).toBe('refused');
      }),
    );
    const { unasserted: wire } = signOrder({ kind: 'open-in-emergency', cause: 'fire' });
    fc.assert(
      fc.property(fc.nat(wire.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(wire);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(openOrder(changed, ORDERING_KEY).kind).toBe('refused');
      }),
      { numRuns: 50 },
    );
    expect(openOrder(new Uint8Array(ORDER_LIMIT_BYTES + 1), ORDERING_KEY)).toMatchObject({ code: 'too-large' });
  });
});
