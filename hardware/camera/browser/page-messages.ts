/** The messages between page and lane, other than pictures. */
import { z } from 'zod';

const milliseconds = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const id = z
  .int()
  .min(0)
  .max(2 ** 31);

const stops = z.number().min(-16).max(16);

export const fromPageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello'), token: z.string().regex(/^[\w-]{43}$/) }),
  z.strictObject({
    kind: z.literal('opened'),
    width: z.int().min(2).max(3840),
    height: z.int().min(2).max(3840),
    framesPerSecond: z.number().min(1).max(240),
    canLock: z.boolean(),
    hasTorch: z.boolean(),
    /** Stops by which the exposure can be shifted, `null` where it cannot. */
    exposureStops: z.strictObject({ least: stops, most: stops }).nullable(),
  }),
  /** `name` of the DOMException that the browser threw. */
  z.strictObject({ kind: z.literal('failed'), name: z.string().max(64) }),
  /** The camera was lost while it was open. */
  z.strictObject({ kind: z.literal('ended') }),
  z.strictObject({ kind: z.literal('pong'), id, atMs: milliseconds }),
  z.strictObject({ kind: z.literal('set'), id, done: z.boolean() }),
]);

export type FromPage = z.infer<typeof fromPageSchema>;

export type ToPage =
  /**
   * The token was correct. A binary message with the key (32 bytes) follows. `resume` is the token for the next connection.
   */
  | {
      readonly kind: 'welcome';
      readonly width: number;
      readonly height: number;
      readonly framesPerSecond: number;
      readonly resume: string;
    }
  /** Requests one picture, exposed after this message. */
  | { readonly kind: 'next' }
  | { readonly kind: 'ping'; readonly id: number }
  | { readonly kind: 'lock'; readonly id: number; readonly locked: boolean }
  | { readonly kind: 'shift'; readonly id: number; readonly stops: number }
  | { readonly kind: 'torch'; readonly id: number; readonly level: number };

/** Longest text message, bytes. */
export const LONGEST_TEXT_BYTES = 1_024;

/** `undefined` when the text is not a valid message of the page. */
export function parseFromPage(text: string): FromPage | undefined {
  if (text.length > LONGEST_TEXT_BYTES) return undefined;
  try {
    const parsed = fromPageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
