/**
 * Private keys in files: PKCS #8 in PEM (RFC 7468 §10, §11), sealed by a passphrase with PBES2 (RFC 8018 §6.2), scrypt (RFC 7914) and
 * AES-256-CBC. OpenSSL reads the files (`openssl pkey -in FILE`) and writes such files (`openssl pkcs8 -topk8 -scrypt`).
 */
import { createCipheriv, createPrivateKey, type KeyObject, randomBytes, scryptSync } from 'node:crypto';
import { integerElement, oidElement, OCTET_STRING, SEQUENCE } from '../ber/universal.ts';
import { tlv } from '../ber/write.ts';
import { secretFault, type SecretFault } from '../passphrases/password-rule.ts';
import { PersonsKeyError } from './persons-key-error.ts';

/**
 * OWASP's Password Storage Cheat Sheet lists this set as equal to N = 2^17, p = 1. The memory is 16 MiB, because OpenSSL refuses to
 * open files that need more than 32 MiB.
 */
const SCRYPT = { N: 16_384, r: 8, p: 5 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const BLOCK_BYTES = 16;

/** NIST SP 800-63B-4 §3.1.1.2, for a passphrase that is the only factor. */
const FEWEST_CHARACTERS = 15;
const MAX_BYTES = 1_024;

const OID = {
  pbes2: '1.2.840.113549.1.5.13',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

const SEALED = '-----BEGIN ENCRYPTED PRIVATE KEY-----';

const UNFIT: { readonly [Fault in SecretFault]: string } = {
  'too-short': `needs ${FEWEST_CHARACTERS} characters or more`,
  'too-long': `may have ${MAX_BYTES} bytes at most`,
  common: 'is among the first that a thief of the file tries: it is made of common words or known passwords',
  repetitive:
    'is among the first that a thief of the file tries: it repeats itself, or follows the keys of the keyboard',
  'names-the-person': 'contains little more than a name',
};

/** The reason why a passphrase must not seal a key, as the end of a sentence; `undefined` for a fit one. */
export function unfitness(passphrase: string): string | undefined {
  const length = { least: FEWEST_CHARACTERS, most: MAX_BYTES };
  const fault = passphraseBytes(passphrase).length > MAX_BYTES ? 'too-long' : secretFault(passphrase, [], length);
  return fault === undefined ? undefined : UNFIT[fault];
}

/** Throws `PersonsKeyError` `unfit-secret`. */
function assertFitPassphrase(passphrase: string): void {
  const unfit = unfitness(passphrase);
  if (unfit === undefined) return;
  throw new PersonsKeyError('unfit-secret', `the passphrase ${unfit}. --generate makes one of six random words`);
}

/** The PEM text of a sealed file. Throws `PersonsKeyError` `unfit-secret`. */
export function sealKey(key: KeyObject, passphrase: string): string {
  assertFitPassphrase(passphrase);
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(BLOCK_BYTES);
  const plain = key.export({ format: 'der', type: 'pkcs8' });
  const derived = scryptSync(passphraseBytes(passphrase), salt, KEY_BYTES, SCRYPT);
  const cipher = createCipheriv('aes-256-cbc', derived, iv);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  for (const secret of [plain, derived]) secret.fill(0);
  const { N, r, p } = SCRYPT;
  const derivation = sequence(
    oidElement(OID.scrypt),
    sequence(tlv(OCTET_STRING, salt), integerElement(N), integerElement(r), integerElement(p)),
  );
  const encryption = sequence(oidElement(OID.aes256Cbc), tlv(OCTET_STRING, iv));
  const algorithm = sequence(oidElement(OID.pbes2), sequence(derivation, encryption));
  const lines = Buffer.from(sequence(algorithm, tlv(OCTET_STRING, sealed)))
    .toString('base64')
    .match(/.{1,64}/g);
  return [SEALED, ...(lines ?? []), '-----END ENCRYPTED PRIVATE KEY-----', ''].join('\n');
}

/** Whether the text of a file is a sealed key. */
export function isSealed(pem: string): boolean {
  return pem.includes(SEALED);
}

/**
 * The key in the text of a file.
 *
 * @param passphrase of a sealed file
 * @returns an Ed25519 key. Throws `PersonsKeyError` `malformed` or `wrong-secret`.
 */
export function keyIn(pem: string, passphrase?: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({
      key: pem,
      format: 'pem',
      ...(passphrase !== undefined && { passphrase: passphraseBytes(passphrase) }),
    });
  } catch (cause) {
    if (passphrase !== undefined && isSealed(pem)) {
      throw new PersonsKeyError('wrong-secret', 'the passphrase does not open the file, or the file is damaged', {
        cause,
      });
    }
    throw new PersonsKeyError('malformed', 'the file does not hold an Ed25519 private key', { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new PersonsKeyError('malformed', 'the file does not hold an Ed25519 private key');
  }
  return key;
}

/** Keyboards differ in how they compose letters with accents. */
function passphraseBytes(passphrase: string): Buffer {
  return Buffer.from(passphrase.normalize('NFC'));
}

function sequence(...elements: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(SEQUENCE, ...elements);
}
