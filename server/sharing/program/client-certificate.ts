/**
 * A certificate that a program signs for its own Ed25519 key (RFC 5280, RFC 8410). TLS needs one to prove the key; the server reads nothing
 * but the key from it. Pure.
 */
import { createPublicKey, type KeyObject, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const VERSION = 0xa0;
const UTC_TIME = 0x17;
/** id-Ed25519, 1.3.101.112. */
const ED25519 = Uint8Array.of(0x2b, 0x65, 0x70);
/** id-at-commonName, 2.5.4.3. */
const COMMON_NAME = Uint8Array.of(0x55, 0x04, 0x03);
/** From this year on, RFC 5280 §4.1.2.5 requires the long form of times. */
const LONG_TIMES = 2050;

/**
 * The certificate in PEM.
 *
 * @param key Ed25519
 * @param name at most 60 letters, digits and hyphens
 */
export function selfSignedCertificate(
  key: KeyObject,
  {
    name,
    serial,
    from,
    to,
  }: { readonly name: string; readonly serial: Uint8Array; readonly from: Date; readonly to: Date },
): string {
  const algorithm = tlv(SEQUENCE, tlv(OBJECT_ID, ED25519));
  const names = tlv(
    SEQUENCE,
    tlv(SET, tlv(SEQUENCE, tlv(OBJECT_ID, COMMON_NAME), tlv(UTF8_STRING, new TextEncoder().encode(name)))),
  );
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const certificate = tlv(
    SEQUENCE,
    tlv(VERSION, tlv(INTEGER, Uint8Array.of(2))),
    // Positive, whatever the first byte
    tlv(INTEGER, Uint8Array.of(0x01, ...serial)),
    algorithm,
    names,
    tlv(SEQUENCE, time(from), time(to)),
    names,
    spki,
  );
  const signature = tlv(BIT_STRING, Uint8Array.of(0, ...sign(null, certificate, key)));
  const base64 = Buffer.from(tlv(SEQUENCE, certificate, algorithm, signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
}

function time(date: Date): Uint8Array {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  const isLong = date.getUTCFullYear() >= LONG_TIMES;
  return tlv(isLong ? GENERALIZED_TIME : UTC_TIME, new TextEncoder().encode(isLong ? digits : digits.slice(2)));
}

function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.of(tag, ...size, ...content);
}
