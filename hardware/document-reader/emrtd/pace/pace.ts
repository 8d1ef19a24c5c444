/** Password Authenticated Connection Establishment, ICAO 9303-11 §4.4, the reader's side. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { oidContent } from '../../../ber/universal.ts';
import { concat, tlv } from '../../../ber/write.ts';
import { type AccessKey, PASSWORD_REFERENCES } from '../access-key.ts';
import { ChipError } from '../chip-error.ts';
import type { ChipSession } from '../chip-session.ts';
import { randomBelow } from '../cryptography/bytes.ts';
import { CIPHER_SUITES, type CipherSuite } from '../cryptography/cipher-suite.ts';
import type { Group } from '../cryptography/group.ts';
import { unpad } from '../cryptography/padding.ts';
import { generalAuthenticate } from '../general-authenticate.ts';
import { startSecureMessaging } from '../secure-messaging.ts';
import { OK } from '../status-word.ts';
import { authenticationToken } from './authentication-token.ts';
import { cryptNonce, pseudorandom } from './nonce.ts';
import type { PaceProtocol } from './pace-protocol.ts';

export interface PaceOptions {
  readonly protocol: PaceProtocol;
  /** Domain parameters that the chip offers for the protocol. */
  readonly group: Group;
  /** Their identifier, sent to make the choice explicit. */
  readonly parameterId: number;
  readonly key: AccessKey;
  /** id-IS certificate holder authorisation template, when the chip is to name its trust points for Terminal Authentication. */
  readonly authorisation?: Uint8Array;
  readonly randomness?: PaceRandomness;
}

/** Random values of one run; tests supply those of the standard's worked examples. */
export interface PaceRandomness {
  /** Uniform in 1 ≤ n < order. */
  scalar(order: bigint): bigint;
  bytes(length: number): Uint8Array;
}

export interface PaceOutcome {
  /** The chip's ephemeral public key: binds Terminal Authentication to this session. */
  readonly chipPublicKey: Uint8Array<ArrayBuffer>;
  /** Certification authority references, most recent first. */
  readonly trustPoints: readonly Uint8Array<ArrayBuffer>[];
  /**
   * With chip-authentication mapping: input of `chipAuthenticationHolds`, which verifies it against the static public key
   * in EF.CardSecurity once that file is trusted.
   */
  readonly chipAuthentication: ChipAuthenticationData | undefined;
}

export interface ChipAuthenticationData {
  /** CA_IC: a scalar. */
  readonly data: Uint8Array<ArrayBuffer>;
  /** PK_Map,IC. */
  readonly mappingPublicKey: Uint8Array<ArrayBuffer>;
}

/** Data objects of §4.4.5 table 4. */
const NONCE = 0x80;
const MAPPING_TO_CHIP = 0x81;
const MAPPING_FROM_CHIP = 0x82;
const KEY_TO_CHIP = 0x83;
const KEY_FROM_CHIP = 0x84;
const TOKEN_TO_CHIP = 0x85;
const TOKEN_FROM_CHIP = 0x86;
const TRUST_POINTS = [0x87, 0x88] as const;
const ENCRYPTED_CHIP_AUTHENTICATION_DATA = 0x8a;

const SYSTEM_RANDOMNESS: PaceRandomness = { scalar: randomBelow, bytes: randomBytes };

/**
 * Opens the chip and protects the session.
 *
 * Rejects with `ChipError` `refused` (6300 at the last step means a wrong key), `authentication`, `malformed`, and `DeviceError`.
 */
