import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBer } from '../../../../../hardware/ber/read.ts';
import {
  BOOLEAN,
  integerElement,
  NULL,
  OCTET_STRING,
  oidElement,
  SEQUENCE,
  SET,
} from '../../../../../hardware/ber/universal.ts';
import { ascii, tlv } from '../../../../../hardware/ber/write.ts';
import { createIssuingState, type Signer } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import { digestIdentifier, signedData } from '../../../../../hardware/simulation/pki/signed-data.ts';
import {
  basicConstraints,
  type Extension,
  masterListSigning,
  nameElement,
} from '../../../../../hardware/simulation/pki/x509.ts';
import { readCertificate } from '../../../../../kiosk/rules/document/trust/certificate.ts';
import { EMPTY_POOL, pinnedPool, withLinkCertificate } from '../../../../../kiosk/rules/document/trust/csca-pool.ts';
import { defectsOf, importDefectList } from '../../../../../kiosk/rules/document/trust/defect-list.ts';
import { importMasterList } from '../../../../../kiosk/rules/document/trust/master-list.ts';
import { readSecurityObject } from '../../../../../kiosk/rules/document/trust/security-object.ts';
import { TrustError } from '../../../../../kiosk/rules/document/trust/trust-error.ts';
import { CERTIFIES, certificateFor, signerBelow, SIGNS } from './specimen-signers.ts';

const NOW = Date.UTC(2030, 5, 1);
const DAY_MS = 86_400_000;
const validity = { notBefore: NOW - 400 * DAY_MS, notAfter: NOW + 400 * DAY_MS };

const state = createIssuingState('UT', validity);
const other = createIssuingState('NX', validity);
const root = readCertificate(state.signingAuthority.certificate);
const listSigner = state.masterListSigner(validity);

const refusedWith = (code: TrustError['code']) => expect.objectContaining({ name: 'TrustError', code });

function masterList(
  changes: { signer?: Signer; signedAt?: number; contents?: readonly Uint8Array[]; type?: string } = {},
) {
  const { signer = listSigner, signedAt = NOW - DAY_MS, type = '2.23.136.1.1.2' } = changes;
  const contents = changes.contents ?? [state.signingAuthority.certificate, other.signingAuthority.certificate];
  const content = tlv(SEQUENCE, integerElement(0), tlv(SET, ...contents));
  return signedData({ contentType: type, content, digest: 'sha256', signer, signedAt });
}

describe('a master list', () => {
  const take = (file: Uint8Array<ArrayBuffer>, pool = EMPTY_POOL) => importMasterList(pool, file, [root], NOW);

  it('fills the pool, and reports its content', () => {
    const taken = take(masterList());
    expect(taken).toMatchObject({ country: 'UT', certificates: 2, added: 2, countries: ['NX', 'UT'], unreadable: [] });
    expect(take(masterList(), taken.pool)).toMatchObject({ certificates: 2, added: 0 });
  });

  it('skips malformed entries, and reports their positions', () => {
    const contents = [state.signingAuthority.certificate, tlv(SEQUENCE, ascii('nothing'))];
    expect(take(masterList({ contents }))).toMatchObject({ certificates: 1, unreadable: [1] });
  });

  it.each([
    ['another state signed', () => masterList({ signer: other.masterListSigner(validity) }), 'untrusted'],
    ['a document signer signed', () => masterList({ signer: state.documentSigner(validity) }), 'untrusted'],
    ['was signed in the future', () => masterList({ signedAt: NOW + DAY_MS }), 'untrusted'],
    [
      'was signed before its signer’s certificate began',
      () => masterList({ signedAt: NOW - 500 * DAY_MS }),
      'untrusted',
    ],
    ['is another structure', () => masterList({ type: '2.23.136.1.1.1' }), 'malformed'],
    ['is empty', () => Uint8Array.of(0x30, 0x00), 'malformed'],
  ] as const)('that %s is refused', (_what, file, code) => {
    expect(() => take(file())).toThrow(refusedWith(code));
  });

  it('with a changed byte is refused', () => {
    const file = masterList();
    file[file.length - 5]! ^= 1;
    expect(() => take(file)).toThrow(TrustError);
  });

  it('older than the previous one is refused, the same one is not', () => {
    const { pool } = take(masterList());
    expect(() => take(masterList({ signedAt: NOW - 2 * DAY_MS }), pool)).toThrow(refusedWith('roll-back'));
    expect(take(masterList(), pool).added).toBe(0);
  });

  it('is accepted when its signer is certified by an authority in the list that a pinned root certified', () => {
    const { link, state: next } = state.successor(validity);
    const signer = next.masterListSigner(validity);
    const content = tlv(SEQUENCE, integerElement(0), tlv(SET, state.signingAuthority.certificate));
    const fields = {
      contentType: '2.23.136.1.1.2',
      content,
      digest: 'sha256',
      signer,
      signedAt: NOW - DAY_MS,
    } as const;
    expect(take(signedData({ ...fields, otherCertificates: [link] })).certificates).toBe(1);
    const between = next.signingAuthority.certificate;
    expect(() => take(signedData({ ...fields, otherCertificates: [between] }))).toThrow(refusedWith('untrusted'));
  });
});

