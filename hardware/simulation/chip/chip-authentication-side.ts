/** Chip Authentication and Active Authentication from the chip's side, ICAO 9303-11 §6. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { findChild } from '../../ber/find.ts';
import { readBer, readBerSequence } from '../../ber/read.ts';
import { oidFromContent } from '../../ber/universal.ts';
import { concat, tlv } from '../../ber/write.ts';
import type { Response } from '../../document-reader/emrtd/apdu.ts';
import { power, randomBelow, toBytes, toNumber } from '../../document-reader/emrtd/cryptography/bytes.ts';
import { CIPHER_SUITES, type CipherSuite } from '../../document-reader/emrtd/cryptography/cipher-suite.ts';
import { CHIP_AUTHENTICATION_PROTOCOLS } from '../../document-reader/emrtd/object-identifiers.ts';
import { authenticationToken } from '../../document-reader/emrtd/pace/authentication-token.ts';
import { startSecureMessaging } from '../../document-reader/emrtd/secure-messaging.ts';
import * as status from '../../document-reader/emrtd/status-word.ts';
import type { ChipFault, ChipKey, ChipProfile } from './chip-profile.ts';
import { done, dynamic, Refusal } from './answers.ts';
import type { ChipMemory, ChipPart } from './chip-memory.ts';

const MANAGE_SECURITY_ENVIRONMENT = 0x22;
const SET_COMPUTATION = 0x41;
const KEY_AGREEMENT_TEMPLATE = 0xa6;
const AUTHENTICATION_TEMPLATE = 0xa4;
const GENERAL_AUTHENTICATE = 0x86;
const INTERNAL_AUTHENTICATE = 0x88;

export function createAuthentication(profile: ChipProfile, memory: ChipMemory, faults: readonly ChipFault[]): ChipPart {
  const cloned = faults.some(({ kind }) => kind === 'cloned');
  let chosen: CipherSuite | undefined;

  function ownKey(): ChipKey {
    if (profile.chipKey === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    const { chipKey } = profile;
    return cloned ? { ...chipKey, secret: randomBelow(chipKey.group.order) } : chipKey;
  }

  function manage(p2: number, data: Uint8Array): Response {
    const objects = readBerSequence(Uint8Array.from(data));
    const content = (tag: number) => objects.find((object) => object.tag === tag)?.content;
    const { ciphers } = ownKey();
    if (p2 === KEY_AGREEMENT_TEMPLATE) {
      const theirs = content(0x91);
      if (theirs === undefined || !ciphers.includes('3des')) throw new Refusal(status.WRONG_DATA);
      agree(theirs, CIPHER_SUITES['3des'], new Uint8Array());
      return done();
    }
    const oid = oidFromContent(content(0x80) ?? new Uint8Array());
    const cipher = CHIP_AUTHENTICATION_PROTOCOLS.find((protocol) => protocol.oid === oid)?.cipher;
    if (cipher === undefined || !ciphers.includes(cipher)) throw new Refusal(status.WRONG_DATA);
    chosen = CIPHER_SUITES[cipher];
    return done();
  }

  function authenticate(data: Uint8Array, suite: CipherSuite): Response {
    chosen = undefined;
    const theirs = findChild(readBer(Uint8Array.from(data)), 0x80)?.content;
    if (theirs === undefined) throw new Refusal(status.WRONG_DATA);
    const { group, version } = ownKey();
    if (version === 1) {
      agree(theirs, suite, new Uint8Array());
      return dynamic(new Uint8Array());
    }
    const nonce = Uint8Array.from(randomBytes(8));
    const key = agree(theirs, suite, nonce);
    const protocol = CHIP_AUTHENTICATION_PROTOCOLS.find(
      ({ agreement, cipher }) => agreement === group.kind && cipher === suite.name,
    );
    const token = authenticationToken(suite, key, protocol?.oid ?? '', group.kind, theirs);
    return dynamic(concat(tlv(0x81, nonce), tlv(0x82, token)));
  }

  /** Returns the authentication key. */
  function agree(theirs: Uint8Array, suite: CipherSuite, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
    const { group, secret } = ownKey();
    const seed = concat(group.agree(theirs, secret), nonce);
    const authentication = suite.deriveKey(seed, 'authentication');
    memory.readerKey = { element: Uint8Array.from(theirs), agreement: group.kind };
    memory.nextMessaging = startSecureMessaging(suite, {
      encryption: suite.deriveKey(seed, 'encryption'),
      authentication,
    });
    return Uint8Array.from(authentication);
  }

  function signChallenge(challenge: Uint8Array): Response {
    const key = profile.activeAuthenticationKey;
    if (key === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    const used = cloned ? anotherKey(key) : key;
    const signature =
      used.asymmetricKeyType === 'rsa'
        ? recoverableSignature(used, challenge)
        : Uint8Array.from(sign('sha256', challenge, { key: used, dsaEncoding: 'ieee-p1363' }));
    return done(signature);
  }

  return ({ ins, p1, p2, data = new Uint8Array() }, secured) => {
    if (!secured && profile.basicAccessControl) return undefined;
    const template = p2 === KEY_AGREEMENT_TEMPLATE || p2 === AUTHENTICATION_TEMPLATE;
    if (ins === MANAGE_SECURITY_ENVIRONMENT && p1 === SET_COMPUTATION && template) return manage(p2, data);
    if (ins === GENERAL_AUTHENTICATE && chosen !== undefined) return authenticate(data, chosen);
    return ins === INTERNAL_AUTHENTICATE ? signChallenge(data) : undefined;
  };
}

/** A different key of the same kind, as on a copied chip. */
function anotherKey(key: KeyObject): KeyObject {
  return key.asymmetricKeyType === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: key.asymmetricKeyDetails?.modulusLength ?? 2_048 }).privateKey
    : generateKeyPairSync('ec', { namedCurve: key.asymmetricKeyDetails?.namedCurve ?? 'prime256v1' }).privateKey;
}

/** ISO/IEC 9796-2 scheme 1 with SHA-256: random recoverable part, the challenge as the rest. */
function recoverableSignature(key: KeyObject, challenge: Uint8Array): Uint8Array<ArrayBuffer> {
  const { n = '', d = '' } = key.export({ format: 'jwk' });
  const modulus = toNumber(Buffer.from(n, 'base64url'));
  const length = Math.ceil(modulus.toString(2).length / 8);
  const recovered = randomBytes(length - 1 - 32 - 2);
  const digest = createHash('sha256').update(recovered).update(challenge).digest();
  const message = concat(Uint8Array.of(0x6a), recovered, digest, Uint8Array.of(0x34, 0xcc));
  return toBytes(power(toNumber(message), toNumber(Buffer.from(d, 'base64url')), modulus), length);
}
