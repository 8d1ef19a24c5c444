/**
 * Document signers from the public key directory, for documents whose security object contains no certificate, as early profiles of ICAO 9303
 * allowed. A certificate found here is judged like one in the document: only its authority makes it trusted.
 */
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { expectTag } from '../../../../hardware/ber/find.ts';
import { readBer } from '../../../../hardware/ber/read.ts';
import { INTEGER, SEQUENCE } from '../../../../hardware/ber/universal.ts';
import { type Certificate, readCertificate, serialHex } from './certificate.ts';
import { certificateOf, type SignerInfo } from './signed-data.ts';
import { TrustError } from './trust-error.ts';

export interface DocumentSigners {
  /** DER. */
  readonly encoded: readonly Uint8Array<ArrayBuffer>[];
  /** All certificates that a signer identifier names. Two certificates can have one name: only the signature decides. */
  find(signer: SignerInfo): readonly Certificate[];
}

export const NO_DOCUMENT_SIGNERS: DocumentSigners = { encoded: [], find: () => [] };

/**
 * Keeps the encoded certificates, and parses those that a search names: a directory has tens of thousands of signers, and few documents need
 * one.
 *
 * @param encoded DER; certificates that cannot be parsed are never found
 */
export function documentSigners(encoded: readonly Uint8Array<ArrayBuffer>[]): DocumentSigners {
  let bySerialNumber: ReadonlyMap<string, readonly Uint8Array<ArrayBuffer>[]> | undefined;
  return {
    encoded,
    find(signer) {
      const { identifier } = signer;
      let candidates: readonly Uint8Array<ArrayBuffer>[];
      if ('subjectKeyIdentifier' in identifier) {
        const key = Buffer.from(identifier.subjectKeyIdentifier, 'hex');
        candidates = key.length === 0 ? [] : encoded.filter((one) => bufferOver(one).includes(key));
      } else {
        bySerialNumber ??= indexOf(encoded);
        candidates = bySerialNumber.get(identifier.serialNumber) ?? [];
      }
      return candidates.flatMap(readable).filter((one) => certificateOf(signer, [one]) !== undefined);
    },
  };
}

function indexOf(encoded: readonly Uint8Array<ArrayBuffer>[]): ReadonlyMap<string, readonly Uint8Array<ArrayBuffer>[]> {
  const index = new Map<string, Uint8Array<ArrayBuffer>[]>();
  for (const one of encoded) {
    const serialNumber = serialNumberOf(one);
    if (serialNumber === undefined) continue;
    const same = index.get(serialNumber);
    if (same === undefined) index.set(serialNumber, [one]);
    else same.push(one);
  }
  return index;
}

/** Without parsing the rest of the certificate. */
function serialNumberOf(encoded: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    const [body] = expectTag(readBer(encoded), SEQUENCE).children();
    const serial = expectTag(body, SEQUENCE)
      .children()
      .find(({ tag }) => tag === INTEGER);
    return serial && serialHex(serial);
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}

function readable(encoded: Uint8Array<ArrayBuffer>): readonly Certificate[] {
  try {
    return [readCertificate(encoded)];
  } catch (error) {
    if (error instanceof TrustError) return [];
    throw error;
  }
}

function bufferOver(bytes: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