describe("a master list's signer", () => {
  const authority = state.signingAuthority;
  const take = (signer: Signer, otherCertificates: readonly Uint8Array[] = [], root = authority.certificate) => {
    const content = tlv(SEQUENCE, integerElement(0), tlv(SET, other.signingAuthority.certificate));
    const fields = {
      contentType: '2.23.136.1.1.2',
      content,
      digest: 'sha256',
      signer,
      signedAt: NOW - DAY_MS,
    } as const;
    return importMasterList(EMPTY_POOL, signedData({ ...fields, otherCertificates }), [readCertificate(root)], NOW);
  };
  const list = [SIGNS, masterListSigning()];
  const below = (issuer: Signer, commonName: string, extensions: readonly Extension[]): Signer => {
    const made = signerBelow(issuer, { extensions });
    const name = { country: issuer.name.country, commonName };
    return { ...made, name, certificate: certificateFor(made.publicKey, name, issuer, { extensions }) };
  };
  const rootWith = (form: Parameters<typeof certificateFor>[3]) =>
    certificateFor(authority.publicKey, authority.name, authority, {
      extensions: [CERTIFIES, basicConstraints()],
      ...form,
    });

  it('has the usage and the right to sign, and is no authority', () => {
    expect(take(signerBelow(authority, { extensions: list })).certificates).toBe(1);
  });

  it.each([
    ['without the usage', [SIGNS]],
    ['without the right to sign', [CERTIFIES, masterListSigning()]],
    ['that is an authority', [...list, basicConstraints()]],
  ])('%s is refused', (_what, extensions) => {
    expect(() => take(signerBelow(authority, { extensions }))).toThrow(refusedWith('untrusted'));
  });

  it.each([
    ['is no authority', { extensions: [SIGNS] }],
    ['may not certify', { extensions: [SIGNS, basicConstraints()] }],
    ['had expired at the time of signing', { notAfter: NOW - 2 * DAY_MS }],
    ['was not yet valid at the time of signing', { notBefore: NOW - DAY_MS / 2 }],
  ])('whose root %s is refused', (_what, form) => {
    expect(() => take(signerBelow(authority, { extensions: list }), [], rootWith(form))).toThrow(
      refusedWith('untrusted'),
    );
  });

  const unlimited: Extension = { ...basicConstraints(), value: tlv(SEQUENCE, tlv(BOOLEAN, Uint8Array.of(0xff))) };
  const nameChange: Extension = { oid: '2.23.136.1.1.6.1', critical: false, value: tlv(NULL) };

  it('below another authority counts where the path length of the root allows one, or the authority is the same', () => {
    const sub = below(authority, 'Sub', [CERTIFIES, basicConstraints()]);
    const signer = below(sub, 'List signer', list);
    expect(() => take(signer, [sub.certificate])).toThrow(refusedWith('untrusted'));
    expect(take(signer, [sub.certificate], rootWith({ extensions: [CERTIFIES, unlimited] })).certificates).toBe(1);
    const renamed = below(authority, 'Next', [CERTIFIES, basicConstraints(), nameChange]);
    expect(take(below(renamed, 'List signer', list), [renamed.certificate]).certificates).toBe(1);
  });

  it('below a certificate that is no authority is refused', () => {
    const plain = below(authority, 'Plain', [SIGNS, nameChange]);
    expect(() => take(below(plain, 'List signer', list), [plain.certificate])).toThrow(refusedWith('untrusted'));
  });
});

describe('a link certificate', () => {
  const pool = pinnedPool([state.signingAuthority.certificate]);
  const linkWith = (
    form: Parameters<typeof certificateFor>[3],
    commonName = state.signingAuthority.name.commonName,
  ) => {
    const { publicKey, name } = createIssuingState('UT', validity).signingAuthority;
    const issuer = { ...state.signingAuthority, name: { country: 'UT', commonName } };
    return certificateFor(publicKey, name, issuer, { extensions: [CERTIFIES, basicConstraints()], ...form });
  };

  it('is accepted when the previous key signed it', () => {
    expect(withLinkCertificate(pool, linkWith({}), NOW).anchors).toHaveLength(2);
    const { link } = state.successor(validity);
    expect(withLinkCertificate(pool, link, NOW).anchors).toHaveLength(2);
  });

  it.each([
    ['of an unknown authority', () => other.successor(validity).link, NOW],
    ['of a key that the pool does not contain', () => createIssuingState('UT', validity).successor(validity).link, NOW],
    ['that has expired', () => state.successor(validity).link, NOW + 500 * DAY_MS],
    ['that is a document signer', () => state.documentSigner(validity).certificate, NOW],
    ['that may not certify', () => linkWith({ extensions: [SIGNS, basicConstraints()] }), NOW],
    ['that is no authority', () => linkWith({ extensions: [CERTIFIES] }), NOW],
    ['made before the authority’s certificate began', () => linkWith({ notBefore: validity.notBefore - DAY_MS }), NOW],
    ['whose issuer has another name', () => linkWith({}, 'Another'), NOW],
  ] as const)('%s is refused', (_what, link, now) => {
    expect(() => withLinkCertificate(pool, link(), now)).toThrow(refusedWith('untrusted'));
  });
});