export async function pace(session: ChipSession, options: PaceOptions): Promise<PaceOutcome> {
  const { protocol, key, parameterId, authorisation, randomness = SYSTEM_RANDOMNESS } = options;
  const suite = CIPHER_SUITES[protocol.cipher];
  const chosen = concat(
    tlv(0x80, oidContent(protocol.oid)),
    tlv(0x83, Uint8Array.of(PASSWORD_REFERENCES[key.kind])),
    tlv(0x84, Uint8Array.of(parameterId)),
  );
  const set = { cla: 0x00, ins: 0x22, p1: 0xc1, p2: 0xa4 };
  const told =
    authorisation !== undefined && (await session.send({ ...set, data: concat(chosen, authorisation) })).statusWord;
  // A chip without support for authorisations stores its trust points in a file
  if (told !== OK) await session.expect('MSE:Set AT', { ...set, data: chosen });
  const first = await generalAuthenticate(session, 'PACE nonce', [], 'chained');
  const nonce = cryptNonce('decrypt', suite, key, first.required(NONCE));
  const { group, mappingPublicKey } = await mapNonce(session, options, suite, nonce, randomness);
  nonce.fill(0);

  const secret = randomness.scalar(group.order);
  const ours = group.publicKey(secret);
  const third = await generalAuthenticate(session, 'PACE key agreement', [tlv(KEY_TO_CHIP, ours)], 'chained');
  const theirs = Uint8Array.from(third.required(KEY_FROM_CHIP));
  if (Buffer.from(theirs).equals(ours)) throw new ChipError('authentication', 'the chip sent our own key back');
  const shared = group.agree(theirs, secret);
  const keys = {
    encryption: suite.deriveKey(shared, 'encryption'),
    authentication: suite.deriveKey(shared, 'authentication'),
  };
  shared.fill(0);

  const token = authenticationToken(suite, keys.authentication, protocol.oid, group.kind, theirs);
  const last = await generalAuthenticate(session, 'PACE token', [tlv(TOKEN_TO_CHIP, token)], 'last');
  const due = authenticationToken(suite, keys.authentication, protocol.oid, group.kind, ours);
  const given = last.required(TOKEN_FROM_CHIP);
  if (given.length !== due.length || !timingSafeEqual(given, due)) {
    throw new ChipError('authentication', 'a wrong authentication token');
  }
  const encrypted = last.optional(ENCRYPTED_CHIP_AUTHENTICATION_DATA);
  const chipAuthentication =
    protocol.mapping === 'chip-authentication' && encrypted !== undefined
      ? { data: openChipAuthenticationData(suite, keys.encryption, encrypted), mappingPublicKey }
      : undefined;
  session.protect(startSecureMessaging(suite, keys));
  return {
    chipPublicKey: theirs,
    trustPoints: TRUST_POINTS.flatMap((tag) => {
      const reference = last.optional(tag);
      return reference === undefined ? [] : [Uint8Array.from(reference)];
    }),
    chipAuthentication,
  };
}

async function mapNonce(
  session: ChipSession,
  { protocol, group }: PaceOptions,
  suite: CipherSuite,
  nonce: Uint8Array,
  randomness: PaceRandomness,
): Promise<{ readonly group: Group; readonly mappingPublicKey: Uint8Array<ArrayBuffer> }> {
  if (protocol.mapping === 'integrated') {
    const ours = randomness.bytes(suite.keyBytes);
    await generalAuthenticate(session, 'PACE mapping', [tlv(MAPPING_TO_CHIP, ours)], 'chained');
    const mapped = group.mapIntegrated(pseudorandom(suite, nonce, ours, group.fieldBits));
    return { group: mapped, mappingPublicKey: new Uint8Array() };
  }
  const secret = randomness.scalar(group.order);
  const ours = group.publicKey(secret);
  const answer = await generalAuthenticate(session, 'PACE mapping', [tlv(MAPPING_TO_CHIP, ours)], 'chained');
  const theirs = Uint8Array.from(answer.required(MAPPING_FROM_CHIP));
  if (Buffer.from(theirs).equals(ours)) throw new ChipError('authentication', 'the chip sent our own key back');
  return { group: group.mapGeneric(nonce, group.multiply(theirs, secret)), mappingPublicKey: theirs };
}

/** §4.4.3.5.4: the IV is the encrypted block of ones. @throws ChipError `malformed` */
function openChipAuthenticationData(
  suite: CipherSuite,
  key: Uint8Array,
  encrypted: Uint8Array,
): Uint8Array<ArrayBuffer> {
  if (encrypted.length === 0 || encrypted.length % suite.blockBytes !== 0) {
    throw new ChipError('malformed', 'broken chip authentication data');
  }
  return unpad(suite.cbc('decrypt', key, encrypted, chipAuthenticationIv(suite, key)));
}

/** §4.4.3.5.4. */
export function chipAuthenticationIv(suite: CipherSuite, key: Uint8Array): Uint8Array<ArrayBuffer> {
  return suite.messagingIv(key, new Uint8Array(suite.blockBytes).fill(0xff));
}
