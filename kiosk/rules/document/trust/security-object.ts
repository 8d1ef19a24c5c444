/** The document security object, ICAO 9303-10 §4.6.2: hashes of the data groups, signed by the document signer. */
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { expectTag } from '../../../../hardware/ber/find.ts';
import { readBer } from '../../../../hardware/ber/read.ts';
import {
  INTEGER,
  OCTET_STRING,
  readOctetString,
  readSmallInteger,
  SEQUENCE,
} from '../../../../hardware/ber/universal.ts';
import { type HashName, readHash } from './algorithms.ts';
import { orMalformed } from './certificate.ts';
import { readSignedData, type SignedData } from './signed-data.ts';
import { TrustError } from './trust-error.ts';

export interface SecurityObject {
  readonly signedData: SignedData;
  readonly hash: HashName;
  /** Hashes by number of the data group, 1 to 16. */
  readonly hashes: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;
}

const SOD_TAG = 0x77;
/**
 * Accepted content types: id-icao-ldsSecurityObject; its identifiers before ICAO had an arc (Belgium and France, the
 * Netherlands); and id-data, used by China. The content must have the structure in each case, and the signature covers the
 * content type.
 */
const CONTENT_TYPES: readonly string[] = [
  ...['2.23.136.1.1.1', '1.3.27.1.1.1', '1.2.528.1.1006.1.20.1'],
  '1.2.840.113549.1.7.1',
];
const MAX_DATA_GROUPS = 16;

/** @throws TrustError `malformed`, `unsupported` */
export function readSecurityObject(file: Uint8Array<ArrayBuffer>): SecurityObject {
  const content = orMalformed('EF.SOD', () => {
    const [inner] = expectTag(readBer(file), SOD_TAG).children();
    return expectTag(inner, SEQUENCE).encoded;
  });
  const signedData = readSignedData(content);
  if (!CONTENT_TYPES.includes(signedData.contentType)) throw new TrustError('malformed', 'not an LDS security object');
  return { signedData, ...readHashes(signedData.content) };
}

function readHashes(content: Uint8Array<ArrayBuffer>): Pick<SecurityObject, 'hash' | 'hashes'> {
  return orMalformed('an LDS security object', () => {
    const [version, algorithm, values] = expectTag(readBer(content), SEQUENCE).children();
    expectTag(version, INTEGER);
    const hashes = new Map<number, Uint8Array<ArrayBuffer>>();
    for (const value of expectTag(values, SEQUENCE).children()) {
      const [number, hash] = expectTag(value, SEQUENCE).children();
      const group = readSmallInteger(expectTag(number, INTEGER));
      const possible = group >= 1 && group <= MAX_DATA_GROUPS && !hashes.has(group);
      if (!possible) throw new BerError('malformed', 'an invalid or duplicate data group');
      hashes.set(group, readOctetString(expectTag(hash, OCTET_STRING)));
    }
    return { hash: readHash(expectTag(algorithm, SEQUENCE)), hashes };
  });
}
