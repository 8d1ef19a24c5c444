/**
 * Chip Authentication, ICAO 9303-11 §6.2 and TR-03110-1 §3.4 (version 1), TR-03110-2 §3.4 (version 2): the chip proves
 * possession of the private key for a public key in DG14 by continuing under keys that only this private key can derive.
 */
import { timingSafeEqual } from 'node:crypto';
import { oidContent } from '../../ber/universal.ts';
import { concat, tlv } from '../../ber/write.ts';
import { ChipError } from './chip-error.ts';
import type { ChipSession } from './chip-session.ts';
import { randomBelow } from './cryptography/bytes.ts';
import { CIPHER_SUITES } from './cryptography/cipher-suite.ts';
import { generalAuthenticate } from './general-authenticate.ts';
import type { ChipAuthenticationProtocol } from './object-identifiers.ts';
import { authenticationToken } from './pace/authentication-token.ts';
import type { ChipAuthenticationData } from './pace/pace.ts';
import type { ChipPublicKey } from './public-key.ts';
import { startSecureMessaging } from './secure-messaging.ts';
import type { SecurityInfos } from './security-infos.ts';

/** A variant of the protocol that a chip offers. */
export interface ChipAuthenticationOffer {
  readonly protocol: ChipAuthenticationProtocol;
  readonly version: number;
  readonly key: ChipPublicKey;
  readonly keyId: Uint8Array<ArrayBuffer>;
}

export interface ChipAuthenticated {
  /** The reader's ephemeral public key, which Terminal Authentication signs. */
  readonly ephemeralPublicKey: Uint8Array<ArrayBuffer>;
  readonly agreement: 'dh' | 'ecdh';
}

const EPHEMERAL_KEY_KAT = 0x91;
const EPHEMERAL_KEY = 0x80;
const NONCE = 0x81;
const TOKEN = 0x82;
const KEY_REFERENCE = 0x84;

/** The supported offers, strongest cipher first. Old chips name no protocol: their key implies 3DES, §9.2.5. */
export function chipAuthenticationOffers(infos: SecurityInfos): readonly ChipAuthenticationOffer[] {
  const offers = infos.chipPublicKeys.flatMap(({ key, keyId }): ChipAuthenticationOffer[] => {
    const named = infos.chipAuthentication.filter(
      (info) => info.protocol.agreement === key.group.kind && Buffer.from(info.keyId).equals(keyId),
    );
    if (named.length > 0) return named.map(({ protocol, version }) => ({ protocol, version, key, keyId }));
    const last = key.group.kind === 'dh' ? 1 : 2;
    const oid = `0.4.0.127.0.7.2.2.3.${last}.1`;
    return [{ protocol: { oid, agreement: key.group.kind, cipher: '3des' }, version: 1, key, keyId }];
  });
  const strength = ({ protocol }: ChipAuthenticationOffer) =>
    CIPHER_SUITES[protocol.cipher].keyBytes * (protocol.cipher === '3des' ? 0 : 1);
  return offers.sort((one, other) => strength(other) - strength(one));
}

/**
 * Runs the protocol and replaces the session keys. Version 1 proves nothing until the next answer is verified, so the
 * caller must read something.
 *
 * Rejects with `ChipError` `refused`, `authentication`, `malformed`, and with `DeviceError`.
 */
export async function chipAuthentication(
  session: ChipSession,
  { protocol, version, key, keyId }: ChipAuthenticationOffer,
): Promise<ChipAuthenticated> {
  const suite = CIPHER_SUITES[protocol.cipher];
  const { group } = key;
  const secret = randomBelow(group.order);
  const ephemeralPublicKey = group.publicKey(secret);
  const shared = group.agree(key.element, secret);
  const reference = keyId.length > 0 ? tlv(KEY_REFERENCE, keyId) : new Uint8Array();

  let nonce: Uint8Array = new Uint8Array();
  let token: Uint8Array | undefined;
  if (protocol.cipher === '3des' && version === 1) {
    await session.expect('MSE:Set KAT', {
      cla: 0x00,
      ins: 0x22,
      p1: 0x41,
      p2: 0xa6,
      data: concat(tlv(EPHEMERAL_KEY_KAT, ephemeralPublicKey), reference),
    });
  } else {
    await session.expect('MSE:Set AT', {
      cla: 0x00,
      ins: 0x22,
      p1: 0x41,
      p2: 0xa4,
      data: concat(tlv(0x80, oidContent(protocol.oid)), reference),
    });
    const objects = [tlv(EPHEMERAL_KEY, ephemeralPublicKey)];
    const answer = await generalAuthenticate(session, 'Chip Authentication', objects, 'last');
    if (version >= 2) {
      nonce = Uint8Array.from(answer.required(NONCE));
      token = Uint8Array.from(answer.required(TOKEN));
    }
  }
  const seed = concat(shared, nonce);
  const keys = {
    encryption: suite.deriveKey(seed, 'encryption'),
    authentication: suite.deriveKey(seed, 'authentication'),
  };
  shared.fill(0);
  seed.fill(0);
  if (token !== undefined) {
    const due = authenticationToken(suite, keys.authentication, protocol.oid, group.kind, ephemeralPublicKey);
    if (token.length !== due.length || !timingSafeEqual(token, due)) {
      throw new ChipError('authentication', 'a wrong authentication token');
    }
  }
  session.protect(startSecureMessaging(suite, keys));
  return { ephemeralPublicKey, agreement: group.kind };
}

/** PACE with chip-authentication mapping, §4.4.3.5.2: whether the chip has the private key of `key`. */
export function chipAuthenticationHolds(
  { data, mappingPublicKey }: ChipAuthenticationData,
  key: ChipPublicKey,
): boolean {
  const scalar = data.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  try {
    return Buffer.from(key.group.multiply(key.element, scalar)).equals(mappingPublicKey);
  } catch (error) {
    if (error instanceof ChipError) return false;
    throw error;
  }
}
