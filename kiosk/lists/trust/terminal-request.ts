/** A request for a terminal's certificate, TR-03110-3 §C.2: the public key, the wanted reference, and a signature of the key. */
import { createHash } from 'node:crypto';
import { brainpoolP256r1 } from '@noble/curves/misc.js';
import { p256 } from '@noble/curves/nist.js';
import { oidElement } from '../../../hardware/ber/universal.ts';
import { ascii, concat, tlv } from '../../../hardware/ber/write.ts';
import {
  CV_CERTIFICATE,
  PUBLIC_KEY,
} from '../../../hardware/document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import type { TerminalCurve, TerminalKey, TerminalKeys } from '../../../hardware/secure-element/terminal-keys.ts';

/** id-TA-ECDSA-SHA-256. */
const ALGORITHM = '0.4.0.127.0.7.2.2.2.2.3';
const BODY = 0x7f4e;
const PROFILE = 0x5f29;
const HOLDER_REFERENCE = 0x5f20;
const SIGNATURE = 0x5f37;
const FIELD_BYTES = 32;

/** Country, mnemonic, sequence number (TR-03110-3 §C.1.2). */
export const HOLDER_REFERENCE_FORM = /^[A-Z]{2}[A-Za-z0-9]{0,9}[A-Z0-9]{5}$/;

const CURVES: Readonly<Record<TerminalCurve, typeof p256.Point>> = {
  'P-256': p256.Point,
  brainpoolP256r1: brainpoolP256r1.Point,
};

/** Rejects as the secure element does. @param holderReference as `HOLDER_REFERENCE_FORM` */
export async function terminalRequest(
  key: TerminalKey,
  holderReference: string,
  signWith: TerminalKeys['sign'],
): Promise<Uint8Array> {
  const body = tlv(
    BODY,
    tlv(PROFILE, Uint8Array.of(0)),
    publicKeyObject(key),
    tlv(HOLDER_REFERENCE, ascii(holderReference)),
  );
  const signature = await signWith(key.name, createHash('sha256').update(body).digest());
  return tlv(CV_CERTIFICATE, body, tlv(SIGNATURE, signature));
}

/** With domain parameters, because no issuer has given them yet (TR-03110-3 §D.3.3). */
function publicKeyObject({ curve, point }: TerminalKey): Uint8Array {
  const { p, a, b, n, h, Gx, Gy } = CURVES[curve].CURVE();
  const field = (value: bigint): Uint8Array => Buffer.from(value.toString(16).padStart(2 * FIELD_BYTES, '0'), 'hex');
  return tlv(
    PUBLIC_KEY,
    oidElement(ALGORITHM),
    ...[p, a, b].map((value, at) => tlv(0x81 + at, field(value))),
    tlv(0x84, concat(Uint8Array.of(4), field(Gx), field(Gy))),
    tlv(0x85, field(n)),
    tlv(0x86, point),
    tlv(0x87, Uint8Array.of(Number(h))),
  );
}
