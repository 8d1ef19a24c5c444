/** The server's keys on a token: made there, used there, not extractable. Runs in the process that owns the token. */
import { randomBytes } from 'node:crypto';
import type { Cryptoki } from '../../../../hardware/pkcs11/cryptoki.ts';
import { MECHANISM } from '../../../../hardware/pkcs11/numbers.ts';
import { elementError } from '../../../../hardware/pkcs11/return-codes.ts';
import { inTokenSession } from '../../../../hardware/pkcs11/token-session.ts';
import type { SecretPurpose } from '../server-keys.ts';
import type { TokenKeyName } from './messages.ts';
import { FIXED_FORMS, generation, type KeyForm, SECRET_BYTES, TokenObjects } from './token-objects.ts';

/** Length of an Ed25519 signature, and of r and s of ECDSA on P-256. */
const SIGNATURE_BYTES = 64;

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
  const inSession = <T>(use: (objects: TokenObjects, session: bigint) => T): T =>
    inTokenSession(cryptoki, slot, (session) => use(new TokenObjects(cryptoki, session), session));
  /** Cached generation in use: a network token takes milliseconds for each search. */
  let inUse: number | undefined;
  const generationIn = (objects: TokenObjects): number => (inUse ??= objects.generationInUse()) ?? 1;
  const formOf = (objects: TokenObjects, name: TokenKeyName): KeyForm => {
    if (name === 'signing') return generation(generationIn(objects));
    return name === 'next-signing' ? generation(generationIn(objects) + 1) : FIXED_FORMS[name];
  };
  const token: ServerToken = {
    publicKey: (name) => inSession((objects) => objects.publicKey(formOf(objects, name))),
    makeKey: (name) =>
      inSession((objects) => {
        const form = formOf(objects, name);
        return objects.publicKey(form) ?? objects.makePair(form);
      }),
    sign: (name, message) =>
      inSession((objects, session) => {
        const { label, mechanism, input } = formOf(objects, name);
        const object = objects.privateKey(label);
        const signature = cryptoki.sign(session, object, mechanism, input(message), SIGNATURE_BYTES);
        if (signature.length !== SIGNATURE_BYTES) throw elementError('corrupt', 'the signature has another length');
        return signature;
      }),
    secret: (purpose) =>
      inSession((objects, session) => {
        const input = new TextEncoder().encode(`postern/server/${purpose}/v1`);
        return cryptoki.sign(session, objects.secretKey(), MECHANISM.sha256Hmac, input, SECRET_BYTES);
      }),
    initialise: () =>
      inSession((objects) => {
        if (objects.publicKey(generation(generationIn(objects))) !== undefined) {
          throw elementError('refused', 'the token already has keys of a server; they are not overwritten');
        }
        objects.makeSecret();
        // Last: a token with a signing key is complete
        objects.makePair(generation(1));
      }),
    replaceSigning: () =>
      inSession((objects) => {
        const at = generationIn(objects);
        // `makePair` removes a key that was to follow, because the replaced key has announced it. The old key goes last: a token without a
        // signing key would have to be initialised, which replaces the secret as well
        const made = objects.makePair(generation(at + 1));
        objects.remove(generation(at).label);
        inUse = at + 1;
        return made;
      }),
    succeed: () =>
      inSession((objects) => {
        const at = generationIn(objects);
        objects.privateKey(generation(at + 1).label);
        objects.remove(generation(at).label);
        inUse = at + 1;
      }),
    assertComplete: () =>
      inSession((objects) => {
        const at = generationIn(objects);
        objects.privateKey(generation(at).label);
        objects.assertSafe(objects.secretKey());
        for (const { label } of [...Object.values(FIXED_FORMS), generation(at), generation(at + 1)]) {
          objects.assertPairSafe(label);
        }
      }),
    check() {
      token.sign('signing', randomBytes(SECRET_BYTES));
      token.secret('challenges').fill(0);
    },
  };
  return token;
}