describe('a defect list', () => {
  const spoilt = state.documentSigner(validity);
  const sound = state.documentSigner(validity);
  const publisher = state.documentSigner(validity);

  function defectList(kinds: readonly number[], signedAt = NOW - DAY_MS, signer = publisher, hashed = spoilt) {
    const identifier = tlv(SEQUENCE, nameElement(spoilt.issuer), integerElement(spoilt.serialNumber));
    const hash = tlv(0xa0, tlv(OCTET_STRING, createHash('sha256').update(hashed.certificate).digest()));
    const defects = kinds.map((kind) => tlv(SEQUENCE, oidElement(`0.4.0.127.0.7.3.1.5.1.${kind}`)));
    const entry = tlv(SEQUENCE, identifier, hash, tlv(SET, ...defects));
    const content = tlv(SEQUENCE, integerElement(0), digestIdentifier('sha256'), tlv(SET, entry));
    return signedData({ contentType: '0.4.0.127.0.7.3.1.5', content, digest: 'sha256', signer, signedAt });
  }
  const take = (file: Uint8Array<ArrayBuffer>, before?: ReturnType<typeof importDefectList>) =>
    importDefectList(before, file, [readCertificate(publisher.certificate)], NOW);
  const kindsOf = (list: ReturnType<typeof take>, { certificate }: Signer) =>
    defectsOf(list, readCertificate(certificate));

  it('lists the defects of one signer’s documents', () => {
    const list = take(defectList([1, 3, 4, 9]));
    expect(kindsOf(list, spoilt)).toEqual(['certificate-revoked', 'chip-key-revoked', 'other']);
    expect(kindsOf(list, sound)).toEqual([]);
    expect(defectsOf(undefined, readCertificate(spoilt.certificate))).toEqual([]);
  });

  it('applies to the certificate whose hash it contains', () => {
    expect(kindsOf(take(defectList([1], undefined, publisher, sound)), spoilt)).toEqual([]);
  });

  it('names a signer whose issuer has its parts in another order in the list', () => {
    const [country, common] = readBer(nameElement(spoilt.issuer)).children();
    const turned = tlv(SEQUENCE, common!.encoded, country!.encoded);
    const identifier = tlv(SEQUENCE, turned, integerElement(spoilt.serialNumber));
    const defects = tlv(SET, tlv(SEQUENCE, oidElement('0.4.0.127.0.7.3.1.5.1.1')));
    const entries = tlv(SET, tlv(SEQUENCE, identifier, defects));
    const content = tlv(SEQUENCE, integerElement(0), digestIdentifier('sha256'), entries);
    const fields = { contentType: '0.4.0.127.0.7.3.1.5', content, digest: 'sha256', signedAt: NOW - DAY_MS } as const;
    const list = take(signedData({ ...fields, signer: publisher }));
    expect(kindsOf(list, spoilt)).toEqual(['certificate-revoked']);
    expect(kindsOf(list, sound)).toEqual([]);
  });

  it('of a signer below a pinned certificate that is no authority is refused', () => {
    expect(() => take(defectList([1], NOW - DAY_MS, signerBelow(publisher)))).toThrow(refusedWith('untrusted'));
  });

  it('of another signer, from the future, or older than the previous one is refused', () => {
    expect(() => take(defectList([1], undefined, other.documentSigner(validity)))).toThrow(refusedWith('untrusted'));
    expect(() => take(defectList([1], NOW + DAY_MS))).toThrow(refusedWith('untrusted'));
    expect(() => take(defectList([1], NOW - 3 * DAY_MS), take(defectList([1])))).toThrow(refusedWith('roll-back'));
    expect(() => take(masterList())).toThrow(refusedWith('malformed'));
  });
});

describe('a list of any bytes', () => {
  const whole = masterList();
  const attempts: readonly ((file: Uint8Array<ArrayBuffer>) => unknown)[] = [
    readCertificate,
    readSecurityObject,
    (file) => importMasterList(EMPTY_POOL, file, [root], NOW),
    (file) => importDefectList(undefined, file, [root], NOW),
  ];
  const onlyTrustErrors = (file: Uint8Array<ArrayBuffer>): void => {
    for (const attempt of attempts) {
      try {
        attempt(file);
      } catch (error) {
        if (!(error instanceof TrustError)) throw error;
      }
    }
  };

  it('is refused with a TrustError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => onlyTrustErrors(Uint8Array.from(data))),
      {
        numRuns: 500,
      },
    );
  });

  it('from a changed or truncated list is refused with a TrustError', () => {
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), length: fc.nat(whole.length) });
    fc.assert(
      fc.property(change, fc.boolean(), ({ at, byte, length }, cut) => {
        const file = Uint8Array.from(cut ? whole.subarray(0, length) : whole);
        if (at < file.length) file[at] = byte;
        onlyTrustErrors(file);
      }),
      { numRuns: 400 },
    );
  });
});
