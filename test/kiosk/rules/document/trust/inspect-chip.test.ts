import { describe, expect, it } from 'vitest';
import { ascii, tlv } from '../../../../../hardware/ber/write.ts';
import type { ElementaryFile } from '../../../../../hardware/document-reader/elementary-file.ts';
import type { ChipContents } from '../../../../../hardware/document-reader/emrtd/read-chip.ts';
import type { ChipFault, ChipProfile } from '../../../../../hardware/simulation/chip/chip-profile.ts';
import { personalise, securityObject, USUAL_DESIGN } from '../../../../../hardware/simulation/chip/personalise.ts';
import { createIssuingState, type Signer } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import { signedData } from '../../../../../hardware/simulation/pki/signed-data.ts';
import { pinnedPool, withLinkCertificate } from '../../../../../kiosk/rules/document/trust/csca-pool.ts';
import { readSignedData } from '../../../../../kiosk/rules/document/trust/signed-data.ts';
import { inspectChip } from '../../../../../kiosk/rules/document/trust/inspect-chip.ts';
import { importRevocationList } from '../../../../../kiosk/rules/document/trust/revocation-list.ts';
import type { TrustCheckName } from '../../../../../kiosk/rules/document/trust/trust-check.ts';
import type { TrustStore } from '../../../../../kiosk/rules/document/trust/trust-store.ts';
import {
  DATA_GROUPS,
  INFORMATION,
  NOW,
  signer,
  specimenProfile,
  state,
  visit,
} from '../../../../hardware/document-reader/emrtd/specimen-chip.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const POLICY = { oldestRevocationListMs: 90 * DAY_MS };
const ZONE = { issuingState: 'UTO', documentCode: 'P' };
const POOL = pinnedPool([state.signingAuthority.certificate]);

const listOf = (revoked: readonly Signer[], thisUpdate = NOW - DAY_MS) =>
  state.revocationList({
    number: 7,
    thisUpdate,
    nextUpdate: thisUpdate + 90 * DAY_MS,
    revoked: revoked.map(({ serialNumber }) => ({ serialNumber, revokedAt: NOW - DAY_MS })),
  });
const storeWith = (list: Uint8Array<ArrayBuffer>): TrustStore => ({
  pool: POOL,
  revocationLists: importRevocationList(new Map(), list, POOL, NOW),
  defects: undefined,
});
const STORE = storeWith(listOf([]));

async function contents(profile: ChipProfile, faults: readonly ChipFault[] = []): Promise<ChipContents> {
  const read = await visit(profile, faults);
  if (read.kind !== 'read') throw new Error('not read');
  return read;
}

function inspect(read: ChipContents, store = STORE, zone = ZONE, now = NOW) {
  const { checks, ...rest } = inspectChip(read, zone, store, POLICY, now);
  const open = checks.filter(({ result }) => result !== 'passed' && result !== 'not-applicable');
  return { ...rest, open: Object.fromEntries(open.map(({ name, result, reason }) => [name, `${result}: ${reason}`])) };
}

/** A chip whose files are as given, its keys and its security object as they were. */
const withFiles = (profile: ChipProfile, changes: Partial<Record<ElementaryFile, Uint8Array>>): ChipProfile => ({
  ...profile,
  files: new Map([...profile.files, ...(Object.entries(changes) as [ElementaryFile, Uint8Array][])]),
});

const signedBy = (other: Signer, design = USUAL_DESIGN): ChipProfile =>
  personalise({ dataGroups: DATA_GROUPS, information: INFORMATION, signer: other, design });

