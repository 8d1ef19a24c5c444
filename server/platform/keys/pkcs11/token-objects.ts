/** The objects of the server's keys on a token: how each is labelled, found, made and removed. */
import { createHash } from 'node:crypto';
import type { Cryptoki } from '../../../../hardware/pkcs11/cryptoki.ts';
import {
  assertCannotLeave,
  ED25519_PAIR,
  makeSigningPair,
  type PairForm,
  pointOf,
} from '../../../../hardware/pkcs11/key-pairs.ts';
import { ATTRIBUTE, KEY_TYPE, MECHANISM, OBJECT_CLASS, PRIME256V1 } from '../../../../hardware/pkcs11/numbers.ts';
import { elementError } from '../../../../hardware/pkcs11/return-codes.ts';
import { findKey, NON_EXTRACTABLE } from '../../../../hardware/pkcs11/token-session.ts';
import type { TokenKeyName } from './messages.ts';

export interface KeyForm extends PairForm {
  readonly label: string;
  /** Length of the public key as the server uses it. */
  readonly publicBytes: number;
  readonly mechanism: number;
  /** The input of the mechanism: the message or its digest, because CKM_ECDSA does not hash. */
  readonly input: (message: Uint8Array) => Uint8Array;
}

const ED25519: Omit<KeyForm, 'label'> = {
  ...ED25519_PAIR,
  publicBytes: 32,
  mechanism: MECHANISM.eddsa,
  input: (message) => message,
};

const SIGNING = 'postern-server-signing';
/** Upper bound of key generations. */
const GENERATIONS = 99;

/** Key labels on a token cannot be changed, so each successor has the next number. The lowest number present is in use. */
export function generation(at: number): KeyForm {
  return { label: at === 1 ? SIGNING : `${SIGNING}-${at}`, ...ED25519 };
}

export const FIXED_FORMS: Readonly<Record<Exclude<TokenKeyName, 'signing' | 'next-signing'>, KeyForm>> = {
  ledger: { label: 'postern-server-ledger', ...ED25519 },
  releases: { label: 'postern-server-releases', ...ED25519 },
  authority: {
    label: 'postern-server-authority',
    keyType: KEY_TYPE.ec,
    makeMechanism: MECHANISM.ecKeyPairGen,
    parameters: PRIME256V1,
    // Uncompressed point: 4, x, y
    publicBytes: 65,
    mechanism: MECHANISM.ecdsa,
    input: (message) => createHash('sha256').update(message).digest(),
  },
};
/** Label of the key of all secrets. */
export const SECRET = 'postern-server-secret';
export const SECRET_BYTES = 32;

/** The objects in one session. Throws `DeviceError`; `unknown-key` for a missing key. */
export class TokenObjects {
  readonly #cryptoki: Cryptoki;
  readonly #session: bigint;

  constructor(cryptoki: Cryptoki, session: bigint) {
    this.#cryptoki = cryptoki;
    this.#session = session;
  }

  privateKey(label: string): bigint {
    return this.#found(OBJECT_CLASS.privateKey, label);
  }

  secretKey(): bigint {
    return this.#found(OBJECT_CLASS.secretKey, SECRET);
  }

  /** `undefined` without a private half. A public half alone is the rest of an interrupted run. */
  publicKey({ label, publicBytes }: KeyForm): Uint8Array | undefined {
    if (!this.#has(label)) return undefined;
    const object = this.#found(OBJECT_CLASS.publicKey, label);
    return pointOf(this.#cryptoki, this.#session, object, publicBytes);
  }

  /** Number of the signing key in use; `undefined` without one. */
  generationInUse(): number | undefined {
    for (let at = 1; at <= GENERATIONS; at += 1) {
      if (this.publicKey(generation(at)) !== undefined) return at;
    }
    return undefined;
  }

  remove(label: string): void {
    // The private half first: without it the key is destroyed even if the run is interrupted
    for (const objectClass of [OBJECT_CLASS.privateKey, OBJECT_CLASS.secretKey, OBJECT_CLASS.publicKey]) {
      const named = [[ATTRIBUTE.class, objectClass] as const, [ATTRIBUTE.label, label] as const];
      for (const object of this.#cryptoki.find(this.#session, named)) this.#cryptoki.destroy(this.#session, object);
    }
  }

  /** Makes a key pair in place of one with the same label. */
  makePair(form: KeyForm): Uint8Array {
    this.remove(form.label);
    makeSigningPair(this.#cryptoki, this.#session, form.label, form);
    const made = this.publicKey(form);
    if (made === undefined) throw elementError('corrupt', 'the token made a key but does not list it');
    this.assertSafe(this.privateKey(form.label));
    return made;
  }

  /** Makes the secret key in place of another. */
  makeSecret(): void {
    this.remove(SECRET);
    this.#cryptoki.generateKey(this.#session, MECHANISM.genericSecretKeyGen, [
      [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
      [ATTRIBUTE.keyType, KEY_TYPE.genericSecret],
      [ATTRIBUTE.valueLength, SECRET_BYTES],
      [ATTRIBUTE.label, SECRET],
      [ATTRIBUTE.sign, true],
      ...NON_EXTRACTABLE,
    ]);
  }

  /** Throws if the key of this label can leave the token, or once could. Ignores a missing key. */
  assertPairSafe(label: string): void {
    if (this.#has(label)) this.assertSafe(this.privateKey(label));
  }

  assertSafe(object: bigint): void {
    assertCannotLeave(this.#cryptoki, this.#session, object);
  }

  #has(label: string): boolean {
    return findKey(this.#cryptoki, this.#session, { objectClass: OBJECT_CLASS.privateKey, label }) !== undefined;
  }

  #found(objectClass: number, label: string): bigint {
    const object = findKey(this.#cryptoki, this.#session, { objectClass, label });
    if (object === undefined) throw elementError('unknown-key', `the token has no key ${label}`);
    return object;
  }
}
