import { describe, expect, it } from 'vitest';
import { BOOLEAN, INTEGER, integerElement, oidElement, SEQUENCE, SET } from '../../../../../hardware/ber/universal.ts';
import { ascii, concat, tlv } from '../../../../../hardware/ber/write.ts';
import { createIssuingState } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import { basicConstraints, type Extension, masterListSigning } from '../../../../../hardware/simulation/pki/x509.ts';
import { readCertificate } from '../../../../../kiosk/rules/document/trust/certificate.ts';
import {
  mayCertify,
  maySignDocuments,
  maySignMasterLists,
  maySignRevocationLists,
} from '../../../../../kiosk/rules/document/trust/certificate-roles.ts';
import { CERTIFIES, signerBelow, SIGNS, VALIDITY } from './specimen-signers.ts';

const authority = createIssuingState('UT', VALIDITY).signingAuthority;
const withExtensions = (...extensions: readonly Extension[]) =>
  readCertificate(signerBelow(authority, { extensions }).certificate);

const PRINTABLE = 0x13;
const text = (type: string, tag = PRINTABLE) => tlv(tag, ascii(type));
const version = integerElement(0);
const typesOf = (value: Uint8Array) =>
  withExtensions(SIGNS, { oid: '2.23.136.1.1.6.2', critical: false, value }).documentTypes;

describe("a signer's document types", () => {
  it.each([
    ['as ICAO 9303-12 encodes them', tlv(SEQUENCE, version, tlv(SET, text('P'), text('ID'))), ['P', 'ID']],
    ['in a sequence instead of a set', tlv(SEQUENCE, version, tlv(SEQUENCE, text('P'))), ['P']],
    ['in the outer sequence', tlv(SEQUENCE, version, text('P')), ['P']],
    ['without a version', tlv(SEQUENCE, text('P')), ['P']],
    ['as a single string', text('P'), ['P']],
    ['in UTF-8, with a filler', tlv(SEQUENCE, version, tlv(SET, text('P<', 0x0c))), ['P']],
  ])('are read %s', (_what, value, types) => expect(typesOf(value)).toEqual(types));

  it.each([
    ['that are empty', tlv(SEQUENCE, version, tlv(SET))],
    ['that are not an element', ascii('P')],
    ['of another structure', tlv(SEQUENCE, version, tlv(SET, oidElement('2.5.4.3')))],
    ['that are truncated', concat(tlv(SEQUENCE, version), Uint8Array.of(0x31, 0x7f))],
  ])('%s count as absent, and the certificate is read', (_what, value) => expect(typesOf(value)).toBeUndefined());

  it('in a deviating form still exclude the types that they do not name', () => {
    expect(typesOf(text('I'))).toEqual(['I']);
    expect(typesOf(tlv(SEQUENCE, version, tlv(SEQUENCE, text('AR'))))).toEqual(['AR']);
  });
});

const usages = (...oids: readonly string[]): Extension => ({
  oid: '2.5.29.37',
  critical: false,
  value: tlv(SEQUENCE, ...oids.map(oidElement)),
});
const unknown = (critical: boolean): Extension => ({ oid: '2.5.29.30', critical, value: tlv(SEQUENCE) });
const CA = basicConstraints();
const NOT_CA: Extension = { ...CA, value: tlv(SEQUENCE) };
const FALSE_CA: Extension = {
  ...CA,
  value: tlv(SEQUENCE, tlv(BOOLEAN, Uint8Array.of(0)), tlv(INTEGER, Uint8Array.of(0))),
};

describe('roles of certificates: a certificate', () => {
  it.each([
    ['that signs', [SIGNS], ['documents']],
    ['that signs and states that it is not an authority', [SIGNS, NOT_CA], ['documents']],
    ['that signs, with an authority flag that is false', [SIGNS, FALSE_CA], ['documents']],
    ['with an unknown extension', [SIGNS, unknown(false)], ['documents']],
    ['with an unknown critical extension', [SIGNS, unknown(true)], []],
    ['without a key usage', [], []],
    ['for signing certificates only', [CERTIFIES], []],
    ['of an authority that also signs', [SIGNS, CA], []],
    ['for master lists', [SIGNS, masterListSigning()], ['master lists']],
    ['for master lists, without the right to sign', [CERTIFIES, masterListSigning()], []],
    ['for master lists, of an authority', [SIGNS, CA, masterListSigning()], []],
    ['for deviation lists', [SIGNS, usages('2.23.136.1.1.8')], []],
    ['for TLS clients', [SIGNS, usages('1.3.6.1.5.5.7.3.2')], []],
    ['for visible seals', [SIGNS, usages('2.23.136.1.1.14.1')], []],
    ['of an authority', [CERTIFIES, CA], ['certificates', 'revocation lists']],
    ['of an authority without a key usage', [CA], ['certificates', 'revocation lists']],
    ['of an authority with an unknown critical extension', [CERTIFIES, CA, unknown(true)], []],
    ['of an authority that states that it is not one', [CERTIFIES, NOT_CA], []],
  ] as const)('%s', (_what, extensions, may) => {
    const certificate = withExtensions(...extensions);
    const roles = [
      maySignDocuments(certificate) ? 'documents' : [],
      maySignMasterLists(certificate) ? 'master lists' : [],
      mayCertify(certificate) ? 'certificates' : [],
      maySignRevocationLists(certificate) ? 'revocation lists' : [],
    ].flat();
    expect(roles).toEqual(may);
  });

  it('with a duplicate extension is malformed, because readers could choose differently', () => {
    expect(() => withExtensions(SIGNS, CERTIFIES)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('has the same key fingerprint in every certificate for the key', () => {
    const { keyFingerprint } = readCertificate(authority.certificate);
    const { link, state } = createIssuingState('UT', VALIDITY).successor(VALIDITY);
    expect(readCertificate(link).keyFingerprint).toBe(
      readCertificate(state.signingAuthority.certificate).keyFingerprint,
    );
    expect(readCertificate(link).keyFingerprint).not.toBe(keyFingerprint);
  });
});
