/** One assertion for the orders to the lanes of a site: it covers exactly these orders, and each verifies alone. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertionChallenge } from '../../../server/contract/assertion.ts';
import { canonicalJson } from '../../../server/contract/canonical-json.ts';
import { EMERGENCY_CAUSES, ORDER_KINDS } from '../../../server/contract/order-vocabulary.ts';
import { openOrder, ORDER_LIMIT_BYTES, orderBytes } from '../../../server/contract/order.ts';
import { withAssertion } from '../../../server/contract/server-message.ts';
import {
  SITE_ORDER_LANES,
  SITE_ORDER_PLACE_LIMIT_BYTES,
  SITE_ORDERS,
  siteOrderDigest,
  siteOrderOf,
  type SiteOrderPlace,
  siteOrderPlaceSchema,
} from '../../../server/contract/site-order.ts';
import { leafHash, nodeHash } from '../../../server/contract/merkle/hash.ts';
import { openGrant } from '../../../server/contract/grant.ts';
import { assertOver, passkeyOf } from '../../support/officer-passkeys.ts';
import { NO_KEY, signGrant } from '../../support/signed-grants.ts';
import { anOrder, ORDERING_KEY, signOrder } from '../../support/signed-orders.ts';

const SITE = 'terminal-2';
const OPEN = 'open-in-emergency';
const digestOf = (number: number) => createHash('sha256').update(String(number)).digest('hex');
const digests = (from: number, count: number) => Array.from({ length: count }, (_, at) => digestOf(from + at));

const sizes = fc.integer({ min: 1, max: SITE_ORDER_LANES });
const kinds = fc.constantFrom(...SITE_ORDERS);

describe('site order', () => {
  it('has the digest of a statement over the ledger’s tree of the orders', () => {
    const [a = '', b = '', c = ''] = digests(0, 3);
    const leaf = (hex: string) => leafHash(Buffer.from(hex, 'hex'));
    const root = Buffer.from(nodeHash(nodeHash(leaf(a), leaf(b)), leaf(c))).toString('base64url');
    const statement = canonicalJson({ version: 1, site: SITE, kind: OPEN, size: 3, root });
    expect(siteOrderOf(SITE, OPEN, [a, b, c]).digest).toBe(createHash('sha256').update(statement).digest('hex'));
  });

  it('gives each order a place from which its lane alone finds the signed digest', () => {
    fc.assert(
      fc.property(sizes, kinds, fc.nat(), (size, kind, from) => {
        const orders = digests(from, size);
        const { digest, places } = siteOrderOf(SITE, kind, orders);
        expect(places.map((place, index) => siteOrderDigest(kind, orders[index] ?? '', place))).toEqual(
          orders.map(() => digest),
        );
        for (const place of places) {
          expect(siteOrderPlaceSchema.safeParse(place).success).toBe(true);
          expect(canonicalJson(place).length).toBeLessThan(SITE_ORDER_PLACE_LIMIT_BYTES);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('has another digest for fewer, more, other or reordered orders, another site and another kind', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (size, from, at) => {
        const orders = digests(from, size);
        const { digest } = siteOrderOf(SITE, OPEN, orders);
        const index = at % size;
        const subset = orders.toSpliced(index, 1);
        const superset = orders.toSpliced(index, 0, digestOf(-1 - at));
        const exchanged = orders.with(index, digestOf(-1 - at));
        const reordered = [...orders.slice(1), orders[0] ?? ''];
        for (const others of [subset, superset, exchanged, reordered]) {
          expect(siteOrderOf(SITE, OPEN, others).digest).not.toBe(digest);
        }
        expect(siteOrderOf('terminal-3', OPEN, orders).digest).not.toBe(digest);
        expect(siteOrderOf(SITE, 'end-emergency', orders).digest).not.toBe(digest);
      }),
      { numRuns: 30 },
    );
  });

  it('covers no order that was not signed, with any place', () => {
    const anyPlace = fc.record({
      site: fc.constant(SITE),
      index: fc.nat({ max: SITE_ORDER_LANES - 1 }),
      size: sizes,
      path: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 8 }),
    });
    const { digest, places } = siteOrderOf(SITE, OPEN, digests(0, 6));
    fc.assert(
      fc.property(anyPlace, fc.nat({ max: 5 }), fc.nat(), ({ path, ...place }, at, other) => {
        const texts = path.map((hash) => Buffer.from(hash).toString('base64url'));
        expect(siteOrderDigest(OPEN, digestOf(at), { ...place, path: texts })).not.toBe(digest);
        const [known] = [places[at]].flatMap((one) => one ?? []);
        if (known === undefined) throw new Error('expected a place');
        expect(siteOrderDigest(OPEN, digestOf(6 + other), known)).not.toBe(digest);
        for (const wrong of [
          { ...known, index: (known.index + 1) % 6 },
          { ...known, size: 7 },
          { ...known, path: known.path.slice(1) },
          { ...known, path: [...known.path, digestText(other)] },
          { ...known, site: 'terminal-3' },
        ]) {
          expect(siteOrderDigest(OPEN, digestOf(at), wrong)).not.toBe(digest);
        }
      }),
    );
  });

  it('has no digest for an impossible place, nor for an order that is signed alone', () => {
    const { places } = siteOrderOf(SITE, OPEN, digests(0, 3));
    const [place] = places;
    if (place === undefined) throw new Error('expected a place');
    const bad: SiteOrderPlace[] = [
      { ...place, index: 3 },
      { ...place, path: ['!'.repeat(43), ...place.path.slice(1)] },
      { ...place, path: [] },
    ];
    for (const one of bad) expect(siteOrderDigest(OPEN, digestOf(0), one)).toBeUndefined();
    const alone = ORDER_KINDS.filter((kind) => !SITE_ORDERS.some((one) => one === kind));
    for (const kind of alone) expect(siteOrderDigest(kind, digestOf(0), place)).toBeUndefined();
  });

  it('is signed under a prefix of its own', () => {
    const challenges = (['grant', 'order', 'site-order'] as const).map((purpose) =>
      Buffer.from(assertionChallenge(purpose, digestOf(0))).toString('hex'),
    );
    expect(new Set(challenges).size).toBe(3);
  });

  it('travels with its order, within the limit, and with no grant', () => {
    const orders = digests(0, SITE_ORDER_LANES);
    const { digest, places } = siteOrderOf('t'.repeat(32), OPEN, orders);
    const assertion = { ...assertOver('site-order', digest, passkeyOf('anna-b')), siteOrder: places[100] };
    const { unasserted } = signOrder({ kind: OPEN, cause: EMERGENCY_CAUSES[0] });
    const wire = withAssertion(unasserted, assertion);
    expect(openOrder(wire, ORDERING_KEY)).toMatchObject({ kind: 'valid', assertion });
    const longest = orderBytes(anOrder({ kind: OPEN, cause: 'trapped-person' })).length;
    expect(longest + SITE_ORDER_PLACE_LIMIT_BYTES).toBeLessThan(ORDER_LIMIT_BYTES);
    const grant = withAssertion(signGrant({ publicKey: NO_KEY }).wire, assertion);
    expect(openGrant(grant, ORDERING_KEY)).toMatchObject({ kind: 'refused', code: 'malformed' });
  });

  it('refuses a malformed place on the wire', () => {
    const assertion = assertOver('site-order', digestOf(0), passkeyOf('anna-b'));
    const { unasserted } = signOrder({ kind: 'end-emergency' });
    const json = JSON.parse(Buffer.from(unasserted).toString()) as object;
    const good = { site: SITE, index: 0, size: 1, path: [] };
    for (const siteOrder of [
      {},
      { ...good, site: 'Terminal 2' },
      { ...good, size: SITE_ORDER_LANES + 1 },
      { ...good, index: -1 },
      { ...good, path: Array.from({ length: 9 }, () => digestText(0)) },
      { ...good, more: 1 },
    ]) {
      const wire = canonicalJson({ ...json, assertion: { ...assertion, siteOrder } });
      expect(openOrder(wire, ORDERING_KEY)).toMatchObject({ kind: 'refused', code: 'malformed' });
    }
  });
});

function digestText(number: number): string {
  return Buffer.from(digestOf(number), 'hex').toString('base64url');
}
