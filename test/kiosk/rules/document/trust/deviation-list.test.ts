import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  GENERALIZED_TIME,
  integerElement,
  OCTET_STRING,
  SEQUENCE,
  SET,
} from '../../../../../hardware/ber/universal.ts';
import { ascii, tlv } from '../../../../../hardware/ber/write.ts';
import type { ElementaryFile } from '../../../../../hardware/document-reader/elementary-file.ts';
import { createIssuingState, type Signer } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import { nameElement } from '../../../../../hardware/simulation/pki/x509.ts';
import { readCertificate } from '../../../../../kiosk/rules/document/trust/certificate.ts';
import { pinnedPool } from '../../../../../kiosk/rules/document/trust/csca-pool.ts';
import {
  type DeviationLists,
  deviationsOf,
  importDeviationList,
} from '../../../../../kiosk/rules/document/trust/deviation-list.ts';
import { passiveAuthentication } from '../../../../../kiosk/rules/document/trust/passive-authentication.ts';
import {
  DAY_MS,
  deviation,
  deviationList,
  ldsContent,
  NOW,
  securityObjectFile,
  signerBelow,
  SIGNS,
  SIGNS_DEVIATIONS,
  VALIDITY,
} from './specimen-signers.ts';

const state = createIssuingState('UT', VALIDITY);
const other = createIssuingState('NX', VALIDITY);
const pool = pinnedPool([state.signingAuthority.certificate, other.signingAuthority.certificate]);
const publisher = signerBelow(state.signingAuthority, { extensions: SIGNS_DEVIATIONS });
const spoilt = signerBelow(state.signingAuthority);
const sound = signerBelow(state.signingAuthority);

const refusedWith = (code: string) => expect.objectContaining({ name: 'TrustError', code });
const take = (file: Uint8Array<ArrayBuffer>, before: DeviationLists = new Map()) =>
  importDeviationList(before, file, pool, NOW);

const PRINTABLE_STRING = 0x13;
const time = (at: number) => tlv(GENERALIZED_TIME, ascii(new Date(at).toISOString().replaceAll(/[-T:]|\.\d+/g, '')));
const bySerial = (signer: Signer) => tlv(0xa1, nameElement(signer.issuer), integerElement(signer.serialNumber));
const HASH_WRONG = '2.2';

const kindsOf = (
  lists: DeviationLists,
  signer: Signer,
  facts: { documentCode?: string; signedAt?: number; number?: string } = {},
) => {
  const { documentCode = 'P', signedAt, number } = facts;
  const hasNumber = number === undefined ? undefined : (one: string) => one === number;
  return deviationsOf(lists, { signer: readCertificate(signer.certificate), documentCode, signedAt, hasNumber });
};

