import { describe, expect, it } from 'vitest';
import {
  BIT_STRING,
  GENERALIZED_TIME,
  INTEGER,
  integerElement,
  SEQUENCE,
} from '../../../../../hardware/ber/universal.ts';
import { ascii, concat, tlv } from '../../../../../hardware/ber/write.ts';
import {
  createIssuingState,
  type IssuingState,
  type Signer,
} from '../../../../../hardware/simulation/pki/issuing-state.ts';
import {
  basicConstraints,
  type Extension,
  extensionElement,
  nameElement,
  signatureIdentifier,
  signDer,
  timeElement,
} from '../../../../../hardware/simulation/pki/x509.ts';
import { readCertificate } from '../../../../../kiosk/rules/document/trust/certificate.ts';
import {
  type CscaPool,
  pinnedPool,
  withAnchors,
  withLinkCertificate,
} from '../../../../../kiosk/rules/document/trust/csca-pool.ts';
import { judgeSigner } from '../../../../../kiosk/rules/document/trust/passive-authentication.ts';
import {
  importRevocationList,
  type RevocationLists,
} from '../../../../../kiosk/rules/document/trust/revocation-list.ts';
import { CERTIFIES, certificateFor, DAY_MS, NOW, signerBelow, SIGNS, VALIDITY } from './specimen-signers.ts';

const mainland = createIssuingState('CN', VALIDITY, 'Mainland');
const island = createIssuingState('CN', VALIDITY, 'Island');
const POOL = pinnedPool([mainland, island].map(({ signingAuthority }) => signingAuthority.certificate));

const listOf = (
  state: IssuingState,
  revoked: readonly Signer[],
  changes: { number?: number; daysAgo?: number } = {},
) => {
  const thisUpdate = NOW - (changes.daysAgo ?? 1) * DAY_MS;
  const named = revoked.map(({ serialNumber }) => ({ serialNumber, revokedAt: thisUpdate }));
  return state.revocationList({
    number: changes.number ?? 1,
    thisUpdate,
    nextUpdate: thisUpdate + 90 * DAY_MS,
    revoked: named,
  });
};
const take = (lists: readonly Uint8Array<ArrayBuffer>[], pool = POOL): RevocationLists =>
  lists.reduce<RevocationLists>((taken, list) => importRevocationList(taken, list, pool, NOW), new Map());

function answer(signer: Signer, revocationLists: RevocationLists, pool: CscaPool = POOL) {
  const store = { pool, revocationLists, defects: undefined };
  const policy = { oldestRevocationListMs: 90 * DAY_MS };
  const { revocation } = judgeSigner(store, policy, readCertificate(signer.certificate), undefined, NOW);
  return revocation.reason ?? revocation.result;
}

describe('two authorities of one state', () => {
  const serialNumber = Uint8Array.of(0x41, 1, 2, 3);
  const [ofMainland, ofIsland] = [mainland, island].map(({ signingAuthority }) =>
    signerBelow(signingAuthority, { serialNumber }),
  ) as [Signer, Signer];

  it.each([
    ['mainland first', [listOf(mainland, [ofMainland], { number: 90 }), listOf(island, [], { number: 2, daysAgo: 9 })]],
    ['island first', [listOf(island, [], { number: 2, daysAgo: 9 }), listOf(mainland, [ofMainland], { number: 90 })]],
  ])('have separate lists, and neither is a roll-back of the other: %s', (_what, lists) => {
    const taken = take(lists);
    expect(taken.size).toBe(2);
    expect(answer(ofMainland, taken)).toBe('revoked');
  });

  it('with equal serial numbers revoke only their own certificate', () => {
    const taken = take([listOf(mainland, [ofMainland]), listOf(island, [])]);
    expect(answer(ofIsland, taken)).toBe('passed');
    expect(answer(ofMainland, taken)).toBe('revoked');
  });

  it('have lists that do not cover the signers of the other', () => {
    expect(answer(ofIsland, take([listOf(mainland, [])]))).toBe('no-revocation-list');
    expect(answer(ofIsland, take([listOf(mainland, [ofMainland])]))).toBe('no-revocation-list');
  });

  it('remain separate when they have the same name', () => {
    const [one, other] = [createIssuingState('UT', VALIDITY), createIssuingState('UT', VALIDITY)];
    const pool = pinnedPool([one, other].map(({ signingAuthority }) => signingAuthority.certificate));
    const signer = signerBelow(other.signingAuthority, { serialNumber });
    const lists = take([listOf(one, [signer]), listOf(other, [])], pool);
    expect(answer(signer, lists, pool)).toBe('passed');
    expect(answer(signer, take([listOf(one, [])], pool), pool)).toBe('no-revocation-list');
  });

  it('cause no confusion: only an older list of the same authority is a roll-back', () => {
    const lists = [listOf(mainland, [ofMainland], { number: 5 }), listOf(island, [])];
    for (const older of [{ number: 4 }, { number: 5, daysAgo: 3 }]) {
      expect(() => take([...lists, listOf(mainland, [], older)])).toThrow(
        expect.objectContaining({ code: 'roll-back' }),
      );
    }
  });
});

