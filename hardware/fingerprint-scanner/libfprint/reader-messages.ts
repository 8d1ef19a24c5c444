/** Messages between the kiosk and the reader process. Strict schemas, because the process runs third-party code. */
import { z } from 'zod';

export type ReaderRequest =
  /** `allowVirtual`: also accept libfprint's test devices, which show any image sent to them. */
  | { readonly kind: 'open'; readonly allowVirtual: boolean }
  | { readonly kind: 'check'; readonly id: number }
  | { readonly kind: 'capture'; readonly id: number }
  | { readonly kind: 'cancel'; readonly id: number };

/** The limit of libfprint's virtual device, larger than any live-scan device in use. */
export const MAX_SIDE_PX = 5_000;

const id = z.int().min(0);
const side = z.int().min(1).max(MAX_SIDE_PX);
const shortText = z.string().max(128);
const failure = z.enum(['unsupported', 'disconnected', 'corrupt']);
export type ReaderFailure = z.infer<typeof failure>;

/** Reasons to ask the traveller to place the finger again. */
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