describe('a genuine chip', () => {
  it('passes every check', async () => {
    const { open, ...genuine } = inspect(await contents(specimenProfile()));
    expect(open).toEqual({});
    expect(genuine).toEqual({ portraitGenuine: true, zoneGenuine: true, fingerprintsGenuine: false });
  });

  it.each(['rsa-sha256', 'rsa-pss-sha256', 'ecdsa-sha384'] as const)(
    'passes when signed with %s',
    async (algorithm) => {
      const options = { notBefore: NOW - YEAR_MS, notAfter: NOW + YEAR_MS, algorithm };
      const other = createIssuingState('UT', options);
      const pool = pinnedPool([other.signingAuthority.certificate]);
      const list = other.revocationList({ number: 1, thisUpdate: NOW - 1, nextUpdate: NOW, revoked: [] });
      const revocationLists = importRevocationList(new Map(), list, pool, NOW);
      const store: TrustStore = { ...STORE, pool, revocationLists };
      expect(inspect(await contents(signedBy(other.documentSigner(options))), store).open).toEqual({});
    },
  );

  it('passes under the authority’s next key, by its link certificate', async () => {
    const options = { notBefore: NOW - DAY_MS, notAfter: NOW + YEAR_MS };
    const { link, state: next } = state.successor(options);
    const profile = signedBy(next.documentSigner(options));
    expect(inspect(await contents(profile)).open).toMatchObject({
      'document-signer-trusted': 'failed: unknown-authority',
    });
    const pool = withLinkCertificate(POOL, link, NOW);
    expect(inspect(await contents(profile), { ...STORE, pool }).open).toEqual({});
  });

  it('passes by chip-authentication mapping alone', async () => {
    const profile = specimenProfile({
      pace: [{ agreement: 'ecdh', mapping: 'chip-authentication', cipher: 'aes-128', parameterId: 13 }],
      activeAuthentication: undefined,
    });
    const read = { ...(await contents(profile)), chipAuthentication: { kind: 'not-offered' } as const };
    expect(inspect(read).open).toEqual({});
    expect(inspect(await contents(profile, [{ kind: 'cloned' }])).open).toEqual({
      'chip-authenticity': 'failed: proof-failed',
    });
  });
});

