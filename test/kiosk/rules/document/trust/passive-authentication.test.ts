import { describe, expect, it } from 'vitest';
import { oidElement, SEQUENCE, SET } from '../../../../../hardware/ber/universal.ts';
import { ascii, tlv } from '../../../../../hardware/ber/write.ts';
import type { ElementaryFile } from '../../../../../hardware/document-reader/elementary-file.ts';
import { createIssuingState, type Signer } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import type { SignedDataFields } from '../../../../../hardware/simulation/pki/signed-data.ts';
import { basicConstraints, masterListSigning } from '../../../../../hardware/simulation/pki/x509.ts';
import { pinnedPool } from '../../../../../kiosk/rules/document/trust/csca-pool.ts';
import { passiveAuthentication } from '../../../../../kiosk/rules/document/trust/passive-authentication.ts';
import {
  CERTIFIES,
  certificateFor,
  DAY_MS,
  ldsContent,
  NOW,
  securityObjectFile,
  type SignerForm,
  signerBelow,
  SIGNS,
} from './specimen-signers.ts';

const VALID = { notBefore: NOW - 400 * DAY_MS, notAfter: NOW + 400 * DAY_MS };
const authority = createIssuingState('UT', VALID).signingAuthority;
const signer = signerBelow(authority);

const GROUPS = { 1: ascii('zone'), 2: ascii('portrait'), 14: ascii('keys of the chip'), 15: ascii('key of the chip') };
const filesOf = (groups: Readonly<Record<number, Uint8Array<ArrayBuffer>>>) =>
  Object.entries(groups).map(([number, file]) => [`EF.DG${number}` as ElementaryFile, file] as const);

/** Findings about files signed as specified; `open` contains the checks that did not pass. */
function inspect(
  sod: Uint8Array<ArrayBuffer>,
  groups: Readonly<Record<number, Uint8Array<ArrayBuffer>>> = GROUPS,
  anchors: readonly Uint8Array<ArrayBuffer>[] = [authority.certificate],
) {
  const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>([['EF.SOD', sod], ...filesOf(groups)]);
  const store = { pool: pinnedPool(anchors), revocationLists: new Map(), defects: undefined };
  const signed = { files, issuingState: 'UTO', documentCode: 'P' };
  const { findings, genuine } = passiveAuthentication(signed, store, { oldestRevocationListMs: DAY_MS }, NOW);
  const open = Object.entries(findings).filter(
    ([name, { result }]) => name !== 'document-signer-not-revoked' && result !== 'passed',
  );
  return {
    genuine: [...genuine],
    open: Object.fromEntries(open.map(([name, { result, reason }]) => [name, reason ?? result])),
  };
}

const signedBy = (one: Signer, changes: Partial<SignedDataFields> = {}) =>
  securityObjectFile({ content: ldsContent(GROUPS), signer: one, ...changes });

const ID_DATA = '1.2.840.113549.1.7.1';

describe('a security object whose content', () => {
  it.each([
    ['is labelled as data', ID_DATA],
    ["has Belgium's and France's name", '1.3.27.1.1.1'],
    ["has the Netherlands' name", '1.2.528.1.1006.1.20.1'],
  ])('%s is accepted', (_what, contentType) => expect(inspect(signedBy(signer, { contentType })).open).toEqual({}));

  it.each([
    [
      'is labelled as data and is another structure',
      { contentType: ID_DATA, content: tlv(SEQUENCE, ascii('minutes')) },
    ],
    ['is labelled as data and is text', { contentType: ID_DATA, content: ascii('hello') }],
    ['is a master list', { contentType: '2.23.136.1.1.2', content: ldsContent(GROUPS) }],
    ['is labelled as security infos', { contentType: '0.4.0.127.0.7.3.2.1', content: ldsContent(GROUPS) }],
  ])('%s is refused', (_what, changes) => {
    const { open, genuine } = inspect(signedBy(signer, changes));
    expect(open['security-object-readable']).toBe('malformed');
    expect(genuine).toEqual([]);
  });

  it('was signed under one type and is labelled with another is refused', () => {
    const signed = signedBy(signer);
    const [from, to] = [oidElement('2.23.136.1.1.1'), oidElement('1.3.27.1.1.1')];
    const at = Buffer.from(signed).indexOf(from);
    // The first is the content's own, the one in the attributes stays; both identifiers must be as long
    const renamed = Uint8Array.from(signedBy(signer, { contentType: '2.23.136.1.1.1' }));
    renamed.set(oidElement('2.23.136.1.1.9'), at);
    expect(to.length).toBeLessThanOrEqual(from.length);
    expect(inspect(renamed).open['security-object-readable']).toBe('malformed');
    const data = Uint8Array.from(signedBy(signer, { contentType: '1.3.27.1.1.2', content: ldsContent(GROUPS) }));
    data.set(to, Buffer.from(data).indexOf(oidElement('1.3.27.1.1.2')));
    expect(inspect(data).open['security-object-signature']).toBe('signature-wrong');
    expect(inspect(data).genuine).toEqual([]);
  });
});

