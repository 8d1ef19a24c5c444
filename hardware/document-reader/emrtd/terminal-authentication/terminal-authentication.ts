/**
 * Terminal Authentication version 1, ICAO 9303-11 §7.1 and TR-03110-1 §3.5: the terminal proves to the chip that its state
 * permits it to read fingerprints. The private key stays with its owner, who provides a signing function.
 */
import { createHash } from 'node:crypto';
import { ascii, concat, tlv } from '../../../ber/write.ts';
import { ChipError } from '../chip-error.ts';
import type { ChipSession } from '../chip-session.ts';
import type { ChipAuthenticated } from '../chip-authentication.ts';
import { type CvCertificate } from './cv-certificate.ts';

export interface Terminal {
  /**
   * Certificates of verifying authorities, document verifiers and the terminal, in any order: one chain for each state that
   * grants access.
   */
  readonly certificates: readonly CvCertificate[];
  /**
   * Signs with the private key of the terminal certificate with that holder reference, by its algorithm: plain r and s for
   * ECDSA.
   */
  readonly sign: (message: Uint8Array, holderReference: string) => Promise<Uint8Array>;
}

const CHALLENGE_BYTES = 8;
const KEY_REFERENCE = 0x83;
const MAX_CERTIFICATES = 6;
const ROLE = 0xc0;

/**
 * The certificates that lead from one of the chip's trust points to the terminal, without the trust point's; `undefined`
 * when there is no path.
 */
export function certificatePath(
  certificates: readonly CvCertificate[],
  trustPoints: readonly string[],
): readonly CvCertificate[] | undefined {
  for (const own of certificates.filter(isTerminal)) {
    const path: CvCertificate[] = [];
    let wanted: CvCertificate | undefined = own;
    while (wanted !== undefined && path.length < MAX_CERTIFICATES) {
      path.unshift(wanted);
      if (trustPoints.includes(wanted.authorityReference)) return path;
      const { authorityReference, holderReference: holder }: CvCertificate = wanted;
      wanted = certificates.find(
        ({ holderReference }) => holderReference === authorityReference && holderReference !== holder,
      );
    }
  }
  return undefined;
}

/** Whether the role (the two high bits of the first byte, ICAO 9303-12 §C) is neither authority nor verifier. */
export function isTerminal({ rights }: CvCertificate): boolean {
  return ((rights[0] ?? ROLE) & ROLE) === 0;
}

/**
 * Runs the protocol in the session that Chip Authentication protects.
 *
 * Rejects with `ChipError` `refused`, with what `sign` rejects with, and with `DeviceError`.
 *
 * @param chipIdentity identity of the chip: document number with check digit after BAC, compressed ephemeral key after PACE
 */
export async function terminalAuthentication(
  session: ChipSession,
  path: readonly CvCertificate[],
  sign: Terminal['sign'],
  { ephemeralPublicKey, agreement }: ChipAuthenticated,
  chipIdentity: Uint8Array,
): Promise<void> {
  for (const { authorityReference, body, signatureObject } of path) {
    await session.expect('MSE:Set DST', {
      cla: 0x00,
      ins: 0x22,
      p1: 0x81,
      p2: 0xb6,
      data: tlv(KEY_REFERENCE, ascii(authorityReference)),
    });
    await session.expect('PSO:Verify Certificate', {
      cla: 0x00,
      ins: 0x2a,
      p1: 0x00,
      p2: 0xbe,
      data: concat(body, signatureObject),
    });
  }
  const terminal = path.at(-1);
  if (terminal === undefined) throw new ChipError('unsupported', 'a terminal without a certificate');
  await session.expect('MSE:Set AT', {
    cla: 0x00,
    ins: 0x22,
    p1: 0x81,
    p2: 0xa4,
    data: tlv(KEY_REFERENCE, ascii(terminal.holderReference)),
  });
  const challenge = await session.expect('GET CHALLENGE', {
    cla: 0x00,
    ins: 0x84,
    p1: 0x00,
    p2: 0x00,
    expected: CHALLENGE_BYTES,
  });
  if (challenge.length !== CHALLENGE_BYTES) throw new ChipError('malformed', 'a challenge of a wrong length');
  const message = concat(chipIdentity, challenge, compressed(agreement, ephemeralPublicKey));
  await session.expect('EXTERNAL AUTHENTICATE', {
    cla: 0x00,
    ins: 0x82,
    p1: 0x00,
    p2: 0x00,
    data: await sign(message, terminal.holderReference),
  });
}

/** Comp of TR-03110-3 §A.2.2.3: the x-coordinate of a point, SHA-1 of a DH public key. */
export function compressed(agreement: 'dh' | 'ecdh', publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  if (agreement === 'dh') return Uint8Array.from(createHash('sha1').update(publicKey).digest());
  return Uint8Array.from(publicKey.subarray(1, 1 + (publicKey.length - 1) / 2));
}
