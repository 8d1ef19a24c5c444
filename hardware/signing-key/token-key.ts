/** A person's key on a token: generated and used there, not extractable. The vendor's module runs in this program. */
import { createPublicKey, verify } from 'node:crypto';
import { DeviceError } from '../device/device-error.ts';
import { assertCannotLeave, ED25519_PAIR, makeSigningPair, pointOf } from '../pkcs11/key-pairs.ts';
import { MECHANISM, OBJECT_CLASS } from '../pkcs11/numbers.ts';
import { openToken } from '../pkcs11/open-token.ts';
import { findKey, inTokenSession } from '../pkcs11/token-session.ts';
import type { PersonsKey } from './persons-key.ts';
import { PersonsKeyError } from './persons-key-error.ts';
import type { TokenAddress } from './token-address.ts';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** SubjectPublicKeyInfo of an Ed25519 key before the key itself (RFC 8410 §4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Throws `PersonsKeyError`: `token`, `no-key`. */
export function openTokenKey(address: TokenAddress, pin: string): PersonsKey {
  return onToken(address, pin, false);
}

/** Makes the key. Throws `PersonsKeyError`: `token`, `present`. */
export function makeTokenKey(address: TokenAddress, pin: string): PersonsKey {
  return onToken(address, pin, true);
}

function onToken({ module, token, object: label }: TokenAddress, pin: string, make: boolean): PersonsKey {
  const pinBytes = new TextEncoder().encode(pin);
  const { cryptoki, facts } = translated(() =>
    openToken({ module, tokenLabel: token, pin: pinBytes, hardwareOnly: false }),
  );
  pinBytes.fill(0);
  const inSession = <T>(use: (session: bigint) => T): T => translated(() => inTokenSession(cryptoki, facts.slot, use));
  const find = (session: bigint, objectClass: number) => findKey(cryptoki, session, { objectClass, label });
  const privateHalf = (session: bigint): bigint => {
    const object = find(session, OBJECT_CLASS.privateKey);
    if (object === undefined) throw new PersonsKeyError('no-key', `the token ${token} has no key ${label}`);
    assertCannotLeave(cryptoki, session, object);
    return object;
  };
  const close = (): void => translated(() => cryptoki.finalize());
  try {
    const publicKey = inSession((session) => {
      if (make) {
        if (find(session, OBJECT_CLASS.privateKey) !== undefined || find(session, OBJECT_CLASS.publicKey) !== undefined)
          throw new PersonsKeyError('present', `the token ${token} has a key ${label}: it is not overwritten`);
        makeSigningPair(cryptoki, session, label, ED25519_PAIR);
      }
      privateHalf(session);
      const object = find(session, OBJECT_CLASS.publicKey);
      if (object === undefined) throw new PersonsKeyError('no-key', `the token ${token} has no public key ${label}`);
      return pointOf(cryptoki, session, object, KEY_BYTES);
    });
    const verifier = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
    return {
      publicKey,
      sign(message) {
        const signature = inSession((session) =>
          cryptoki.sign(session, privateHalf(session), MECHANISM.eddsa, message, SIGNATURE_BYTES),
        );
        if (!verify(null, message, verifier, signature))
          throw new PersonsKeyError('token', 'the token made a signature that its public key does not verify');
        return signature;
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Translates errors of the token into errors of a signing key. */
function translated<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    throw new PersonsKeyError('token', error.message, { cause: error });
  }
}
