/**
 * The partner's keys for pseudonyms: the secret that lanes share, and the pair to which they seal. Both are in one file that only the partner
 * has. Its holder can compute the pseudonym of any document, so the file must be kept like a list of all of them.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { chainPrf } from '../../../hardware/secure-element/chain.ts';
import { PSEUDONYM_BYTES, pseudonymKeyCheck, pseudonymLabel } from '../../contract/partner-pseudonyms.ts';

const KEY_BYTES = 32;
const LINE = /^postern pseudonym key 1 ([0-9a-f]{64}) ([0-9a-f]{64})\n$/;
/** RFC 8410 §7: an X25519 private key in PKCS #8 before its 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** As an agreement names them. */
export interface PublicPseudonymKey {
  readonly keyCheck: string;
  readonly sealTo: string;
}

export interface PseudonymKey extends PublicPseudonymKey {
  /** 32 bytes, shared with lanes. */
  readonly secret: Uint8Array;
  /** X25519, 32 bytes. */
  readonly openWith: Uint8Array;
}

/** Makes a new file. Throws `Error` when there is one. */
export function makePseudonymKey(file: string): PublicPseudonymKey {
  const secret = randomBytes(KEY_BYTES);
  const { d = '' } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  const openWith = Buffer.from(d, 'base64url');
  const line = `postern pseudonym key 1 ${secret.toString('hex')} ${openWith.toString('hex')}\n`;
  if (createFileSync(file, line) === 'exists') throw new Error(`${file} exists`);
  return publicHalf({ secret, openWith });
}

/** Throws `Error` that names the file. */
export function readPseudonymKey(file: string): PseudonymKey {
  if (isFileExposed(file)) throw new Error(`${file} must be readable by its owner only`);
  const [, secret = '', openWith = ''] = LINE.exec(readFileSync(file, 'utf8')) ?? [];
  if (secret === '') throw new Error(`${file} holds no key of pseudonyms`);
  const keys = { secret: Buffer.from(secret, 'hex'), openWith: Buffer.from(openWith, 'hex') };
  return { ...keys, ...publicHalf(keys) };
}

function publicHalf({ secret, openWith }: Pick<PseudonymKey, 'secret' | 'openWith'>): PublicPseudonymKey {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, openWith]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { keyCheck: pseudonymKeyCheck(secret), sealTo: Buffer.from(x, 'base64url').toString('hex') };
}

/** The pseudonym of a document, as lanes compute it. @param document as `documentOfPartner` makes it */
export function pseudonymWith(
  { secret }: Pick<PseudonymKey, 'secret'>,
  place: { readonly agreement: string; readonly month: string },
  document: Uint8Array,
): Uint8Array {
  return chainPrf(secret, pseudonymLabel(place.agreement, place.month), document).subarray(0, PSEUDONYM_BYTES);
}
