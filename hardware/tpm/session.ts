/** Sessions (Part 1, §17 to §21): authorisation by HMAC, and encryption of the first parameter with AES-128 in CFB mode. */
import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { join, TpmFormatError, u8 } from './bytes.ts';
import { hmacSha256, kdfA, sha256 } from './kdf.ts';
import type { AnswerPart, AuthorisationPart } from './message.ts';
import { DIGEST_BYTES, SESSION_ATTRIBUTE } from './numbers.ts';

const NONCE_BYTES = 16;
const KEY_BITS = 128;
const KEY_AND_IV_BITS = KEY_BITS + 128;

/** The encrypted parts of an exchange: the first parameter of the command, of the answer, or both. */
export interface Encrypted {
  readonly command: boolean;
  readonly answer: boolean;
}

/** The use of a session by one command. */
export interface SessionUse {
  readonly session: TpmSession;
  /** Value of authorisation of the object that this session authorises; empty for a policy, or where it authorises nothing. */
  readonly authValue: Uint8Array;
  readonly encrypted: Encrypted;
  readonly isLast?: boolean;
}

export class TpmSession {
  readonly handle: number;
  readonly #key: Uint8Array;
  /** Nonce of the last answer. */
  #nonceTpm: Uint8Array;

  /** @param key empty for a session without salt */
  constructor(handle: number, key: Uint8Array, nonceTpm: Uint8Array) {
    this.handle = handle;
    this.#key = key;
    this.#nonceTpm = Uint8Array.from(nonceTpm);
  }

  /** Opens one exchange. The caller sends commands of a session one after another. */
  begin({ authValue, encrypted, isLast = false }: Omit<SessionUse, 'session'>): SessionExchange {
    const nonceCaller = Uint8Array.from(randomBytes(NONCE_BYTES));
    const attributes =
      (isLast ? 0 : SESSION_ATTRIBUTE.continue) |
      (encrypted.command ? SESSION_ATTRIBUTE.decrypt : 0) |
      (encrypted.answer ? SESSION_ATTRIBUTE.encrypt : 0);
    const value = join([this.#key, authValue]);
    const nonceTpm = this.#nonceTpm;
    return {
      encryptFirst(parameters) {
        if (encrypted.command)
          cryptFirst('encrypt', parameters, kdfA(value, 'CFB', nonceCaller, nonceTpm, KEY_AND_IV_BITS));
      },
      authorise: (cpHash) => ({
        session: this.handle,
        nonce: nonceCaller,
        attributes,
        hmac: value.length === 0 ? new Uint8Array() : hmacSha256(value, cpHash, nonceCaller, nonceTpm, u8(attributes)),
      }),
      accept: (part, rpHash, parameters) => {
        const expected = hmacSha256(value, rpHash, part.nonce, nonceCaller, u8(part.attributes));
        const isRight = value.length === 0 ? part.hmac.length === 0 : isSame(expected, part.hmac);
        if (!isRight || part.nonce.length < NONCE_BYTES)
          throw new TpmFormatError('an answer that was changed on the way');
        this.#nonceTpm = Uint8Array.from(part.nonce);
        if (encrypted.answer)
          cryptFirst('decrypt', parameters, kdfA(value, 'CFB', part.nonce, nonceCaller, KEY_AND_IV_BITS));
      },
      end: () => value.fill(0),
    };
  }

  wipe(): void {
    this.#key.fill(0);
  }
}

export interface SessionExchange {
  /** Encrypts the first parameter in place, if this use does. */
  encryptFirst(parameters: Uint8Array): void;
  /** @param cpHash SHA-256 of command code, names and parameters */
  authorise(cpHash: Uint8Array): AuthorisationPart;
  /** Verifies the answer and decrypts its first parameter in place. Throws `TpmFormatError`. @param rpHash SHA-256 of codes and parameters */
  accept(part: AnswerPart, rpHash: Uint8Array, parameters: Uint8Array): void;
  end(): void;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The first parameter is a TPM2B; its length stays readable. @param key AES key and initial vector; wiped */
function cryptFirst(way: 'encrypt' | 'decrypt', parameters: Uint8Array, key: Uint8Array): void {
  if (parameters.length < 2) throw new TpmFormatError('no parameter to encrypt');
  const length = ((parameters[0] ?? 0) << 8) | (parameters[1] ?? 0);
  if (length + 2 > parameters.length) throw new TpmFormatError('an encrypted parameter beyond its message');
  const data = parameters.subarray(2, 2 + length);
  const [secret, iv] = [key.subarray(0, KEY_BITS / 8), key.subarray(KEY_BITS / 8)];
  const make = way === 'encrypt' ? createCipheriv : createDecipheriv;
  const cipher = make('aes-128-cfb', secret, iv);
  const result = cipher.update(data);
  data.set(result);
  result.fill(0);
  key.fill(0);
}

/** Key of a session with this salt (Part 1, §19.6.8). */
export function sessionKey(salt: Uint8Array, nonceTpm: Uint8Array, nonceCaller: Uint8Array): Uint8Array {
  return salt.length === 0 ? new Uint8Array() : kdfA(salt, 'ATH', nonceTpm, nonceCaller, DIGEST_BYTES * 8);
}

export function newNonce(): Uint8Array {
  return Uint8Array.from(randomBytes(NONCE_BYTES));
}

/** Hash of a command that its sessions authorise. */
export function commandHash(code: Uint8Array, names: readonly Uint8Array[], parameters: Uint8Array): Uint8Array {
  return sha256(code, ...names, parameters);
}
