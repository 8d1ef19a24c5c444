/** Basic Access Control, ICAO 9303-11 §4.3. Weak, but the only protocol of many chips; PACE is tried first. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { concat } from '../../ber/write.ts';
import { basicAccessSeed } from './access-key.ts';
import { ChipError } from './chip-error.ts';
import type { ChipSession } from './chip-session.ts';
import { CIPHER_SUITES } from './cryptography/cipher-suite.ts';
import { type SecureMessaging, startSecureMessaging } from './secure-messaging.ts';

const CHALLENGE_BYTES = 8;
const KEY_BYTES = 16;
const CRYPTOGRAM_BYTES = 2 * CHALLENGE_BYTES + KEY_BYTES;
const CODE_BYTES = 8;

const suite = CIPHER_SUITES['3des'];

/** Random values of one run; tests supply those of the standard's worked example. */
export interface BasicAccessRandomness {
  /** RND.IFD, 8 bytes. */
  readonly challenge: Uint8Array;
  /** K.IFD, 16 bytes. */
  readonly key: Uint8Array;
}

/**
 * Opens the chip and protects the session.
 *
 * Rejects with `ChipError` `refused` (6300 and 6982 mean a wrong key) or `authentication`, and with `DeviceError`.
 *
 * @param information see `AccessKey`
 */
export async function basicAccessControl(
  session: ChipSession,
  information: Uint8Array,
  randomness: BasicAccessRandomness = { challenge: randomBytes(CHALLENGE_BYTES), key: randomBytes(KEY_BYTES) },
): Promise<void> {
  const keys = basicAccessKeys(information);
  try {
    const theirs = await session.expect('GET CHALLENGE', {
      cla: 0x00,
      ins: 0x84,
      p1: 0x00,
      p2: 0x00,
      expected: CHALLENGE_BYTES,
    });
    if (theirs.length !== CHALLENGE_BYTES) throw new ChipError('malformed', 'a challenge of a wrong length');
    const sealed = sealExchange(keys, concat(randomness.challenge, theirs, randomness.key));
    const answer = await session.expect('EXTERNAL AUTHENTICATE', {
      cla: 0x00,
      ins: 0x82,
      p1: 0x00,
      p2: 0x00,
      data: sealed,
      expected: CRYPTOGRAM_BYTES + CODE_BYTES,
    });
    const opened = openExchange(keys, answer);
    const right =
      timingSafeEqual(opened.subarray(0, CHALLENGE_BYTES), theirs) &&
      timingSafeEqual(opened.subarray(CHALLENGE_BYTES, 2 * CHALLENGE_BYTES), randomness.challenge);
    if (!right) throw new ChipError('authentication', 'the chip returned other challenges');
    const theirKey = opened.subarray(2 * CHALLENGE_BYTES);
    session.protect(basicAccessSession(randomness.key, theirKey, theirs, randomness.challenge));
    opened.fill(0);
  } finally {
    keys.encryption.fill(0);
    keys.authentication.fill(0);
  }
}

/** The document's own keys, §9.7.2. */
export function basicAccessKeys(information: Uint8Array) {
  const seed = basicAccessSeed(information);
  const keys = {
    encryption: suite.deriveKey(seed, 'encryption'),
    authentication: suite.deriveKey(seed, 'authentication'),
  };
  seed.fill(0);
  return keys;
}

type Keys = ReturnType<typeof basicAccessKeys>;

/** Encrypts 32 bytes and adds the code over them, §4.3.2. */
export function sealExchange(keys: Keys, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const cryptogram = suite.cbc('encrypt', keys.encryption, plain);
  return concat(cryptogram, suite.authenticate(keys.authentication, cryptogram));
}

/** @throws ChipError `authentication` */
export function openExchange(keys: Keys, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const cryptogram = sealed.subarray(0, CRYPTOGRAM_BYTES);
  const code = sealed.subarray(CRYPTOGRAM_BYTES);
  const right =
    sealed.length === CRYPTOGRAM_BYTES + CODE_BYTES &&
    timingSafeEqual(code, suite.authenticate(keys.authentication, cryptogram));
  if (!right) throw new ChipError('authentication', 'a wrong code over the key exchange');
  return suite.cbc('decrypt', keys.encryption, cryptogram);
}

/** Session keys and counter from both sides' contributions, §9.8.6.3. */
export function basicAccessSession(
  readerKey: Uint8Array,
  chipKey: Uint8Array,
  chipChallenge: Uint8Array,
  readerChallenge: Uint8Array,
): SecureMessaging {
  const seed = readerKey.map((byte, at) => byte ^ chipKey[at]!);
  const keys = {
    encryption: suite.deriveKey(seed, 'encryption'),
    authentication: suite.deriveKey(seed, 'authentication'),
  };
  seed.fill(0);
  return startSecureMessaging(suite, keys, concat(chipChallenge.subarray(4), readerChallenge.subarray(4)));
}
