/** The server's keys on a token: made there, used there, not extractable. Runs in the process that owns the token. */
import { createHash, randomBytes } from 'node:crypto';
import type { Cryptoki } from '../../../hardware/pkcs11/cryptoki.ts';
import {
  ATTRIBUTE,
  EDWARDS25519,
  KEY_TYPE,
  MECHANISM,
  OBJECT_CLASS,
  PRIME256V1,
} from '../../../hardware/pkcs11/numbers.ts';
import { elementError } from '../../../hardware/pkcs11/return-codes.ts';
import { cannotLeave, findKey, inTokenSession, NON_EXTRACTABLE } from '../../../hardware/pkcs11/token-session.ts';
import type { SecretPurpose } from '../server-keys.ts';
import type { TokenKeyName } from './messages.ts';

interface KeyForm {
  readonly label: string;
  readonly keyType: number;
  readonly makeMechanism: number;
  readonly parameters: Uint8Array;
  /** Length of the public key as the server uses it. */
  readonly publicBytes: number;
  readonly mechanism: number;
  /** The input of the mechanism: the message, or its digest, because CKM_ECDSA does not hash. */
  readonly input: (message: Uint8Array) => Uint8Array;
}

const ED25519: Omit<KeyForm, 'label'> = {
  keyType: KEY_TYPE.ecEdwards,
  makeMechanism: MECHANISM.edwardsKeyPairGen,
  parameters: EDWARDS25519,
  publicBytes: 32,
  mechanism: MECHANISM.eddsa,
  input: (message) => message,
};

const SIGNING = 'postern-server-signing';
/** Upper bound of key generations. */
const GENERATIONS = 99;

/** Key labels on a token cannot be changed, so each successor has the next number. The lowest number present is in use. */
function generation(at: number): KeyForm {
  return { label: at === 1 ? SIGNING : `${SIGNING}-${at}`, ...ED25519 };
}