describe('a chip with one fault fails exactly one check,', () => {
  const options = { notBefore: NOW - YEAR_MS, notAfter: NOW + YEAR_MS };
  const forged = Uint8Array.from(DATA_GROUPS.get('EF.DG2')!);
  forged[100]! ^= 1;
  const expired = state.documentSigner({ notBefore: NOW - 2 * YEAR_MS, notAfter: NOW - DAY_MS });
  const early = state.documentSigner({ notBefore: NOW + DAY_MS, notAfter: NOW + YEAR_MS });
  const stranger = createIssuingState('UT', options).documentSigner(options);
  const unproven = { ...USUAL_DESIGN, chipAuthentication: undefined, activeAuthentication: undefined };

  const cases: readonly (readonly [string, ChipProfile, TrustCheckName, string])[] = [
    ['another portrait', withFiles(specimenProfile(), { 'EF.DG2': forged }), 'data-group-hashes', 'failed: hash-wrong'],
    ['an expired signer', signedBy(expired), 'document-signer-validity', 'failed: expired'],
    ['a signer of tomorrow', signedBy(early), 'document-signer-validity', 'failed: not-yet-valid'],
    ['a signer without an authority', signedBy(stranger), 'document-signer-trusted', 'failed: unknown-authority'],
    [
      'no proof of being original',
      signedBy(signer, unproven),
      'chip-authenticity',
      'inconclusive: not-provably-original',
    ],
  ];
  it.each(cases)('%s', async (_what, profile, check, answer) => {
    const read = await visit(profile, [], { dataGroups: ['EF.DG1', 'EF.DG2', 'EF.DG11'] });
    if (read.kind !== 'read') throw new Error('not read');
    expect(inspect(read).open[check]).toBe(answer);
  });

  it('by an added data group: not requested from the chip, and refused if a reader returns it', async () => {
    const added = tlv(0x6b, ascii('x'));
    const profile = withFiles(specimenProfile(), {
      'EF.COM': tlv(0x60, tlv(0x5c, Uint8Array.of(0x61, 0x75, 0x6b, 0x6e, 0x6f))),
      'EF.DG11': added,
    });
    const read = await visit(profile, [], { dataGroups: ['EF.DG1', 'EF.DG2', 'EF.DG11'] });
    if (read.kind !== 'read') throw new Error('not read');
    expect(read.files.has('EF.DG11')).toBe(false);
    expect(inspect(read).open).toEqual({});
    const given = { ...read, files: new Map([...read.files, ['EF.DG11', added] as const]) };
    expect(inspect(given).open).toEqual({ 'data-group-hashes': 'failed: not-in-security-object' });
  });

  it('by keys that a copy omits from EF.COM: they are requested, and missing ones are absent', async () => {
    const hiding = tlv(0x60, tlv(0x5c, Uint8Array.of(0x61, 0x75)));
    const hidden = await contents(withFiles(specimenProfile(), { 'EF.COM': hiding }));
    expect(inspect(hidden).open).toEqual({});
    const profile = withFiles(specimenProfile(), { 'EF.COM': hiding });
    const files = new Map([...profile.files].filter(([name]) => name !== 'EF.DG14' && name !== 'EF.DG15'));
    expect(inspect(await contents({ ...profile, files })).open).toMatchObject({
      'data-group-hashes': 'failed: absent',
      'chip-authenticity': 'inconclusive: not-provably-original',
    });
  });

  it('by EF.CardSecurity of a revoked signer or of another state: its proof does not count', async () => {
    const profile = specimenProfile({
      pace: [{ agreement: 'ecdh', mapping: 'chip-authentication', cipher: 'aes-128', parameterId: 13 }],
      activeAuthentication: undefined,
    });
    const read = { ...(await contents(profile)), chipAuthentication: { kind: 'not-offered' } as const };
    const revokedToo = state.documentSigner({ notBefore: NOW - YEAR_MS, notAfter: NOW + YEAR_MS });
    const abroad = createIssuingState('NX', options);
    const pool = pinnedPool([state.signingAuthority.certificate, abroad.signingAuthority.certificate]);
    for (const other of [revokedToo, abroad.documentSigner(options)]) {
      const content = readSignedData(read.files.get('EF.CardSecurity')!).content;
      const signed = signedData({ contentType: '0.4.0.127.0.7.3.2.1', content, digest: 'sha256', signer: other });
      const files = new Map(read.files).set('EF.CardSecurity', signed);
      const store = { ...storeWith(listOf([revokedToo])), pool };
      expect(inspect({ ...read, files }, store).open).toEqual({
        'chip-authenticity': 'inconclusive: not-provably-original',
      });
    }
  });

  it('by being a copy', async () => {
    expect(inspect(await contents(specimenProfile(), [{ kind: 'cloned' }])).open).toEqual({
      'chip-authenticity': 'failed: proof-failed',
    });
  });

  it('by replaced keys in its files: detected by the hash', async () => {
    const other = specimenProfile();
    const swapped = {
      ...withFiles(specimenProfile(), {
        'EF.DG14': other.files.get('EF.DG14')!,
        'EF.DG15': other.files.get('EF.DG15')!,
      }),
      chipKey: other.chipKey,
      activeAuthenticationKey: other.activeAuthenticationKey,
    };
    expect(inspect(await contents(swapped)).open).toMatchObject({
      'data-group-hashes': 'failed: hash-wrong',
      'chip-authenticity': 'inconclusive: not-provably-original',
    });
  });

  it('by a security object of another document', async () => {
    const sod = securityObject(new Map([['EF.DG1', tlv(0x61, ascii('other'))]]), signer);
    const { open, portraitGenuine, zoneGenuine } = inspect(
      await contents(withFiles(specimenProfile(), { 'EF.SOD': sod })),
    );
    expect(open['data-group-hashes']).toMatch(/^failed/);
    expect({ portraitGenuine, zoneGenuine }).toEqual({ portraitGenuine: false, zoneGenuine: false });
  });

  it.each([['a security object with a changed signature', -3, 'failed: signature-wrong']])(
    '%s',
    async (_what, at, answer) => {
      const profile = specimenProfile();
      const sod = Uint8Array.from(profile.files.get('EF.SOD')!);
      sod[sod.length + at]! ^= 1;
      const { open, portraitGenuine } = inspect(await contents(withFiles(profile, { 'EF.SOD': sod })));
      expect(open['security-object-signature']).toBe(answer);
      expect(portraitGenuine).toBe(false);
    },
  );

  it('by a missing or malformed security object', async () => {
    const profile = specimenProfile();
    const read = await contents(withFiles(profile, { 'EF.SOD': tlv(0x77, tlv(0x30, ascii('no'))) }));
    expect(inspect(read).open['security-object-readable']).toBe('failed: malformed');
    const without = { ...read, files: new Map([...read.files].filter(([name]) => name !== 'EF.SOD')) };
    expect(inspect(without).open['security-object-readable']).toBe('failed: absent');
  });

  it('by a zone of another state', async () => {
    const read = await contents(specimenProfile());
    expect(inspect(read, STORE, { ...ZONE, issuingState: 'NLD' }).open).toEqual({
      'issuing-state-agrees': 'failed: state-differs',
    });
    expect(inspect(read, STORE, { ...ZONE, issuingState: 'ZZZ' }).open).toEqual({
      'issuing-state-agrees': 'inconclusive: state-unknown',
    });
  });

  it('by a document of a type that its signer may not sign', async () => {
    const read = await contents(specimenProfile());
    expect(inspect(read, STORE, { ...ZONE, documentCode: 'I' }).open).toEqual({
      'document-signer-for-type': 'failed: wrong-document-type',
    });
  });

  it('by access data that the signed file does not repeat', async () => {
    const pace = [
      ...USUAL_DESIGN.pace,
      { agreement: 'ecdh', mapping: 'generic', cipher: 'aes-256', parameterId: 13 } as const,
    ];
    const promising = specimenProfile({ pace });
    const read = await contents(withFiles(promising, { 'EF.CardAccess': promising.files.get('EF.CardAccess')! }));
    const files = new Map(read.files).set('EF.DG14', (await contents(specimenProfile())).files.get('EF.DG14')!);
    expect(inspect({ ...read, files }).open['security-infos-agree']).toBe('inconclusive: absent');
  });
});

