import type { Device } from '../device/device.ts';

/** Result of waiting for a code. Each kind leads to a different instruction for the traveller. */
export type TokenReading =
  | {
      readonly kind: 'read';
      /**
       * The characters of one code without its terminator: printable ASCII, 1 to 384. They may be secret, so the buffer is
       * separate, has at least 65 bytes, and is wiped by the receiver. Unparsed input: parse it with bounds.
       */
      readonly text: Uint8Array<ArrayBuffer>;
    }
  /** The input was not a valid code: broken off, too long, or with other characters. */
  | { readonly kind: 'unreadable' }
  /** No code was shown in time. */
  | { readonly kind: 'nothing' };

export interface TokenReadOptions {
  /** How long to wait for a code. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Reads a token that the holder shows, e.g. a 2D code on paper or on a phone. A code belongs to the pending read; without
 * one it is dropped and wiped, as is a code that arrives too late. One presentation gives one reading, even if the device
 * sends the code repeatedly; the same code is read again after an absence of `AWAY_MS`.
 */
export interface TokenReader extends Device {
  read(options: TokenReadOptions): Promise<TokenReading>;
}

/** Absence after which a code counts as shown again. Readers repeat a code several times a second while they see it. */
export const AWAY_MS = 1_500;

/** Longest code, characters. Above it a QR code has modules that a telephone's screen shows too small for some scanners. */
export const MAX_CHARACTERS = 384;