describe('an authority with several keys', () => {
  const { link, state: next } = mainland.successor({ ...VALIDITY, notBefore: NOW - 30 * DAY_MS });
  const unlinked = withAnchors(POOL, [readCertificate(next.signingAuthority.certificate)], { kind: 'pinned' });
  const linked = withLinkCertificate(unlinked, link, NOW);
  const signer = signerBelow(mainland.signingAuthority);

  it("revokes signers of the previous key in the new key's list, once a link certificate joins the keys", () => {
    expect(answer(signer, take([listOf(next, [signer])], linked), linked)).toBe('revoked');
    expect(answer(signer, take([listOf(next, [])], linked), linked)).toBe('passed');
    expect(answer(signer, take([listOf(next, [signer])], unlinked), unlinked)).toBe('no-revocation-list');
  });

  it('revokes a signer in any of its lists, however old', () => {
    const lists = take([listOf(mainland, [signer], { daysAgo: 200 }), listOf(next, [])], linked);
    expect(answer(signer, lists, linked)).toBe('revoked');
  });

  it('is not joined by a certificate of another state for its key', () => {
    const abroad = createIssuingState('GB', VALIDITY).signingAuthority;
    const { publicKey, name } = mainland.signingAuthority;
    const cross = certificateFor(publicKey, name, abroad, { extensions: [CERTIFIES, basicConstraints()] });
    const pool = withAnchors(POOL, [abroad.certificate, cross].map(readCertificate), { kind: 'pinned' });
    expect(answer(signer, take([listOf(island, [signer])], pool), pool)).toBe('no-revocation-list');
  });
});

/** A list with these extensions, and others in its one entry. */
function listWith(
  { signingAuthority: { name, algorithm, key } }: IssuingState,
  extensions: readonly Extension[],
  ofEntry: readonly Extension[] = [],
): Uint8Array<ArrayBuffer> {
  const entry = tlv(
    SEQUENCE,
    integerElement(5),
    timeElement(NOW - DAY_MS),
    tlv(SEQUENCE, ...ofEntry.map(extensionElement)),
  );
  const body = tlv(
    SEQUENCE,
    ...[integerElement(1), signatureIdentifier(algorithm), nameElement(name), timeElement(NOW - DAY_MS)],
    ...[tlv(SEQUENCE, entry), tlv(0xa0, tlv(SEQUENCE, ...extensions.map(extensionElement)))],
  );
  const signature = concat(Uint8Array.of(0), signDer(algorithm, key, body));
  return tlv(SEQUENCE, body, signatureIdentifier(algorithm), tlv(BIT_STRING, signature));
}

describe('a partial list is not accepted as a complete one:', () => {
  const extension = (oid: string, critical: boolean): Extension => ({
    oid,
    critical,
    value: tlv(INTEGER, Uint8Array.of(1)),
  });

  it.each([
    ['changes since another list', [extension('2.5.29.27', true)], []],
    ['some certificates only', [extension('2.5.29.28', true)], []],
    ['certificates of another authority', [], [extension('2.5.29.29', true)]],
  ])('%s', (_what, ofList, ofEntry) => {
    expect(() => take([listWith(mainland, ofList, ofEntry)])).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('a list whose additional extension is not critical is accepted', () => {
    const reason: Extension = { oid: '2.5.29.21', critical: true, value: tlv(0x0a, Uint8Array.of(1)) };
    expect(take([listWith(mainland, [extension('2.5.29.28', false)], [reason])]).size).toBe(1);
  });
});

describe('the issuer of an accepted list', () => {
  const { signingAuthority: authority } = createIssuingState('UT', VALIDITY);
  const withUsage = (extensions: readonly Extension[], period: Partial<typeof VALIDITY> = {}) =>
    pinnedPool([certificateFor(authority.publicKey, authority.name, authority, { extensions, ...period })]);
  const state = createIssuingState('UT', VALIDITY);
  const list = listOf({ ...state, signingAuthority: authority }, []);
  const own = (): Uint8Array<ArrayBuffer> => listWith({ ...state, signingAuthority: authority }, []);
  const authorityExtensions = [CERTIFIES, basicConstraints()];

  it('is an authority that may sign lists, while it is valid', () => {
    expect(take([own()], withUsage(authorityExtensions)).size).toBe(1);
  });

  it.each([
    ['not a document signer', withUsage([SIGNS])],
    [
      'not an authority that may sign certificates only',
      withUsage([{ ...CERTIFIES, value: tlv(BIT_STRING, Uint8Array.of(2, 4)) }, basicConstraints()]),
    ],
    ['not an authority that had expired', withUsage(authorityExtensions, { notAfter: NOW - 5 * DAY_MS })],
    ['not an authority that was not yet valid', withUsage(authorityExtensions, { notBefore: NOW - DAY_MS / 2 })],
  ])('is %s', (_what, pool) => {
    expect(() => take([own()], pool)).toThrow(expect.objectContaining({ code: 'untrusted' }));
  });

  it('is not another authority of the same name', () => {
    expect(() => take([list], withUsage(authorityExtensions))).toThrow(expect.objectContaining({ code: 'untrusted' }));
  });

  it('is not an authority whose list states another country', () => {
    const abroad = createIssuingState('NX', VALIDITY);
    const pool = pinnedPool([
      certificateFor(authority.publicKey, authority.name, authority, { extensions: authorityExtensions }),
    ]);
    const foreign = listWith({ ...abroad, signingAuthority: { ...authority, name: abroad.signingAuthority.name } }, []);
    expect(() => take([foreign], pool)).toThrow(expect.objectContaining({ code: 'untrusted' }));
    expect(() => take([tlv(SEQUENCE, ascii('no list'), tlv(GENERALIZED_TIME))], pool)).toThrow(
      expect.objectContaining({ name: 'TrustError' }),
    );
  });
});