describe('the revocation of a signer', () => {
  it.each([
    ['a revoked signer', [signer], NOW, 'failed: revoked'],
    ['a list that is too old', [], NOW + 200 * DAY_MS, 'inconclusive: stale-revocation-list'],
    ['an old list that names the signer', [signer], NOW + 200 * DAY_MS, 'failed: revoked'],
  ] as const)('%s', async (_what, revoked, now, answer) => {
    const { open } = inspect(await contents(specimenProfile()), storeWith(listOf(revoked)), ZONE, now);
    expect(open).toEqual({ 'document-signer-not-revoked': answer });
  });

  it('without a list is inconclusive', async () => {
    const store = { ...STORE, revocationLists: new Map() };
    expect(inspect(await contents(specimenProfile()), store).open).toEqual({
      'document-signer-not-revoked': 'inconclusive: no-revocation-list',
    });
  });

  it('refuses a list of an unknown authority, from the future, or older than the previous one', () => {
    const other = createIssuingState('UT', { notBefore: NOW - YEAR_MS, notAfter: NOW + YEAR_MS });
    const foreign = other.revocationList({ number: 9, thisUpdate: NOW - 1, nextUpdate: NOW, revoked: [] });
    const take =
      (list: Uint8Array<ArrayBuffer>, before = new Map()) =>
      () =>
        importRevocationList(before, list, POOL, NOW);
    expect(take(foreign)).toThrow(expect.objectContaining({ code: 'untrusted' }));
    expect(take(listOf([], NOW + DAY_MS))).toThrow(expect.objectContaining({ code: 'untrusted' }));
    const before = importRevocationList(new Map(), listOf([]), POOL, NOW);
    expect(take(listOf([], NOW - 2 * DAY_MS), new Map(before))).toThrow(expect.objectContaining({ code: 'roll-back' }));
  });
});
