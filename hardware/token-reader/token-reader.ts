import type { Device } from '../device.ts';

/** What waiting for a code came to. Kinds differ where a traveller would be told something different. */
export type TokenReading =
  | {
      readonly kind: 'read';
      /**
       * The characters of one code as it was shown, without what ends it; printable ASCII, 1 to 128. They may be a secret: in a buffer of
       * their own of at least 65 bytes, owned by the receiver, who wipes it. Unread input: parse it with bounds.
       */
      readonly text: Uint8Array<ArrayBuffer>;
    }
  /** Something was shown that is no token: broken off, too long, or other characters. */
  | { readonly kind: 'unreadable' }
  /** Nothing was shown in time. */
  | { readonly kind: 'nothing' };

export interface TokenReadOptions {
  /** How long to wait for a code. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Reads what a holder carries, e.g. a 2D code on paper or on a telephone. What is shown belongs to the read that waits for it: without one
 * it is dropped and wiped, and of what comes too late nothing stays. One showing is one reading, however often the device sees it; the same
 * code is read again once it was away for `AWAY_MS`.
 */
export interface TokenReader extends Device {
  read(options: TokenReadOptions): Promise<TokenReading>;
}

/** Readers that see a code tell it again several times a second for as long as it is there. */
export const AWAY_MS = 1_500;

/** Longest code, characters. */
export const MOST_CHARACTERS = 128;
