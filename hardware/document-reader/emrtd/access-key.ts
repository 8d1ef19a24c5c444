/** The access keys of a chip, derived from print on the document, ICAO 9303-11 §9.7.2 and §9.7.3. */
import { createHash } from 'node:crypto';

export type AccessKey =
  | {
      readonly kind: 'mrz';
      /**
       * ASCII: document number (filled up to nine characters), date of birth and date of expiry, each with its check digit.
       * The owner wipes it.
       */
      readonly information: Uint8Array;
    }
  /** Card access number: ASCII digits. */
  | { readonly kind: 'can'; readonly digits: Uint8Array };

/** §4.4.4.1: how MSE:Set AT names the password. */
export const PASSWORD_REFERENCES: Readonly<Record<AccessKey['kind'], number>> = { mrz: 0x01, can: 0x02 };

/** f(π) of §9.7.3: 20 bytes for a zone, the digits themselves for a card access number. The caller wipes it. */
export function passwordSecret(key: AccessKey): Uint8Array<ArrayBuffer> {
  return key.kind === 'mrz' ? sha1(key.information) : Uint8Array.from(key.digits);
}

/** K_seed of §9.7.2, for BAC: 16 bytes. The caller wipes it. */
export function basicAccessSeed(information: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha1(information).subarray(0, 16);
}

function sha1(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha1').update(data).digest());
}
