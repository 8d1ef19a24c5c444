/** The certificate revocation list (RFC 5280 §5), signed every few seconds and valid for a minute. */
import type { IssuedCertificate, RevocationReason } from './certificate-table.ts';
import { SIGNATURE_ALGORITHM } from '../../platform/keys/authority-signer.ts';
import { signingWith, type Authority } from './authority.ts';
import { type X509, x509 } from './x509.ts';

/** From `thisUpdate` to `nextUpdate`, ms. */
export const LIST_LIFETIME_MS = 60_000;

const REASONS = {
  'key-compromise': 'keyCompromise',
  superseded: 'superseded',
  'cessation-of-operation': 'cessationOfOperation',
} as const satisfies { readonly [Reason in RevocationReason]: keyof typeof X509.X509CrlReason };

/** DER. */
export async function signRevocationList(
  authority: Authority,
  revoked: readonly IssuedCertificate[],
  nowMs: number,
): Promise<Uint8Array> {
  const { signer } = authority;
  const thisUpdate = Math.floor(nowMs / 1_000) * 1_000;
  const list = await x509.X509CrlGenerator.create(
    {
      issuer: authority.name,
      thisUpdate: new Date(thisUpdate),
      nextUpdate: new Date(thisUpdate + LIST_LIFETIME_MS),
      signingAlgorithm: SIGNATURE_ALGORITHM,
      signingKey: signer.publicKey,
      entries: revoked.map(({ serial, revokedAt, reason }) => ({
        serialNumber: serial,
        revocationDate: new Date(revokedAt ?? thisUpdate),
        ...(reason !== null && { reason: x509.X509CrlReason[REASONS[reason]] }),
      })),
      extensions: [await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey), listNumber(thisUpdate)],
    },
    signingWith(signer),
  );
  return new Uint8Array(list.rawData);
}

/** id-ce-cRLNumber, RFC 5280 §5.2.3: the time of signing, so that numbers increase. */
function listNumber(atMs: number): X509.Extension {
  const digits = atMs.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const integer = (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]);
  return new x509.Extension('2.5.29.20', false, Buffer.concat([Buffer.of(0x02, integer.length), integer]));
}
