/** Tokens of simulated travellers: the last token of each document's holder, as text and as a QR code. */
import { encodeQR } from 'qr';
import { type HolderToken, readHolderToken, writeHolderToken } from '../lists/registration/holder-token.ts';

export interface SimulatedTokenWallet {
  /** Stores a token as text and wipes the token itself. Without a token, removes the holder's. */
  give(holder: string, token: HolderToken | undefined): void;
  text(holder: string): string | undefined;
  /** The token to renew with; the caller wipes it. */
  token(holder: string): HolderToken | undefined;
  /** ISO/IEC 18004, as SVG. */
  code(holder: string): string | undefined;
  empty(): void;
}

export function createSimulatedTokenWallet(): SimulatedTokenWallet {
  const texts = new Map<string, string>();
  const text = (holder: string): string | undefined => texts.get(holder);
  return {
    give(holder, token) {
      if (token === undefined) {
        texts.delete(holder);
        return;
      }
      texts.set(holder, writeHolderToken(token));
      token.key.fill(0);
    },
    text,
    token(holder) {
      const carried = text(holder);
      return carried === undefined ? undefined : readHolderToken(Buffer.from(carried, 'ascii'));
    },
    code(holder) {
      const carried = text(holder);
      return carried === undefined
        ? undefined
        : encodeQR(carried, 'svg', { ecc: 'quartile', encoding: 'alphanumeric' });
    },
    empty: () => texts.clear(),
  };
}
