import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { integerElement, SEQUENCE, SET } from '../../../../hardware/ber/universal.ts';
import { tlv } from '../../../../hardware/ber/write.ts';
import { createIssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import { signedData } from '../../../../hardware/simulation/pki/signed-data.ts';
import { bundleOf } from '../../../../kiosk/rules/document/trust/certificate-bundle.ts';
import { memoryFileIn } from '../../../../kiosk/platform/base/memory-file.ts';
import { withSpecimenStates } from '../../../../kiosk/main/simulation/specimen-trust.ts';
import { TRUST_FOLDERS } from '../../../../kiosk/lists/trust/judge-trust.ts';
import { EMPTY_TRUST, loadTrust } from '../../../../kiosk/lists/trust/trust-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { deviationList, signerBelow, SIGNS_DEVIATIONS } from '../../rules/document/trust/specimen-signers.ts';

const NOW = Date.UTC(2030, 5, 1);
const DAY_MS = 86_400_000;
const validity = { notBefore: NOW - 400 * DAY_MS, notAfter: NOW + 400 * DAY_MS };
const state = createIssuingState('UT', validity);
const other = createIssuingState('NX', validity);
const listSigner = state.masterListSigner(validity);

const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
const masterList = (signedAt: number) => {
  const content = tlv(SEQUENCE, integerElement(0), tlv(SET, other.signingAuthority.certificate));
  return signedData({ contentType: '2.23.136.1.1.2', content, digest: 'sha256', signer: listSigner, signedAt });
};
const revocationList = (thisUpdate: number) =>
  state.revocationList({ number: 1, thisUpdate, nextUpdate: thisUpdate + 90 * DAY_MS, revoked: [] });

/** A trust folder with these files, and what loading it gives. */
function trust(files: Readonly<Record<string, Uint8Array | string>>) {
  const folder = temporaryFolder();
  const memoryFile = memoryFileIn({ dataDir: folder }, 'memory');
  const put = (more: Readonly<Record<string, Uint8Array | string>>): void => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(join(folder, name.split('/')[0] ?? ''), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  };
  put(files);
  return {
    put,
    memory: memoryFile.file,
    remove: (name: string) => rmSync(join(folder, name)),
    load: (now = NOW) => loadTrust(folder, memoryFile, now),
  };
}
const csca = `${TRUST_FOLDERS.authorities}/ut.cer`;
const root = `${TRUST_FOLDERS.listRoots}/ut.pem`;
const list = `${TRUST_FOLDERS.masterLists}/ut.ml`;
const revoked = `${TRUST_FOLDERS.revocationLists}/ut.crl`;
const ROOT = { [root]: pem(state.signingAuthority.certificate) };

describe('the trust folder', () => {
  it('that is empty or missing gives no trust', () => {
    expect(trust({}).load()).toEqual({ store: EMPTY_TRUST, masterLists: [], refused: [] });
  });

  it('fills pool and lists, from DER or PEM', () => {
    const { store, refused } = trust({
      ...ROOT,
      [csca]: state.signingAuthority.certificate,
      [list]: masterList(NOW - DAY_MS),
      [`${TRUST_FOLDERS.links}/ut.cer`]: pem(state.successor(validity).link),
      [revoked]: revocationList(NOW - DAY_MS),
    }).load();
    expect(refused).toEqual([]);
    expect(store.pool.anchors.map(({ origin }) => origin.kind)).toEqual(['pinned', 'master-list', 'link']);
    expect([...store.revocationLists.values()].map(({ country }) => country)).toEqual(['UT']);
  });

  it('takes several revocation lists and document signers from bundles', () => {
    const lists = [state, other].map((one) =>
      one.revocationList({ number: 1, thisUpdate: NOW - DAY_MS, nextUpdate: NOW + DAY_MS, revoked: [] }),
    );
    const stranger = createIssuingState('UT', validity);
    const strangers = stranger.revocationList({ number: 1, thisUpdate: NOW, nextUpdate: NOW, revoked: [] });
    const certificates = [state, other].map((one) => one.documentSigner(validity).certificate);
    const all = `${TRUST_FOLDERS.revocationLists}/all.p7`;
    const { store, refused } = trust({
      [csca]: state.signingAuthority.certificate,
      [`${TRUST_FOLDERS.authorities}/nx.cer`]: other.signingAuthority.certificate,
      [all]: bundleOf({ certificates: [], revocationLists: [...lists, strangers] }),
      [`${TRUST_FOLDERS.documentSigners}/a.p7`]: bundleOf({ certificates, revocationLists: [] }),
      [`${TRUST_FOLDERS.documentSigners}/b.cer`]: pem(state.documentSigner(validity).certificate),
    }).load();
    expect(refused).toEqual([{ file: all, code: 'untrusted' }]);
    expect([...store.revocationLists.values()].map(({ country }) => country)).toEqual(['UT', 'NX']);
    expect(store.documentSigners?.encoded).toHaveLength(3);
  });

  it('does not return to an older deviation list, also after a restart', () => {
    const publisher = signerBelow(state.signingAuthority, { extensions: SIGNS_DEVIATIONS });
    const deviations = `${TRUST_FOLDERS.deviationLists}/ut.dvl`;
    const folder = trust({
      [csca]: state.signingAuthority.certificate,
      [deviations]: deviationList(publisher, [], { signedAt: NOW - DAY_MS }),
    });
    expect(folder.load().store.deviations?.get('UT')?.signedAt).toBe(NOW - DAY_MS);
    folder.put({ [deviations]: deviationList(publisher, [], { signedAt: NOW - 2 * DAY_MS }) });
    expect(folder.load()).toMatchObject({ refused: [{ file: deviations, code: 'roll-back' }] });
  });

  it('causes a message for each unusable file, and the others are used', () => {
    const { store, refused } = trust({
      [csca]: state.signingAuthority.certificate,
      [`${TRUST_FOLDERS.authorities}/broken.cer`]: 'not a certificate',
      [`${TRUST_FOLDERS.authorities}/.hidden`]: 'looked over',
      [list]: masterList(NOW - DAY_MS),
      [revoked]: other.revocationList({ number: 1, thisUpdate: NOW - 1, nextUpdate: NOW, revoked: [] }),
    }).load();
    expect(refused).toEqual([
      { file: `${TRUST_FOLDERS.authorities}/broken.cer`, code: 'malformed' },
      { file: list, code: 'untrusted' },
      { file: revoked, code: 'untrusted' },
    ]);
    expect(store.pool.anchors).toHaveLength(1);
  });

  it('does not return to an older list, also after a restart', () => {
    const folder = trust({ ...ROOT, [csca]: state.signingAuthority.certificate, [list]: masterList(NOW - DAY_MS) });
    folder.put({ [revoked]: revocationList(NOW - DAY_MS) });
    expect(folder.load().refused).toEqual([]);
    folder.put({ [list]: masterList(NOW - 5 * DAY_MS), [revoked]: revocationList(NOW - 5 * DAY_MS) });
    const { store, refused } = folder.load();
    expect(refused).toEqual([
      { file: list, code: 'roll-back' },
      { file: revoked, code: 'roll-back' },
    ]);
    expect(store.pool.anchors).toHaveLength(1);
    expect(store.revocationLists.size).toBe(0);
  });

  it('has a memory that lasts while a list is missing', () => {
    const folder = trust({ ...ROOT, [list]: masterList(NOW - DAY_MS) });
    folder.load();
    folder.remove(list);
    folder.load();
    folder.put({ [list]: masterList(NOW - 5 * DAY_MS) });
    expect(folder.load().refused).toEqual([{ file: list, code: 'roll-back' }]);
  });

  it.each(['', '{"version":2}', 'null'])(
    'refuses to start from a memory that is %j, and does not change it',
    (text) => {
      const folder = trust({ ...ROOT, [list]: masterList(NOW - DAY_MS) });
      writeFileSync(folder.memory, text);
      expect(() => folder.load()).toThrow(expect.objectContaining({ code: 'memory-unreadable' }));
      expect(readFileSync(folder.memory, 'utf8')).toBe(text);
    },
  );

  it('refuses to start without a memory that was written, so that an older list cannot return', () => {
    const folder = trust({ ...ROOT, [list]: masterList(NOW - DAY_MS) });
    folder.load();
    rmSync(folder.memory);
    folder.put({ [list]: masterList(NOW - 5 * DAY_MS) });
    expect(() => folder.load()).toThrow(expect.objectContaining({ code: 'memory-missing' }));
  });
});

describe('the lists of two authorities of one state', () => {
  const island = createIssuingState('UT', validity, 'Island');
  const islands = `${TRUST_FOLDERS.revocationLists}/island.crl`;
  const listOf = (one: typeof state, thisUpdate: number) =>
    one.revocationList({ number: 1, thisUpdate, nextUpdate: thisUpdate + 90 * DAY_MS, revoked: [] });
  const authorities = {
    [csca]: state.signingAuthority.certificate,
    [`${TRUST_FOLDERS.authorities}/island.cer`]: island.signingAuthority.certificate,
  };
  /** Data of the previous version: one time per country. */
  const before = (time: number) =>
    JSON.stringify({ version: 1, masterLists: {}, revocationLists: { UT: time }, defectList: null });
  const rollBack = (...files: readonly string[]) => files.map((file) => ({ file, code: 'roll-back' }));

  it('are remembered separately, also after a restart', () => {
    const folder = trust({
      ...authorities,
      [revoked]: listOf(state, NOW - DAY_MS),
      [islands]: listOf(island, NOW - 9 * DAY_MS),
    });
    for (const _start of [1, 2]) {
      const { store, refused } = folder.load();
      expect(refused).toEqual([]);
      expect(store.revocationLists.size).toBe(2);
    }
    folder.put({ [revoked]: listOf(state, NOW - 5 * DAY_MS), [islands]: listOf(island, NOW - 8 * DAY_MS) });
    expect(folder.load().refused).toEqual(rollBack(revoked));
  });

  it('after an update: the list of the remembered time identifies its authority, the other is not restricted', () => {
    const folder = trust({
      ...authorities,
      [revoked]: listOf(state, NOW - DAY_MS),
      [islands]: listOf(island, NOW - 9 * DAY_MS),
    });
    writeFileSync(folder.memory, before(NOW - DAY_MS));
    expect(folder.load().refused).toEqual([]);
    folder.put({ [revoked]: listOf(state, NOW - 2 * DAY_MS) });
    expect(folder.load().refused).toEqual(rollBack(revoked));
  });

  it('after an update: without that list, no older one of any authority is accepted', () => {
    const folder = trust({
      ...authorities,
      [revoked]: listOf(state, NOW - 5 * DAY_MS),
      [islands]: listOf(island, NOW - 9 * DAY_MS),
    });
    writeFileSync(folder.memory, before(NOW - DAY_MS));
    expect(folder.load().refused).toEqual(rollBack(islands, revoked));
    expect(folder.load().refused).toEqual(rollBack(islands, revoked));
    folder.put({ [revoked]: listOf(state, NOW - 1) });
    expect(folder.load().refused).toEqual(rollBack(islands));
    folder.put({ [islands]: listOf(island, NOW - 2) });
    expect(folder.load().refused).toEqual([]);
  });

  it('after an update: the memory of master lists and defect lists stays valid', () => {
    const folder = trust({ ...ROOT, [list]: masterList(NOW - 5 * DAY_MS) });
    writeFileSync(
      folder.memory,
      JSON.stringify({ version: 1, masterLists: { UT: NOW - DAY_MS }, revocationLists: {}, defectList: NOW - DAY_MS }),
    );
    expect(folder.load().refused).toEqual(rollBack(list));
    expect(JSON.parse(readFileSync(folder.memory, 'utf8'))).toMatchObject({ version: 2, defectList: NOW - DAY_MS });
  });
});

describe('specimen states', () => {
  it('are trusted in addition to the others, with their revocation lists', () => {
    const { pool, revocationLists } = withSpecimenStates(EMPTY_TRUST, turnedClock(NOW));
    expect(pool.anchors.length).toBe(revocationLists.size);
    expect([...revocationLists.values()].map(({ country }) => country)).toContain('UT');
  });
});
