/** The kiosk's keys on a token: generated and used there, not extractable. Runs in the process that owns the token. */
import { randomBytes } from 'node:crypto';
import {
  assertWrappable,
  joinWrappedKey,
  splitWrappedKey,
  tampered,
  unknownRoot,
  WRAP_NONCE_BYTES,
  WRAP_TAG_BYTES,
  wrapAdditionalData,
  WRAPPED_KEY_BYTES,
} from '../wrapped-key.ts';
import type { Attribute } from '../../pkcs11/attributes.ts';
import type { Cryptoki } from '../../pkcs11/cryptoki.ts';
import { ATTRIBUTE, EDWARDS25519, KEY_TYPE, MECHANISM, OBJECT_CLASS } from '../../pkcs11/numbers.ts';
import { CryptokiError, elementError } from '../../pkcs11/return-codes.ts';
import { cannotLeave, findKey, inTokenSession, NON_EXTRACTABLE } from '../../pkcs11/token-session.ts';

const SIGNING = 'postern-signing';
const PRF = 'postern-prf';
const ROOT = 'postern-root';
const LABELS = [SIGNING, PRF, ROOT] as const;

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const GENERATION_BYTES = 4;
/** Fits a DER OCTET STRING of 32 bytes; some tokens return the point without DER. */
const LONGEST_POINT = 64;
/** Limited because a token's memory is small. A rotation needs two. */
const ROOTS_MAX = 4;

