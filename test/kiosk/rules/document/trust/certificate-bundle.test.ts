import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIssuingState } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import { bundleOf, isBundle, readBundle } from '../../../../../kiosk/rules/document/trust/certificate-bundle.ts';
import fc from '../../../../support/seeded-properties.ts';
import { missingSystemParts } from '../../../../support/system-part.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { DAY_MS, deviationList, NOW, VALIDITY } from './specimen-signers.ts';

const state = createIssuingState('UT', VALIDITY);
const certificates = [state.signingAuthority.certificate, state.documentSigner(VALIDITY).certificate];
const revocationLists = [1, 2].map((number) =>
  state.revocationList({ number, thisUpdate: NOW, nextUpdate: NOW + DAY_MS, revoked: [] }),
);

describe('a bundle of certificates', () => {
  it('returns its members unchanged and in order', () => {
    for (const members of [
      { certificates, revocationLists },
      { certificates, revocationLists: [] },
      { certificates: [], revocationLists },
      { certificates: [], revocationLists: [] },
    ]) {
      const file = bundleOf(members);
      expect(isBundle(file)).toBe(true);
      const read = readBundle(file);
      expect(read.certificates.map((one) => Buffer.from(one))).toEqual(
        members.certificates.map((one) => Buffer.from(one)),
      );
      expect(read.revocationLists.map((one) => Buffer.from(one))).toEqual(
        members.revocationLists.map((one) => Buffer.from(one)),
      );
    }
  });

  it.each([
    ['a certificate', certificates[0]!],
    ['a revocation list', revocationLists[0]!],
    ['text', Uint8Array.from(Buffer.from('no bundle'))],
  ])('is told apart from %s', (_what, file) => {
    expect(isBundle(file)).toBe(false);
    expect(() => readBundle(file)).toThrow(expect.objectContaining({ name: 'TrustError', code: 'malformed' }));
  });

  it('is refused with content or a signer, because no signature of a bundle is verified', () => {
    const signed = deviationList(state.documentSigner(VALIDITY), []);
    expect(isBundle(signed)).toBe(true);
    expect(() => readBundle(signed)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('from any bytes is read or refused with a TrustError', () => {
    const whole = bundleOf({ certificates, revocationLists });
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), length: fc.nat(whole.length) });
    fc.assert(
      fc.property(change, ({ at, byte, length }) => {
        const file = Uint8Array.from(whole.subarray(0, length));
        if (at < file.length) file[at] = byte;
        try {
          readBundle(file);
        } catch (error) {
          expect(error).toMatchObject({ name: 'TrustError' });
        }
      }),
      { numRuns: 300 },
    );
  });

  const missing = missingSystemParts('the comparison with OpenSSL', ['openssl']);
  it.skipIf(missing !== undefined)(`is what OpenSSL reads and writes ${missing ?? ''}`, () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    writeFileSync(at('ours.p7'), bundleOf({ certificates, revocationLists }));
    const listed = execFileSync('openssl', [
      'pkcs7',
      '-inform',
      'DER',
      '-in',
      at('ours.p7'),
      '-print_certs',
    ]).toString();
    expect(listed.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(listed.match(/BEGIN X509 CRL/g)).toHaveLength(2);

    const pem = certificates.map((one) => new X509Certificate(one).toString()).join('');
    writeFileSync(at('all.pem'), pem);
    execFileSync('openssl', [
      'crl2pkcs7',
      '-nocrl',
      '-certfile',
      at('all.pem'),
      '-outform',
      'DER',
      '-out',
      at('theirs.p7'),
    ]);
    const theirs = Uint8Array.from(execFileSync('cat', [at('theirs.p7')]));
    const digests = (all: readonly Uint8Array[]) =>
      all.map((one) => createHash('sha256').update(one).digest('hex')).sort();
    expect(digests(readBundle(theirs).certificates)).toEqual(digests(certificates));
  });
});
