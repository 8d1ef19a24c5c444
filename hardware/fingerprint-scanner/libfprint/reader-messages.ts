/** What the kiosk and the reader process say to each other. Strict: the process runs code that we did not write. */
import { z } from 'zod';

export type ReaderRequest =
  /** `allowVirtual`: also take libfprint's own test devices, which show whatever somebody sends them. */
  | { readonly kind: 'open'; readonly allowVirtual: boolean }
  | { readonly kind: 'check'; readonly id: number }
  | { readonly kind: 'capture'; readonly id: number }
  | { readonly kind: 'cancel'; readonly id: number };

/** More than any live-scan device of the field: 5,000 is what libfprint's virtual device takes at most. */
export const MAX_SIDE_PX = 5_000;

const id = z.int().min(0);
const side = z.int().min(1).max(MAX_SIDE_PX);
const shortText = z.string().max(128);
const failure = z.enum(['unsupported', 'disconnected', 'corrupt']);
export type ReaderFailure = z.infer<typeof failure>;

/** Ways in which a finger can be in the way of an image, as a traveller would be told. */
const retry = z.enum(['poor-contact', 'off-centre', 'lift-first']);
export type ReaderRetry = z.infer<typeof retry>;

export const readerAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), driver: shortText, version: shortText }),
  z.strictObject({ kind: z.literal('refused'), code: failure, message: z.string().max(400) }),
  /** The device was unplugged. */
  z.strictObject({ kind: z.literal('removed') }),
  z.strictObject({ kind: z.literal('checked'), id }),
  z.strictObject({ kind: z.literal('image'), id, width: side, height: side, pixels: z.instanceof(Uint8Array) }),
  z.strictObject({ kind: z.literal('retry'), id, retry }),
  z.strictObject({ kind: z.literal('cancelled'), id }),
  z.strictObject({ kind: z.literal('failed'), id, code: failure, message: z.string().max(400) }),
]);
export type ReaderAnswer = z.infer<typeof readerAnswerSchema>;