describe('a deviation list', () => {
  it('lists the kinds of deviations of one signer’s documents', () => {
    const lists = take(deviationList(publisher, [deviation([bySerial(spoilt)], [HASH_WRONG, '1.4', '3.1', '1.2'])]));
    expect(kindsOf(lists, spoilt)).toEqual([
      'data-group-hash-wrong',
      'active-authentication-key-compromised',
      'zone-data-wrong',
      'other',
    ]);
    expect(kindsOf(lists, sound)).toEqual([]);
    expect(kindsOf(new Map(), spoilt)).toEqual([]);
  });

  it.each([
    ['implicit tags', bySerial(spoilt)],
    ['explicit tags', tlv(0xa1, tlv(SEQUENCE, nameElement(spoilt.issuer), integerElement(spoilt.serialNumber)))],
    ['the digest of the certificate', tlv(0x83, createHash('sha256').update(spoilt.certificate).digest())],
    [
      'the digest with an explicit tag',
      tlv(0xa3, tlv(OCTET_STRING, createHash('sha256').update(spoilt.certificate).digest())),
    ],
  ])('names a signer with %s', (_what, condition) => {
    const lists = take(deviationList(publisher, [deviation([condition], [HASH_WRONG])]));
    expect(kindsOf(lists, spoilt)).toEqual(['data-group-hash-wrong']);
    expect(kindsOf(lists, sound)).toEqual([]);
  });

  it('concerns documents that meet all of its conditions', () => {
    const number = (text: string) => tlv(0xa5, tlv(PRINTABLE_STRING, ascii(text)));
    const issued = (from: number, until: number) => tlv(0xa4, time(from), time(until));
    const listOf = (...conditions: Uint8Array[]) =>
      take(deviationList(publisher, [deviation(conditions, [HASH_WRONG])]));
    const found = ['data-group-hash-wrong'];

    const passports = listOf(tlv(0x80, ascii('P<')));
    expect(kindsOf(passports, spoilt)).toEqual(found);
    expect(kindsOf(passports, spoilt, { documentCode: 'PM' })).toEqual(found);
    expect(kindsOf(passports, spoilt, { documentCode: 'ID' })).toEqual([]);

    const numbered = listOf(number('X1234567'));
    expect(kindsOf(numbered, spoilt, { number: 'X1234567' })).toEqual(found);
    expect(kindsOf(numbered, spoilt, { number: 'X7654321' })).toEqual([]);
    expect(kindsOf(numbered, spoilt)).toEqual(found);

    const old = listOf(issued(NOW - 90 * DAY_MS, NOW - 60 * DAY_MS));
    expect(kindsOf(old, spoilt)).toEqual(found);
    expect(kindsOf(old, spoilt, { signedAt: NOW - 70 * DAY_MS })).toEqual(found);
    expect(kindsOf(old, spoilt, { signedAt: NOW - 10 * DAY_MS })).toEqual([]);
    expect(kindsOf(old, signerBelow(state.signingAuthority, { notBefore: NOW - 30 * DAY_MS }))).toEqual([]);

    const both = listOf(tlv(0x80, ascii('P<')), bySerial(sound));
    expect(kindsOf(both, spoilt)).toEqual([]);
    expect(kindsOf(both, sound)).toEqual(found);
  });

  it('counts for documents of its own country only', () => {
    const foreign = signerBelow(other.signingAuthority);
    expect(kindsOf(take(deviationList(publisher, [deviation([], [HASH_WRONG])])), foreign)).toEqual([]);
    expect(kindsOf(take(deviationList(publisher, [deviation([bySerial(foreign)], [HASH_WRONG])])), foreign)).toEqual(
      [],
    );
  });

  it.each([
    ['by a document signer', () => deviationList(signerBelow(state.signingAuthority, { extensions: [SIGNS] }), [])],
    [
      'by a signer of an authority outside of the pool',
      () => {
        const stranger = createIssuingState('UT', VALIDITY).signingAuthority;
        return deviationList(signerBelow(stranger, { extensions: SIGNS_DEVIATIONS }), []);
      },
    ],
    ['in the future', () => deviationList(publisher, [], { signedAt: NOW + DAY_MS })],
    ['before its signer began', () => deviationList(publisher, [], { signedAt: NOW - 500 * DAY_MS })],
    ['with another key', () => deviationList({ ...publisher, key: sound.key }, [])],
  ])('signed %s is refused', (_what, file) => {
    expect(() => take(file())).toThrow(refusedWith('untrusted'));
  });

  it('older than the one before is refused, and one of another content is malformed', () => {
    const before = take(deviationList(publisher, []));
    expect(() => take(deviationList(publisher, [], { signedAt: NOW - 2 * DAY_MS }), before)).toThrow(
      refusedWith('roll-back'),
    );
    for (const content of [ascii('nothing'), tlv(SEQUENCE, integerElement(0)), tlv(SET)]) {
      expect(() => take(deviationList(publisher, [], { content }))).toThrow(refusedWith('malformed'));
    }
  });
});

describe('a document with an announced deviation', () => {
  const GROUPS = { 1: ascii('zone'), 2: ascii('portrait') };
  const inspect = (types: readonly string[], portrait = GROUPS[2], signer = spoilt) => {
    const sod = securityObjectFile({ content: ldsContent(GROUPS), signer });
    const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>([
      ['EF.SOD', sod],
      ['EF.DG1', GROUPS[1]],
      ['EF.DG2', portrait],
    ]);
    const deviations = take(deviationList(publisher, [deviation([bySerial(spoilt)], types)]));
    const store = { pool, revocationLists: new Map(), defects: undefined, deviations };
    const signed = { files, issuingState: 'UTO', documentCode: 'P' };
    return passiveAuthentication(signed, store, { oldestRevocationListMs: DAY_MS }, NOW);
  };

  it('of a wrong hash is inconclusive instead of failed, and the file is not genuine', () => {
    const altered = ascii('another portrait');
    expect(inspect([], altered).findings['data-group-hashes']).toEqual({ result: 'failed', reason: 'hash-wrong' });
    const known = inspect([HASH_WRONG], altered);
    expect(known.findings['data-group-hashes']).toEqual({ result: 'inconclusive', reason: 'deviation-known' });
    expect([...known.genuine]).toEqual(['EF.DG1']);
    expect(inspect([HASH_WRONG], altered, sound).findings['data-group-hashes'].result).toBe('failed');
  });

  it('of wrong data in the zone is referred, although its hashes are right', () => {
    expect(inspect(['3.1']).findings['document-signer-without-defects']).toEqual({
      result: 'inconclusive',
      reason: 'deviation-known',
    });
  });

  it('of an encoding changes nothing', () => {
    const { findings } = inspect(['1.2', '1.3', '2.1', '2.4']);
    expect(findings['document-signer-without-defects'].result).toBe('passed');
    expect(findings['data-group-hashes'].result).toBe('passed');
  });
});
