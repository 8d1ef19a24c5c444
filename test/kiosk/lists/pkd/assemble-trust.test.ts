import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import { basicConstraints } from '../../../../hardware/simulation/pki/x509.ts';
import { readBundle } from '../../../../kiosk/rules/document/trust/certificate-bundle.ts';
import { assembleTrust } from '../../../../kiosk/lists/pkd/assemble-trust.ts';
import { DirectoryObjects } from '../../../../kiosk/lists/pkd/directory-objects.ts';
import { judgeTrust, NO_TRUST_MEMORY } from '../../../../kiosk/lists/trust/judge-trust.ts';
import { missingSystemParts } from '../../../support/system-part.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import {
  CERTIFIES,
  DAY_MS,
  deviationList,
  NOW,
  signerBelow,
  SIGNS_DEVIATIONS,
  VALIDITY,
} from '../../rules/document/trust/specimen-signers.ts';
import { masterListOf, revocationListOf } from './specimen-directory.ts';
import { trustFolderOf } from './trust-folders.ts';

const state = createIssuingState('UT', VALIDITY);
const other = createIssuingState('NX', VALIDITY);
const authorities = [state, other].map(({ signingAuthority }) => signingAuthority.certificate);
const root = state.signingAuthority.certificate;
const PINNED = { 'master-list-roots/UT Root.CER': root };

type Der = Uint8Array<ArrayBuffer>;

function assemble(found: readonly Der[], before: Readonly<Record<string, Der>> = {}) {
  const objects = new DirectoryObjects();
  for (const one of found) objects.add(one);
  const { files, leftOut } = assembleTrust(trustFolderOf({ ...PINNED, ...before }), objects, NOW);
  const folder = Object.fromEntries(
    [...files].flatMap(([place, members]) => [...members].map(([name, bytes]) => [`${place}/${name}`, bytes] as const)),
  );
  return { folder, names: Object.keys(folder).sort(), leftOut };
}
const lanesTake = (folder: Readonly<Record<string, Der>>) => judgeTrust(trustFolderOf(folder), NO_TRUST_MEMORY, NOW);
const list = masterListOf(state, authorities);

describe('the next trust folder', () => {
  it('has what the pinned roots vouch for, in files that lanes take without a refusal', () => {
    const signers = [state, other].flatMap((one) => [1, 2].map(() => one.documentSigner(VALIDITY).certificate));
    const publisher = signerBelow(other.signingAuthority, { extensions: SIGNS_DEVIATIONS });
    const { folder, names, leftOut } = assemble([
      ...[list, revocationListOf(state), revocationListOf(other), deviationList(publisher, []), ...signers],
    ]);
    expect(names.filter((name) => !name.startsWith('document-signers'))).toEqual([
      'deviation-lists/nx',
      expect.stringMatching(/^master-list-roots\/ut-root-[0-9a-f]{8}$/),
      'master-lists/ut',
      'revocation-lists/all-1',
    ]);
    expect(leftOut).toEqual({});
    const { store, refused } = lanesTake(folder);
    expect(refused).toEqual([]);
    expect(store.pool.anchors).toHaveLength(2);
    expect([...store.revocationLists.values()].map(({ country }) => country).sort()).toEqual(['NX', 'UT']);
    expect(store.documentSigners?.encoded).toHaveLength(4);
    expect(store.deviations?.has('NX')).toBe(true);
  });

  it('does not have what no pinned root vouches for', () => {
    const stranger = createIssuingState('UT', VALIDITY);
    const { names, leftOut } = assemble([
      masterListOf(stranger, [stranger.signingAuthority.certificate]),
      revocationListOf(stranger),
      stranger.documentSigner(VALIDITY).certificate,
      stranger.signingAuthority.certificate,
      deviationList(signerBelow(stranger.signingAuthority, { extensions: SIGNS_DEVIATIONS }), []),
    ]);
    expect(names).toEqual([expect.stringContaining('master-list-roots/')]);
    expect(leftOut).toEqual({
      'master-list': { untrusted: 1 },
      'revocation-list': { untrusted: 1 },
      'deviation-list': { untrusted: 1 },
      certificate: { untrusted: 2 },
    });
  });

  it('has the newest master list of each state, from the folder or the directory', () => {
    const older = masterListOf(state, [root], NOW - 9 * DAY_MS);
    const first = assemble([older, list]);
    expect(first.leftOut).toEqual({ 'master-list': { older: 1 } });
    expect(Buffer.from(first.folder['master-lists/ut']!)).toEqual(Buffer.from(list));
    const second = assemble([older], { 'master-lists/de.ml': list });
    expect(Buffer.from(second.folder['master-lists/ut']!)).toEqual(Buffer.from(list));
    expect(second.leftOut).toEqual({ 'master-list': { older: 1 } });
    const third = assemble([list], { 'master-lists/ut': older });
    expect(third.leftOut).toEqual({});
    expect(Buffer.from(third.folder['master-lists/ut']!)).toEqual(Buffer.from(list));
  });

  it('never returns to a revocation list with an earlier time or a lower number', () => {
    const present = revocationListOf(state, { number: 7, thisUpdate: NOW - 5 * DAY_MS });
    const before = { 'master-lists/ut': list, 'revocation-lists/ut': present };
    const kept = (found: readonly Der[]) => {
      const { folder, leftOut } = assemble(found, before);
      const [one] = readBundle(folder['revocation-lists/all-1']!).revocationLists;
      return { isPresent: Buffer.from(one!).equals(present), leftOut };
    };
    const backwards = revocationListOf(state, { number: 6, thisUpdate: NOW - DAY_MS });
    const earlier = revocationListOf(state, { number: 8, thisUpdate: NOW - 6 * DAY_MS });
    expect(kept([backwards, earlier])).toEqual({ isPresent: true, leftOut: { 'revocation-list': { older: 2 } } });
    const newer = revocationListOf(state, { number: 8, thisUpdate: NOW - DAY_MS });
    expect(kept([newer])).toEqual({ isPresent: false, leftOut: {} });
    expect(kept([])).toEqual({ isPresent: true, leftOut: {} });
  });

  it('has document signers only: no expired ones, and none for lists or connections', () => {
    const ended = state.documentSigner({ notBefore: NOW - 90 * DAY_MS, notAfter: NOW - DAY_MS }).certificate;
    const { leftOut, names } = assemble([list, ended, state.masterListSigner(VALIDITY).certificate]);
    expect(leftOut).toEqual({ certificate: { expired: 1, 'other-purpose': 1 } });
    expect(names.some((name) => name.startsWith('document-signers'))).toBe(false);
  });

  it('keeps the signers of the folder when the sources have none', () => {
    const signer = state.documentSigner(VALIDITY).certificate;
    const first = assemble([list, signer]);
    const second = assemble([list], first.folder);
    expect(second.names).toEqual(first.names);
  });

  it('takes a link certificate of a directory, and no other authority', () => {
    const { link, state: next } = state.successor(VALIDITY);
    const alone = createIssuingState('UT', VALIDITY);
    const { names, leftOut, folder } = assemble([list, link, alone.signingAuthority.certificate]);
    expect(names.filter((name) => name.startsWith('link-certificates'))).toHaveLength(1);
    expect(leftOut).toEqual({ certificate: { untrusted: 1 } });
    const keys = lanesTake(folder).store.pool.anchors.map(({ certificate }) => certificate.keyFingerprint);
    expect(new Set(keys).size).toBe(3);
    expect(next.signingAuthority.certificate).toBeDefined();
  });

  it('is the same for the same objects in another order', () => {
    const found = [list, revocationListOf(state), ...[1, 2, 3].map(() => other.documentSigner(VALIDITY).certificate)];
    const [one, two] = [assemble(found), assemble([...found].reverse())];
    expect(two.names).toEqual(one.names);
    for (const name of one.names) expect(Buffer.from(two.folder[name]!)).toEqual(Buffer.from(one.folder[name]!));
  });
});

