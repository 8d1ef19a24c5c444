import { type Group } from '../cryptography/group.ts';
import type { CipherSuite } from '../cryptography/cipher-suite.ts';
import { oidElement } from '../../../ber/universal.ts';
import { tlv } from '../../../ber/write.ts';

const PUBLIC_KEY = 0x7f49;
const DH_PUBLIC_VALUE = 0x84;
const EC_PUBLIC_POINT = 0x86;

/** The public key data object, ICAO 9303-11 §9.4, without domain parameters. */
export function publicKeyObject(oid: string, kind: Group['kind'], publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return tlv(PUBLIC_KEY, oidElement(oid), tlv(kind === 'dh' ? DH_PUBLIC_VALUE : EC_PUBLIC_POINT, publicKey));
}

/** Proof of the agreed key, §4.4.3.4: 8 bytes over the other side's public key. */
export function authenticationToken(
  suite: CipherSuite,
  key: Uint8Array,
  oid: string,
  kind: Group['kind'],
  theirPublicKey: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return suite.authenticate(key, publicKeyObject(oid, kind, theirPublicKey));
}