describe("a signer's issuer", () => {
  const part = (oid: string, tag: number, text: string) =>
    tlv(SET, tlv(SEQUENCE, oidElement(oid), tlv(tag, ascii(text))));
  const country = part('2.5.4.6', 0x13, 'UT');
  const common = part('2.5.4.3', 0x0c, 'Specimen CSCA UT');

  it('may have the parts of its name in another order', () => {
    expect(inspect(signedBy(signer, { issuerName: tlv(SEQUENCE, common, country) })).open).toEqual({});
  });

  it.each([
    ['without a part', tlv(SEQUENCE, country)],
    ['with another part', tlv(SEQUENCE, country, part('2.5.4.3', 0x0c, 'Specimen CSCA NX'))],
  ])('named %s is not the issuer of the certificate', (_what, issuerName) => {
    expect(inspect(signedBy(signer, { issuerName })).open).toMatchObject({
      'security-object-signature': 'no-signer-certificate',
    });
  });
});

describe('an unreadable certificate beside the signature', () => {
  it('is skipped if the signer’s certificate is there too', () => {
    expect(inspect(signedBy(signer, { otherCertificates: [tlv(SEQUENCE, ascii('?'))] })).open).toEqual({});
  });
});

describe('of the certificates of one authority’s key, all that verify count:', () => {
  const anchor = (form: SignerForm) =>
    certificateFor(authority.publicKey, authority.name, authority, {
      extensions: [CERTIFIES, basicConstraints()],
      ...form,
    });
  const ended = anchor({ notBefore: NOW - 900 * DAY_MS, notAfter: NOW - DAY_MS });
  const lasting = anchor({ notBefore: NOW - 100 * DAY_MS, notAfter: NOW + 100 * DAY_MS });
  const coming = anchor({ notBefore: NOW + DAY_MS, notAfter: NOW + 900 * DAY_MS });

  it.each([
    ['an expired one before a valid one', [ended, lasting], {}],
    ['a valid one before an expired one', [lasting, ended], {}],
    ['an expired one alone', [ended], { 'document-signer-validity': 'expired' }],
    ['an expired one and a future one', [ended, coming], { 'document-signer-validity': 'expired' }],
    ['a future one alone', [coming], { 'document-signer-validity': 'not-yet-valid' }],
    ['a future one beside a valid one', [coming, lasting], {}],
  ] as const)('%s', (_what, anchors, open) => expect(inspect(signedBy(signer), GROUPS, anchors).open).toEqual(open));

  it('a document signed before the renewal is valid by the certificate of that time', () => {
    const signedAt = NOW - 300 * DAY_MS;
    expect(inspect(signedBy(signer, { signedAt }), GROUPS, [lasting, ended]).open).toEqual({});
    expect(inspect(signedBy(signer, { signedAt }), GROUPS, [lasting]).open).toEqual({
      'document-signer-validity': 'not-yet-valid',
    });
  });

  it('a certificate that is no authority does not count', () => {
    const plain = anchor({ extensions: [SIGNS], notAfter: NOW + 900 * DAY_MS });
    expect(inspect(signedBy(signer), GROUPS, [plain]).open).toMatchObject({
      'document-signer-trusted': 'unknown-authority',
    });
    expect(inspect(signedBy(signer), GROUPS, [ended, plain]).open).toEqual({ 'document-signer-validity': 'expired' });
  });
});

describe('a signer that is not for documents is not trusted, and no file is genuine:', () => {
  it.each([
    ['one for master lists', { extensions: [SIGNS, masterListSigning()] }],
    ['an authority', { extensions: [CERTIFIES, basicConstraints()] }],
    ['one without a usage', { extensions: [] }],
  ])('%s', (_what, form) => {
    const { open, genuine } = inspect(signedBy(signerBelow(authority, form)));
    expect(open).toEqual({ 'document-signer-trusted': 'not-a-document-signer' });
    expect(genuine).toEqual([]);
  });

  it('a signer below a document signer', () => {
    const between = signerBelow(authority);
    const anchors = [authority.certificate, between.certificate];
    expect(inspect(signedBy(signerBelow(between)), GROUPS, anchors).open).toMatchObject({
      'document-signer-trusted': 'unknown-authority',
    });
  });
});

describe('a data group that was signed', () => {
  const without = (...numbers: readonly number[]) =>
    Object.fromEntries(Object.entries(GROUPS).filter(([number]) => !numbers.includes(Number(number))));

  it.each([[[1]], [[2]], [[14]], [[15]], [[14, 15]], [[1, 2]]])('and is not given counts as absent: %j', (numbers) => {
    expect(inspect(signedBy(signer), without(...numbers)).open).toEqual({ 'data-group-hashes': 'absent' });
  });

  it('and is not given counts as wrong rather than absent if another was altered', () => {
    const groups = { ...without(14), 2: ascii('another') };
    expect(inspect(signedBy(signer), groups).open).toEqual({ 'data-group-hashes': 'hash-wrong' });
  });

  it.each([3, 4, 5, 7, 11, 12, 13, 16])('may be withheld if no check needs it: %i', (number) => {
    const content = ldsContent({ ...GROUPS, [number]: ascii('more') });
    expect(inspect(signedBy(signer, { content })).open).toEqual({});
  });

  it('is not needed when it was not signed', () => {
    const content = ldsContent(without(14, 15));
    expect(inspect(signedBy(signer, { content }), without(14, 15)).open).toEqual({});
  });

  it('does not replace one that was not signed', () => {
    const content = ldsContent(without(15));
    const { open, genuine } = inspect(signedBy(signer, { content }));
    expect(open).toEqual({ 'data-group-hashes': 'not-in-security-object' });
    expect(genuine).not.toContain('EF.DG15');
  });
});
