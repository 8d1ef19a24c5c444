/** A chip's static public key, as a SubjectPublicKeyInfo (RFC 5480, RFC 3279 §2.3.3), in a group of ICAO 9303-11 table 6. */
import { expectTag } from '../../ber/find.ts';
import { BerError } from '../../ber/ber-error.ts';
import type { BerElement } from '../../ber/read.ts';
import {
  INTEGER,
  OBJECT_IDENTIFIER,
  readBitString,
  readOid,
  readSmallInteger,
  readUnsigned,
  SEQUENCE,
} from '../../ber/universal.ts';
import { readBer } from '../../ber/read.ts';
import { ChipError } from './chip-error.ts';
import { toBytes, toNumber } from './cryptography/bytes.ts';
import { STANDARDISED_IDS, standardisedDhGroup, standardisedGroup } from './cryptography/domain-parameters.ts';
import { dhGroup } from './cryptography/dh-group.ts';
import type { Group } from './cryptography/group.ts';
import {
  DH_KEY_AGREEMENT,
  DH_PUBLIC_NUMBER,
  EC_PUBLIC_KEY,
  NAMED_CURVES,
  STANDARDISED_DOMAIN_PARAMETERS,
} from './object-identifiers.ts';

export interface ChipPublicKey {
  readonly group: Group;
  /** Encoded as in `Group`. */
  readonly element: Uint8Array<ArrayBuffer>;
}

/** Sizes of a modulus that are accepted, bits. */
const MODULUS_BITS = { least: 1_024, most: 4_096 };
const OCTET_STRING = 0x04;

/** @throws BerError, ChipError `unsupported` */
export function readChipPublicKey(info: BerElement): ChipPublicKey {
  const [algorithm, key] = expectTag(info, SEQUENCE).children();
  const bits = readBitString(expectTag(key, 0x03));
  const group = groupOf(expectTag(algorithm, SEQUENCE));
  return { group, element: group.kind === 'ecdh' ? bits : dhElement(bits, group.fieldBytes) };
}

/** The group of an AlgorithmIdentifier. @throws BerError, ChipError `unsupported` */
export function groupOf(algorithm: BerElement): Group {
  const [oid, parameters] = algorithm.children();
  switch (readOid(expectTag(oid, OBJECT_IDENTIFIER))) {
    case STANDARDISED_DOMAIN_PARAMETERS:
      return standardisedGroup(readSmallInteger(expectTag(parameters, INTEGER)));
    case EC_PUBLIC_KEY:
      return parameters?.tag === OBJECT_IDENTIFIER
        ? namedCurve(readOid(parameters))
        : explicitCurve(expectTag(parameters, SEQUENCE));
    case DH_PUBLIC_NUMBER:
      return dhParameters(expectTag(parameters, SEQUENCE));
    case DH_KEY_AGREEMENT:
      return dhParametersWithoutOrder(expectTag(parameters, SEQUENCE));
    default:
      throw new ChipError('unsupported', 'a public key of another algorithm');
  }
}

function namedCurve(oid: string): Group {
  const id = NAMED_CURVES[oid];
  if (id === undefined) throw new ChipError('unsupported', `curve ${oid}`);
  return standardisedGroup(id);
}

/**
 * Looks up explicit parameters (RFC 3279 §2.3.5, required by ICAO 9303-12) among the standardised curves by modulus,
 * generator and order. A key on any other curve proves nothing about its holder.
 */
function explicitCurve(parameters: BerElement): Group {
  const [, field, , base, order, cofactor] = parameters.children();
  const [, modulus] = expectTag(field, SEQUENCE).children();
  if (cofactor !== undefined && readSmallInteger(cofactor) !== 1) throw new ChipError('unsupported', 'a cofactor');
  const p = toNumber(readUnsigned(expectTag(modulus, INTEGER)));
  const n = toNumber(readUnsigned(expectTag(order, INTEGER)));
  const generator = expectTag(base, OCTET_STRING).content;
  for (const id of STANDARDISED_IDS) {
    const group = standardisedGroup(id);
    if (group.kind === 'ecdh' && group.order === n && sameBase(group, generator, p)) return group;
  }
  throw new ChipError('unsupported', 'a curve that is not among the standardised ones');
}

function sameBase(group: Group, generator: Uint8Array, p: bigint): boolean {
  const own = group.publicKey(1n);
  const compressed = generator[0] === 0x02 || generator[0] === 0x03;
  const given = compressed ? generator.subarray(1) : generator;
  const due = compressed ? own.subarray(1, 1 + group.fieldBytes) : own;
  return p.toString(2).length === group.fieldBits && Buffer.from(given).equals(due);
}

/** DomainParameters of RFC 3279 §2.3.3: p, g, q. */
function dhParameters(parameters: BerElement): Group {
  const [p, g, q] = parameters.children().map((number) => toNumber(readUnsigned(number)));
  if (p === undefined || g === undefined || q === undefined) throw new BerError('unexpected', 'no p, g and q');
  const plausible = isPlausible(p, g) && q > 0n && (p - 1n) % q === 0n;
  if (!plausible || q.toString(2).length < 160) throw new ChipError('unsupported', 'implausible domain parameters');
  return dhGroup({ p, g, q });
}

/**
 * DHParameter of PKCS #3 §9: p, g, and optionally the length of secrets. The order of the generator is missing. It is taken
 * from the standardised group with the same p and g; otherwise the order of all numbers below p is used, which holds for
 * every element.
 */
function dhParametersWithoutOrder(parameters: BerElement): Group {
  const [p, g] = parameters.children().map((number) => toNumber(readUnsigned(number)));
  if (p === undefined || g === undefined) throw new BerError('unexpected', 'no p and g');
  if (!isPlausible(p, g)) throw new ChipError('unsupported', 'implausible domain parameters');
  return standardisedDhGroup(p, g) ?? dhGroup({ p, g, q: p - 1n });
}

function isPlausible(p: bigint, g: bigint): boolean {
  const bits = p.toString(2).length;
  return bits >= MODULUS_BITS.least && bits <= MODULUS_BITS.most && (p & 1n) === 1n && g > 1n && g < p - 1n;
}

/** A DH public key is an INTEGER within the bit string, RFC 3279 §2.3.3. */
function dhElement(bits: Uint8Array<ArrayBuffer>, fieldBytes: number): Uint8Array<ArrayBuffer> {
  const value = toNumber(readUnsigned(readBer(bits)));
  if (value.toString(2).length > fieldBytes * 8) throw new BerError('unexpected', 'a key larger than its modulus');
  return toBytes(value, fieldBytes);
}