const missing = missingSystemParts('the comparison with OpenSSL', ['openssl']);
describe.skipIf(missing !== undefined)(`OpenSSL ${missing ?? ''}`, () => {
  const opened = () => {
    const folder = temporaryFolder();
    const put = (name: string, bytes: Uint8Array): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const pem = (name: string, der: Uint8Array): string => {
      const words = ['x509', '-inform', 'DER', '-in', put(`${name}.cer`, der), '-out', join(folder, name)];
      execFileSync('openssl', words, { stdio: 'pipe' });
      return join(folder, name);
    };
    return { put, pem };
  };
  const accepts = (...words: readonly string[]): boolean => {
    try {
      execFileSync('openssl', words, { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  };

  it.each([
    ['accepts', true],
    ['refuses', false],
  ])('%s the same master list, revocation list and signer as the folder', (_what, isTaken) => {
    const one = isTaken ? state : createIssuingState('UT', VALIDITY);
    const { put, pem } = opened();
    const authority = pem('authority.pem', root);
    const time = ['-attime', `${NOW / 1_000}`];
    const own = [masterListOf(one, [root]), revocationListOf(one), one.documentSigner(VALIDITY).certificate] as const;
    const [master, crl, signer] = own;
    const cms = ['cms', '-verify', '-inform', 'DER', '-in', put('list.ml', master), '-CAfile', authority];
    expect(accepts(...cms, '-purpose', 'any', ...time, '-out', '/dev/null')).toBe(isTaken);
    // `openssl crl -verify` reports a wrong signature without a failure
    const crlWords = ['crl', '-inform', 'DER', '-in', put('list.crl', crl), '-CAfile', authority, '-noout', '-verify'];
    const said = execFileSync('sh', ['-c', `openssl ${crlWords.map((word) => `'${word}'`).join(' ')} 2>&1 || true`]);
    expect(said.toString().includes('verify OK')).toBe(isTaken);
    expect(accepts('verify', ...time, '-CAfile', authority, pem('signer.pem', signer))).toBe(isTaken);
    const { leftOut } = assemble([...(isTaken ? [] : [list]), ...own]);
    expect(leftOut).toEqual(
      isTaken
        ? {}
        : { 'master-list': { untrusted: 1 }, 'revocation-list': { untrusted: 1 }, certificate: { untrusted: 1 } },
    );
  });
});

describe('an authority below a signer', () => {
  it('is no document signer', () => {
    const between = signerBelow(state.signingAuthority, { extensions: [CERTIFIES, basicConstraints()] });
    const below = signerBelow(between).certificate;
    expect(assemble([list, below]).leftOut).toEqual({ certificate: { untrusted: 1 } });
  });
});