const PRF_TEMPLATE: readonly Attribute[] = [
  [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
  [ATTRIBUTE.keyType, KEY_TYPE.genericSecret],
  [ATTRIBUTE.valueLength, KEY_BYTES],
  [ATTRIBUTE.label, PRF],
  [ATTRIBUTE.sign, true],
  ...NON_EXTRACTABLE,
];
const PUBLIC_TEMPLATE: readonly Attribute[] = [
  [ATTRIBUTE.class, OBJECT_CLASS.publicKey],
  [ATTRIBUTE.keyType, KEY_TYPE.ecEdwards],
  [ATTRIBUTE.token, true],
  [ATTRIBUTE.label, SIGNING],
  [ATTRIBUTE.ecParameters, EDWARDS25519],
  [ATTRIBUTE.verify, true],
];
const PRIVATE_TEMPLATE: readonly Attribute[] = [
  [ATTRIBUTE.class, OBJECT_CLASS.privateKey],
  [ATTRIBUTE.keyType, KEY_TYPE.ecEdwards],
  [ATTRIBUTE.label, SIGNING],
  [ATTRIBUTE.sign, true],
  ...NON_EXTRACTABLE.filter(([type]) => type !== ATTRIBUTE.wrap),
];

/** Each call throws `DeviceError` and uses a separate session, because a failed operation may stay open in its session. */
export interface TokenKeys {
  publicKey(): Uint8Array;
  sign(message: Uint8Array): Uint8Array;
  prf(input: Uint8Array): Uint8Array<ArrayBuffer>;
  random(length: number): Uint8Array<ArrayBuffer>;
  wrapKey(key: Uint8Array, context: Uint8Array): Uint8Array;
  unwrapKey(wrapped: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer>;
  roots(): readonly number[];
  rotateRoot(): number;
  destroyRoot(generation: number): void;
  /**
   * Creates the keys. Throws `refused` when a signing key exists, because a kiosk may be enrolled with it. Removes what an
   * interrupted run left.
   */
  initialise(): void;
  /** Throws `unsupported` unless every key exists once and is not extractable, and the token has a random generator. */
  assertComplete(): void;
  /** Uses every kind of key, because a removed token still reports that its keys exist. */
  check(): void;
}

/** @param cryptoki initialised, with the user logged in at `slot` */
export function tokenKeys(cryptoki: Cryptoki, slot: number): TokenKeys {
  const inSession = <T>(use: (session: bigint) => T): T => inTokenSession(cryptoki, slot, use);
  const keys: TokenKeys = {
    publicKey() {
      return inSession((session) => {
        const object = keyOf(cryptoki, session, OBJECT_CLASS.publicKey, SIGNING);
        const point = cryptoki.attribute(session, object, ATTRIBUTE.ecPoint, LONGEST_POINT);
        if (point.length < KEY_BYTES) throw elementError('corrupt', 'the public key is too short');
        return point.slice(-KEY_BYTES);
      });
    },
    sign(message) {
      return inSession((session) => {
        const object = keyOf(cryptoki, session, OBJECT_CLASS.privateKey, SIGNING);
        return cryptoki.sign(session, object, MECHANISM.eddsa, message, SIGNATURE_BYTES);
      });
    },
    prf(input) {
      return inSession((session) => {
        const object = keyOf(cryptoki, session, OBJECT_CLASS.secretKey, PRF);
        return cryptoki.sign(session, object, MECHANISM.sha256Hmac, input, KEY_BYTES);
      });
    },
    random(length) {
      return inSession((session) => cryptoki.random(session, length));
    },
    wrapKey(plain, context) {
      assertWrappable(plain);
      return inSession((session) => {
        const generation = newestOf(cryptoki, session);
        const nonce = Uint8Array.from(randomBytes(WRAP_NONCE_BYTES));
        const root = rootOf(cryptoki, session, generation);
        const sealed = cryptoki.encrypt(session, root, gcm(generation, nonce, context), plain);
        return joinWrappedKey({ generation, nonce, sealed });
      });
    },
    unwrapKey(wrapped, context) {
      const { generation, nonce, sealed } = splitWrappedKey(wrapped);
      return inSession((session) => {
        const root = rootOf(cryptoki, session, generation);
        try {
          return cryptoki.decrypt(session, root, gcm(generation, nonce, context), sealed);
        } catch (error) {
          if (!(error instanceof CryptokiError) || !error.saysTampered) throw error;
          // Some tokens report only a general failure: if the token can still encrypt, the wrapped key is invalid
          keys.wrapKey(randomBytes(WRAPPED_KEY_BYTES), context);
          throw tampered(error);
        }
      });
    },
    roots() {
      return inSession((session) => [...rootsOf(cryptoki, session).keys()]);
    },
    rotateRoot() {
      return inSession((session) => {
        if (rootsOf(cryptoki, session).size >= ROOTS_MAX) {
          throw elementError('refused', 'there is no room for another root: destroy an older one');
        }
        const generation = newestOf(cryptoki, session) + 1;
        cryptoki.generateKey(session, MECHANISM.aesKeyGen, rootTemplate(generation));
        return generation;
      });
    },
    destroyRoot(generation) {
      inSession((session) => {
        if (generation === newestOf(cryptoki, session)) throw elementError('refused', 'the newest root is in use');
        const object = rootsOf(cryptoki, session).get(generation);
        if (object !== undefined) cryptoki.destroy(session, object);
      });
    },
    initialise: () => inSession((session) => makeKeys(cryptoki, session)),
    assertComplete() {
      inSession((session) => {
        newestOf(cryptoki, session);
        const secret = [
          keyOf(cryptoki, session, OBJECT_CLASS.privateKey, SIGNING),
          keyOf(cryptoki, session, OBJECT_CLASS.secretKey, PRF),
          ...rootsOf(cryptoki, session).values(),
        ];
        const safe = secret.every((object) => cannotLeave(cryptoki, session, object));
        if (!safe) throw elementError('unsupported', 'a key on the token is or was extractable');
        cryptoki.random(session, KEY_BYTES);
      });
    },
    check() {
      const probe = randomBytes(WRAPPED_KEY_BYTES);
      keys.prf(probe);
      keys.sign(probe);
      const same = Buffer.from(keys.unwrapKey(keys.wrapKey(probe, probe), probe)).equals(probe);
      if (!same) throw elementError('corrupt', 'the token contradicts itself');
    },
  };
  return keys;
}

function makeKeys(cryptoki: Cryptoki, session: bigint): void {
  if (findKey(cryptoki, session, { objectClass: OBJECT_CLASS.privateKey, label: SIGNING }) !== undefined) {
    throw elementError('refused', 'the token already has keys of a kiosk, which are not overwritten');
  }
  for (const label of LABELS) {
    for (const object of cryptoki.find(session, [[ATTRIBUTE.label, label]])) cryptoki.destroy(session, object);
  }
  cryptoki.generateKey(session, MECHANISM.aesKeyGen, rootTemplate(1));
  cryptoki.generateKey(session, MECHANISM.genericSecretKeyGen, PRF_TEMPLATE);
  // Created last, so that a token with a signing key is complete
  cryptoki.generateKeyPair(session, MECHANISM.edwardsKeyPairGen, PUBLIC_TEMPLATE, PRIVATE_TEMPLATE);
}

function keyOf(cryptoki: Cryptoki, session: bigint, objectClass: number, label: string): bigint {
  const found = findKey(cryptoki, session, { objectClass, label });
  if (found === undefined) throw elementError('unsupported', `the token has no key ${label}: it was not initialised`);
  return found;
}

function rootOf(cryptoki: Cryptoki, session: bigint, generation: number): bigint {
  const wanted = { objectClass: OBJECT_CLASS.secretKey, label: ROOT, id: generationId(generation) };
  const found = findKey(cryptoki, session, wanted);
  if (found === undefined) throw unknownRoot(generation);
  return found;
}

/** By generation, the oldest first. */
function rootsOf(cryptoki: Cryptoki, session: bigint): Map<number, bigint> {
  const found = cryptoki.find(session, [
    [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
    [ATTRIBUTE.label, ROOT],
    [ATTRIBUTE.token, true],
  ]);
  const byGeneration = found.map((object): [number, bigint] => {
    const id = cryptoki.attribute(session, object, ATTRIBUTE.id, GENERATION_BYTES);
    if (id.length !== GENERATION_BYTES) throw elementError('unsupported', 'the token has a root without a generation');
    return [new DataView(id.buffer, id.byteOffset).getUint32(0), object];
  });
  return new Map(byGeneration.sort(([one], [other]) => one - other));
}

function newestOf(cryptoki: Cryptoki, session: bigint): number {
  const last = [...rootsOf(cryptoki, session).keys()].at(-1);
  if (last === undefined) throw elementError('unsupported', 'the token has no root: it was not initialised');
  return last;
}

function rootTemplate(generation: number): readonly Attribute[] {
  return [
    [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
    [ATTRIBUTE.keyType, KEY_TYPE.aes],
    [ATTRIBUTE.valueLength, KEY_BYTES],
    [ATTRIBUTE.label, ROOT],
    [ATTRIBUTE.id, generationId(generation)],
    [ATTRIBUTE.encrypt, true],
    [ATTRIBUTE.decrypt, true],
    ...NON_EXTRACTABLE,
  ];
}

function gcm(generation: number, nonce: Uint8Array, context: Uint8Array) {
  const additionalData = wrapAdditionalData(generation, context);
  return { mechanism: MECHANISM.aesGcm, gcm: { nonce, additionalData, tagBytes: WRAP_TAG_BYTES } };
}

function generationId(generation: number): Uint8Array {
  const id = new Uint8Array(GENERATION_BYTES);
  new DataView(id.buffer).setUint32(0, generation);
  return id;
}
