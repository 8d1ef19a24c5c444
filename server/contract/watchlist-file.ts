/**
 * The file of a watchlist: a base or a delta. It begins with a line of ASCII, the length of its header (32 bits, big endian)
 * and the header in the form of RFC 8785. The body of a base is its filter: fingerprints of 16 bits, little endian. The body
 * of a delta is the added tags and then the removed ones, 64 bits each, big endian, each list in ascending order.
 */
import { z } from 'zod';
import { BLIND_SUITE } from './blind-query.ts';
import { canonicalJson } from './canonical-json.ts';
import { sha256HexSchema, wallMsSchema } from './field.ts';
import { parseJson } from './payload.ts';
import { MAX_DELTAS, groupElementSchema, type ListVariant, watchlistIdSchema } from './watchlist.ts';

/** The shape of a filter (`kiosk/lists/watchlist/fuse-filter.ts`). */
export interface FilterShape {
  /** Unsigned, 32 bits. Another seed gives the keys other places. */
  readonly seed: number;
  /** A power of two. */
  readonly segmentLength: number;
  /** Number of segments in which the first place of a key can lie; two more follow. */
  readonly segmentCount: number;
}

export const LONGEST_SEGMENT = 2 ** 18;
export const SHORTEST_SEGMENT = 4;

/** Number of fingerprints. */
export function lengthOf({ segmentLength, segmentCount }: Pick<FilterShape, 'segmentLength' | 'segmentCount'>): number {
  return (segmentCount + 2) * segmentLength;
}

export const LIST_FILE_MAGIC = new TextEncoder().encode('postern watchlist 1\n');
export const HEADER_LIMIT_BYTES = 1_024;
/** Bytes before the header. */
export const PREAMBLE_BYTES = LIST_FILE_MAGIC.length + 4;
export const TAG_BYTES = 8;

/** Four times the largest list in use, Interpol's of stolen and lost documents. */
export const MAX_LISTED = 400_000_000;
export const MAX_CHANGED = 5_000_000;

const count = (most: number) => z.int().min(0).max(most);

/** The key of the tags. */
export const tagKeySchema = z.strictObject({
  generation: z.int().min(1).max(0xffff_ffff),
  /** Derived from a fixed input by this key, 16 hex digits: with another key the list would match nothing. */
  check: z.string().regex(/^[0-9a-f]{16}$/),
});
export type TagKeyId = z.infer<typeof tagKeySchema>;

/** The key of a blind list, which its owner keeps: the lane verifies each answer against the public half. */
export const blindKeySchema = z.strictObject({ suite: z.literal(BLIND_SUITE), publicKey: groupElementSchema });

const common = {
  version: z.literal(1),
  list: watchlistIdSchema,
  /** Counts the bases of the list. */
  base: z.int().min(1).max(1_000_000),
  /** Wall ms at which the authority's records were read. */
  madeAt: wallMsSchema,
  key: z.union([tagKeySchema, blindKeySchema]),
};

export const baseHeaderSchema = z.strictObject({
  ...common,
  kind: z.literal('base'),
  /** Listed documents. */
  count: count(MAX_LISTED),
  seed: z.int().min(1).max(0xffff_ffff),
  segmentLength: z
    .int()
    .min(SHORTEST_SEGMENT)
    .max(LONGEST_SEGMENT)
    .refine((length) => Number.isInteger(Math.log2(length)), 'must be a power of two'),
  segmentCount: z
    .int()
    .min(1)
    .max(2 ** 28),
});
export type BaseHeader = z.infer<typeof baseHeaderSchema>;

export const deltaHeaderSchema = z.strictObject({
  ...common,
  kind: z.literal('delta'),
  /** Counts the deltas after this base. */
  delta: z.int().min(1).max(MAX_DELTAS),
  /** SHA-256 of the file before: the base or the delta that this one continues. */
  previous: sha256HexSchema,
  added: count(MAX_CHANGED),
  removed: count(MAX_CHANGED),
});
export type DeltaHeader = z.infer<typeof deltaHeaderSchema>;

const headerSchema = z.discriminatedUnion('kind', [baseHeaderSchema, deltaHeaderSchema]);
export type ListHeader = z.infer<typeof headerSchema>;

export function variantOf({ key }: ListHeader): ListVariant {
  return 'suite' in key ? 'blind' : 'plain';
}

export function isSameKey(one: ListHeader['key'], other: ListHeader['key']): boolean {
  if ('suite' in one) return 'suite' in other && one.publicKey === other.publicKey;
  return !('suite' in other) && one.generation === other.generation && one.check === other.check;
}

export type ListFileFault =
  | 'not-a-list'
  /** The header is not canonical, or outside its bounds. */
  | 'header-invalid'
  /** The body does not have the length that the header gives. */
  | 'length-differs'
  | 'tags-out-of-order';

/** The bytes before the body. Throws `ZodError` for a header outside its bounds. */
export function headerBytes(header: ListHeader): Uint8Array {
  const json = canonicalJson(headerSchema.parse(header), { depth: 4, bytes: HEADER_LIMIT_BYTES });
  const bytes = new Uint8Array(PREAMBLE_BYTES + json.length);
  bytes.set(LIST_FILE_MAGIC);
  new DataView(bytes.buffer).setUint32(LIST_FILE_MAGIC.length, json.length);
  bytes.set(json, PREAMBLE_BYTES);
  return bytes;
}

/** Length of the header; `not-a-list` or `header-invalid` when the bytes do not begin a list. */
export function headerLength(preamble: Uint8Array): number | ListFileFault {
  const isList = preamble.length >= PREAMBLE_BYTES && LIST_FILE_MAGIC.every((byte, at) => preamble[at] === byte);
  if (!isList) return 'not-a-list';
  const view = new DataView(preamble.buffer, preamble.byteOffset, PREAMBLE_BYTES);
  const length = view.getUint32(LIST_FILE_MAGIC.length);
  return length === 0 || length > HEADER_LIMIT_BYTES ? 'header-invalid' : length;
}

/** @param json the header's bytes. @param bytes length of the whole file */
export function readHeader(json: Uint8Array, bytes: number): ListHeader | ListFileFault {
  const parsed = headerSchema.safeParse(parseJson(json)?.json);
  if (!parsed.success) return 'header-invalid';
  const header = parsed.data;
  const canonical = canonicalJson(header, { depth: 4, bytes: HEADER_LIMIT_BYTES });
  if (canonical.length !== json.length || canonical.some((byte, at) => byte !== json[at])) return 'header-invalid';
  return PREAMBLE_BYTES + json.length + bodyBytes(header) === bytes ? header : 'length-differs';
}

/** Length of the body that a header requires. */
export function bodyBytes(header: ListHeader): number {
  return header.kind === 'base'
    ? lengthOf(header) * Uint16Array.BYTES_PER_ELEMENT
    : (header.added + header.removed) * TAG_BYTES;
}
