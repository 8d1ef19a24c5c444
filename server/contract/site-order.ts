/**
 * One assertion for the emergency orders to the lanes of a site. The person signs a statement: the site, the kind of order, the number of
 * orders, and the root of a Merkle tree (RFC 9162 §2.1) whose leaves are the orders' digests. Each lane receives its own order with its
 * place in the tree, and verifies without the other lanes that the person signed this order as one of so many for this site.
 *
 * The assertion covers no other set of orders: fewer, more or other orders have another root. An order remains bound to its lane and time.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { assertionSchema } from './assertion.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { canonicalJson } from './canonical-json.ts';
import { siteSlugSchema } from './field.ts';
import { climb } from './merkle/climb.ts';
import { HASH_BYTES, leafHash } from './merkle/hash.ts';
import { pathsOf } from './merkle/paths.ts';
import type { AssertedOrder, OrderKind } from './order-vocabulary.ts';

/** Orders that one assertion may give to several lanes: those of an emergency. Each other order is signed alone. */
export const SITE_ORDERS = ['open-in-emergency', 'end-emergency'] as const satisfies AssertedOrder[];
export type SiteOrderKind = (typeof SITE_ORDERS)[number];

/** More lanes than a large airport has. A larger site is signed in parts. */
export const SITE_ORDER_LANES = 200;
const LONGEST_PATH = Math.ceil(Math.log2(SITE_ORDER_LANES));

export const siteOrderPlaceSchema = z.strictObject({
  site: siteSlugSchema,
  index: z
    .int()
    .min(0)
    .max(SITE_ORDER_LANES - 1),
  size: z.int().min(1).max(SITE_ORDER_LANES),
  /** Siblings from the leaf upwards, base64url of 32 bytes each. */
  path: z.array(z.string().length(43, 'must be 32 bytes in base64url')).max(LONGEST_PATH),
});
/** The place of one lane's order among those that a person signed together. */
export type SiteOrderPlace = z.infer<typeof siteOrderPlaceSchema>;

/**
 * The assertion beside an order: over this order alone, or over it as one of those to a site. `second`: of the person who agreed, for an
 * order that both people sign.
 */
export const orderAssertionSchema = assertionSchema.extend({
  siteOrder: siteOrderPlaceSchema.optional(),
  second: assertionSchema.optional(),
});
export type OrderAssertion = z.infer<typeof orderAssertionSchema>;

/** Upper bound of a place in the wire form. */
export const SITE_ORDER_PLACE_LIMIT_BYTES = 1_024;

/**
 * The digest that a person signs for several lanes, and the place of each order, in their order.
 *
 * @param digests of the orders' canonical bytes, hex, 1 to `SITE_ORDER_LANES`
 * @returns `digest`: for `assertionChallenge('site-order', …)`
 */
export function siteOrderOf(
  site: string,
  kind: SiteOrderKind,
  digests: readonly string[],
): { readonly digest: string; readonly places: readonly SiteOrderPlace[] } {
  const { root, paths } = pathsOf(digests.map(leafOf));
  const size = digests.length;
  const places = paths.map((path, index) => ({ site, index, size, path: path.map(encodeBase64Url) }));
  return { digest: statementDigest(site, kind, size, root), places };
}

/**
 * The digest that the person must have signed if this order has this place; `undefined` for an impossible place, and for an order of a kind
 * that is signed alone.
 *
 * @param orderDigest of the order's canonical bytes, hex
 */
export function siteOrderDigest(kind: OrderKind, orderDigest: string, place: SiteOrderPlace): string | undefined {
  const { site, index, size } = place;
  const siteKind = SITE_ORDERS.find((one) => one === kind);
  if (siteKind === undefined || index >= size) return undefined;
  const siblings = place.path.flatMap((text) => decodeBase64Url(text) ?? []);
  if (siblings.length !== place.path.length || siblings.some(({ length }) => length !== HASH_BYTES)) return undefined;
  const root = climb(leafOf(orderDigest), { index, size }, siblings);
  return root === undefined ? undefined : statementDigest(site, siteKind, size, root);
}

function leafOf(orderDigest: string): Uint8Array {
  return leafHash(hexToBytes(orderDigest));
}

function statementDigest(site: string, kind: SiteOrderKind, size: number, root: Uint8Array): string {
  return bytesToHex(sha256(canonicalJson({ version: 1, site, kind, size, root: encodeBase64Url(root) })));
}