const FORMS: Readonly<Record<Exclude<TokenKeyName, 'signing' | 'next-signing'>, KeyForm>> = {
  ledger: { label: 'postern-server-ledger', ...ED25519 },
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
const SECRET = 'postern-server-secret';

const SECRET_BYTES = 32;
/** Length of an Ed25519 signature, and of r and s of ECDSA on P-256. */
const SIGNATURE_BYTES = 64;
/** DER OCTET STRING of 65 bytes, with a margin. */
const LONGEST_POINT = 96;

/** Throws `DeviceError`; `unknown-key` for a missing key. */
export interface ServerToken {
  publicKey(name: TokenKeyName): Uint8Array | undefined;
  /** Makes the key if it is missing. */
  makeKey(name: TokenKeyName): Uint8Array;
  sign(name: TokenKeyName, message: Uint8Array): Uint8Array;
  /** HMAC-SHA-256 with a key that has no other use. */
  secret(purpose: SecretPurpose): Uint8Array;
  /** Makes the signing key and the secret. Throws `refused` if there is a signing key. Removes the remains of an interrupted run. */
  initialise(): void;
  /** Destroys the signing key and makes another. */
  replaceSigning(): Uint8Array;
  /** Destroys the signing key, so that the next one is in use. Throws `unknown-key` if there is no next one. */
  succeed(): void;
  /** Throws unless the token has the needed keys and no others, and none is extractable. */
  assertComplete(): void;
  /** Uses the keys. A removed token would still list them. */
  check(): void;
}

/** @param cryptoki initialised, with the user logged in at `slot` */
export function serverToken(cryptoki: Cryptoki, slot: number): ServerToken {
  const inSession = <T>(use: (session: bigint) => T): T => inTokenSession(cryptoki, slot, use);
  const found = (session: bigint, objectClass: number, label: string): bigint => {
    const object = findKey(cryptoki, session, { objectClass, label });
    if (object === undefined) throw elementError('unknown-key', `the token has no key ${label}`);
    return object;
  };
  const publicIn = (session: bigint, { label, publicBytes }: KeyForm): Uint8Array | undefined => {
    // The private half decides: a public half alone is a remainder of an interrupted run.
    if (findKey(cryptoki, session, { objectClass: OBJECT_CLASS.privateKey, label }) === undefined) return undefined;
    const object = found(session, OBJECT_CLASS.publicKey, label);
    const point = cryptoki.attribute(session, object, ATTRIBUTE.ecPoint, LONGEST_POINT);
    if (point.length < publicBytes) throw elementError('corrupt', 'the public key is too short');
    return point.slice(-publicBytes);
  };
  /** Cached generation in use: a network token takes milliseconds for each search. */
  let inUse: number | undefined;
  const generationIn = (session: bigint): number => {
    for (let at = 1; inUse === undefined && at <= GENERATIONS; at += 1) {
      if (publicIn(session, generation(at)) !== undefined) inUse = at;
    }
    return inUse ?? 1;
  };
  const formOf = (session: bigint, name: TokenKeyName): KeyForm => {
    if (name === 'signing') return generation(generationIn(session));
    return name === 'next-signing' ? generation(generationIn(session) + 1) : FORMS[name];
  };
  const remove = (session: bigint, label: string): void => {
    // The private half first: without it the key is unusable, whatever happens next.
    for (const objectClass of [OBJECT_CLASS.privateKey, OBJECT_CLASS.secretKey, OBJECT_CLASS.publicKey]) {
      const named = [[ATTRIBUTE.class, objectClass] as const, [ATTRIBUTE.label, label] as const];
      for (const object of cryptoki.find(session, named)) cryptoki.destroy(session, object);
    }
  };
  const make = (session: bigint, form: KeyForm): Uint8Array => {
    remove(session, form.label);
    cryptoki.generateKeyPair(
      session,
      form.makeMechanism,
      [
        [ATTRIBUTE.class, OBJECT_CLASS.publicKey],
        [ATTRIBUTE.keyType, form.keyType],
        [ATTRIBUTE.token, true],
        [ATTRIBUTE.label, form.label],
        [ATTRIBUTE.ecParameters, form.parameters],
        [ATTRIBUTE.verify, true],
      ],
      [
        [ATTRIBUTE.class, OBJECT_CLASS.privateKey],
        [ATTRIBUTE.keyType, form.keyType],
        [ATTRIBUTE.label, form.label],
        [ATTRIBUTE.sign, true],
        ...NON_EXTRACTABLE.filter(([type]) => type !== ATTRIBUTE.wrap),
      ],
    );
    const made = publicIn(session, form);
    if (made === undefined) throw elementError('corrupt', 'the token made a key but does not list it');
    assertSafe(session, found(session, OBJECT_CLASS.privateKey, form.label));
    return made;
  };
  const assertSafe = (session: bigint, object: bigint): void => {
    if (!cannotLeave(cryptoki, session, object)) {
      throw elementError('unsupported', 'a key on the token is or was extractable');
    }
  };
  const token: ServerToken = {
    publicKey: (name) => inSession((session) => publicIn(session, formOf(session, name))),
    makeKey: (name) =>
      inSession((session) => {
        const form = formOf(session, name);
        return publicIn(session, form) ?? make(session, form);
      }),
    sign: (name, message) =>
      inSession((session) => {
        const { label, mechanism, input } = formOf(session, name);
        const object = found(session, OBJECT_CLASS.privateKey, label);
        const signature = cryptoki.sign(session, object, mechanism, input(message), SIGNATURE_BYTES);
        if (signature.length !== SIGNATURE_BYTES) throw elementError('corrupt', 'the signature has another length');
        return signature;
      }),
    secret: (purpose) =>
      inSession((session) => {
        const object = found(session, OBJECT_CLASS.secretKey, SECRET);
        const input = new TextEncoder().encode(`postern/server/${purpose}/v1`);
        return cryptoki.sign(session, object, MECHANISM.sha256Hmac, input, SECRET_BYTES);
      }),
    initialise: () =>
      inSession((session) => {
        if (publicIn(session, generation(generationIn(session))) !== undefined) {
          throw elementError('refused', 'the token already has keys of a server; they are not overwritten');
        }
        remove(session, SECRET);
        cryptoki.generateKey(session, MECHANISM.genericSecretKeyGen, [
          [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
          [ATTRIBUTE.keyType, KEY_TYPE.genericSecret],
          [ATTRIBUTE.valueLength, SECRET_BYTES],
          [ATTRIBUTE.label, SECRET],
          [ATTRIBUTE.sign, true],
          ...NON_EXTRACTABLE,
        ]);
        // Last: a token with a signing key is complete.
        make(session, generation(1));
      }),
    replaceSigning: () =>
      inSession((session) => {
        const at = generationIn(session);
        // The replaced key may have announced a successor; `make` removes that one. A token without a signing key would need `initialise`, which
        // also replaces the secret.
        const made = make(session, generation(at + 1));
        remove(session, generation(at).label);
        inUse = at + 1;
        return made;
      }),
    succeed: () =>
      inSession((session) => {
        const at = generationIn(session);
        found(session, OBJECT_CLASS.privateKey, generation(at + 1).label);
        remove(session, generation(at).label);
        inUse = at + 1;
      }),
    assertComplete: () =>
      inSession((session) => {
        const at = generationIn(session);
        found(session, OBJECT_CLASS.privateKey, generation(at).label);
        assertSafe(session, found(session, OBJECT_CLASS.secretKey, SECRET));
        for (const { label } of [...Object.values(FORMS), generation(at), generation(at + 1)]) {
          const object = findKey(cryptoki, session, { objectClass: OBJECT_CLASS.privateKey, label });
          if (object !== undefined) assertSafe(session, object);
        }
      }),
    check() {
      token.sign('signing', randomBytes(SECRET_BYTES));
      token.secret('challenges').fill(0);
    },
  };
  return token;
}
