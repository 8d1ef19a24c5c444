/** Universal types of ASN.1 in BER, ITU-T X.690 §8. */
import { BerError } from './ber-error.ts';
import type { BerElement } from './read.ts';
import { bigEndian, concat, tlv } from './write.ts';

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OBJECT_IDENTIFIER = 0x06;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const SET = 0x31;

const CONSTRUCTED_OCTET_STRING = 0x24;
/** Longest identifier in a travel document. */
const LONGEST_OID_BYTES = 32;

/** §8.19, as dotted decimals. @throws BerError */
export function readOid(element: BerElement): string {
  if (element.tag !== OBJECT_IDENTIFIER) throw new BerError('unexpected', 'expected an object identifier');
  return oidFromContent(element.content);
}

/** Decodes content octets. @throws BerError `malformed` */
export function oidFromContent(content: Uint8Array): string {
  if (content.length === 0 || content.length > LONGEST_OID_BYTES || (content.at(-1)! & 0x80) !== 0) {
    throw new BerError('malformed', 'an object identifier of a wrong length');
  }
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new BerError('limit-exceeded', 'an arc beyond 2^53');
    if ((byte & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** Encodes a dotted identifier as content octets. Throws `RangeError` when it is not one. */
export function oidContent(oid: string): Uint8Array<ArrayBuffer> {
  const arcs = oid.split('.').map(Number);
  const [root, second, ...rest] = arcs;
  const possible = root !== undefined && second !== undefined && root <= 2 && (root === 2 || second < 40);
  if (!possible || arcs.some((arc) => !Number.isSafeInteger(arc) || arc < 0)) {
    throw new RangeError(`not an object identifier: ${oid}`);
  }
  return concat(...[root * 40 + second, ...rest].map(base128));
}

/** Encodes an OBJECT IDENTIFIER element. */
export function oidElement(oid: string): Uint8Array<ArrayBuffer> {
  return tlv(OBJECT_IDENTIFIER, oidContent(oid));
}

/** §8.3, as a number. @throws BerError `limit-exceeded` beyond 2^53, `malformed` when empty or negative */
export function readSmallInteger(element: BerElement): number {
  const value = readUnsigned(element);
  if (value.length > 6) throw new BerError('limit-exceeded', `an integer of ${value.length} bytes`);
  return value.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** §8.3: the magnitude of a non-negative integer, without leading zeros; empty for zero. @throws BerError */
export function readUnsigned(element: BerElement): Uint8Array<ArrayBuffer> {
  const { tag, content } = element;
  if (tag !== INTEGER) throw new BerError('unexpected', 'expected an integer');
  if (content.length === 0 || (content[0]! & 0x80) !== 0) throw new BerError('malformed', 'not a non-negative integer');
  const start = content.findIndex((byte) => byte !== 0);
  return start < 0 ? content.subarray(content.length) : content.subarray(start);
}

/** Encodes a non-negative INTEGER element of this magnitude. */
export function integerElement(magnitude: Uint8Array | number): Uint8Array<ArrayBuffer> {
  const bytes = typeof magnitude === 'number' ? bigEndian(magnitude) : magnitude;
  const start = bytes.findIndex((byte) => byte !== 0);
  const trimmed = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return tlv(INTEGER, (trimmed[0]! & 0x80) === 0 ? trimmed : concat(Uint8Array.of(0), trimmed));
}

/** §8.6, whole octets only. @throws BerError `malformed` when bits are unused or the string is empty */
export function readBitString(element: BerElement): Uint8Array<ArrayBuffer> {
  if (element.tag !== BIT_STRING) throw new BerError('unexpected', 'expected a bit string');
  if (element.content[0] !== 0) throw new BerError('malformed', 'a bit string with unused bits');
  return element.content.subarray(1);
}

/** §8.7: a view, or a copy that joins the parts of a constructed string. @throws BerError */
export function readOctetString(element: BerElement): Uint8Array<ArrayBuffer> {
  if (element.tag === OCTET_STRING) return element.content;
  if (element.tag !== CONSTRUCTED_OCTET_STRING) throw new BerError('unexpected', 'expected an octet string');
  return concat(...element.children().map(readOctetString));
}

/**
 * §8.25 and §8.26: seconds and time zone `Z` are required, as DER and ICAO 9303-12 do. Milliseconds since 1970.
 *
 * @throws BerError
 */
export function readTime({ tag, content }: BerElement): number {
  const yearDigits = tag === UTC_TIME ? 2 : 4;
  if (tag !== UTC_TIME && tag !== GENERALIZED_TIME) throw new BerError('unexpected', 'expected a time');
  const text = String.fromCharCode(...content.subarray(0, 32));
  const parts = (tag === UTC_TIME ? /^(\d{2})(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text);
  if (content.length > 32 || parts === null) throw new BerError('malformed', 'not a time in DER');
  const year = Number(text.slice(0, yearDigits));
  const fullYear = tag === UTC_TIME ? year + (year < 50 ? 2000 : 1900) : year;
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((at) => Number(parts[2]!.slice(at, at + 2))) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const time = Date.UTC(fullYear, month - 1, day, hour, minute, second);
  const back = new Date(time);
  const exists =
    back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!exists) throw new BerError('malformed', 'a time that does not exist');
  return time;
}

function base128(value: number): Uint8Array {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 0x80);
  return Uint8Array.from(bytes);
}
