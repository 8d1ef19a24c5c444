import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { createIssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import { carryTrustLists, draftTrust } from '../../../../server/lanes/releases/draft-trust.ts';
import { signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import { dataFolder } from '../../../support/data-folder.ts';
import { draftOf, newReleases, publish } from '../../../support/release-fixture.ts';
import { missingSystemParts } from '../../../support/system-part.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { MANAGER, SLAPD_PARTS, startSlapd } from '../../lists/pkd/slapd.ts';
import {
  BASE,
  ldifOf,
  masterListEntry,
  masterListOf,
  revocationEntry,
  revocationListOf,
  signerEntry,
  treeOf,
} from '../../lists/pkd/specimen-directory.ts';

const main = join(projectRoot(), '.build/kiosk/main/commands/pkd/main.js');
const DAY_MS = 86_400_000;
const NOW = systemClock.wallMs();
const VALID = { notBefore: NOW - 30 * DAY_MS, notAfter: NOW + 900 * DAY_MS };

function pkd(...words: string[]): Promise<{ code: number; out: string; said: string; answer: unknown }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], { maxBuffer: 16_777_216 }, (error, out, said) => {
      const answer: unknown = out.startsWith('{') ? JSON.parse(out) : undefined;
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said, answer });
    });
  });
}

function directory(revoked = 0) {
  const state = createIssuingState('UT', VALID);
  const certificate = state.signingAuthority.certificate;
  const crl = (count: number, number: number) =>
    revocationListOf(state, {
      ...{ number, thisUpdate: NOW - DAY_MS / number, nextUpdate: NOW + DAY_MS },
      revoked: Array.from({ length: count }, (_, at) => ({ serialNumber: Uint8Array.of(1, at), revokedAt: NOW })),
    });
  const list = (certificates: readonly Uint8Array[], signedAt: number) => {
    const signer = state.masterListSigner(VALID);
    return masterListOf({ ...state, masterListSigner: () => signer }, certificates, signedAt);
  };
  const entries = [
    ...treeOf(['UT']),
    signerEntry('UT', '7', state.documentSigner(VALID).certificate),
    revocationEntry('UT', 1, crl(revoked, 1)),
    masterListEntry('UT', list([certificate], NOW - 2 * DAY_MS)),
  ];
  return { state, certificate, crl, list, entries, ldif: ldifOf(entries) };
}

describe('postern-lane pkd', () => {
  it('pins a root by its digest, takes a directory, and prints the code of a release that people compared', async () => {
    const folder = temporaryFolder();
    const at = (...names: string[]) => join(folder, ...names);
    const { certificate, ldif, crl, list } = directory();
    writeFileSync(at('root.cer'), certificate);
    writeFileSync(at('pkd.ldif'), ldif);
    mkdirSync(at('trust'));
    const digest = createHash('sha256').update(certificate).digest('hex');
    expect(
      await pkd(
        'pin',
        at('trust'),
        at('root.cer'),
        digest.replace(/./, (first) => (first === '0' ? '1' : '0')),
      ),
    ).toMatchObject({ code: 1 });
    expect(readdirSync(at('trust'))).toEqual([]);
    const spaced = digest.toUpperCase().replaceAll(/..(?=.)/g, '$&:');
    expect((await pkd('pin', at('trust'), at('root.cer'), spaced)).answer).toMatchObject({
      kind: 'pinned',
      country: 'UT',
    });

    const taken = await pkd('take', at('trust'), at('next'), at('pkd.ldif'));
    expect(taken.answer).toMatchObject({
      found: { certificate: 1, 'revocation-list': 1, 'master-list': 1 },
      leftOut: {},
      written: { 'master-lists': 1, 'revocation-lists': 1, 'document-signers': 1, 'master-list-roots': 1 },
    });
    expect(await pkd('take', at('trust'), at('next'), at('pkd.ldif'))).toMatchObject({
      code: 1,
      said: expect.stringMatching(/present/),
    });

    const releases = await newReleases(at('releases'), NOW);
    const root = releases.repository.path(metadataFile('root', 1));
    const draftFrom = async (trust: string) => {
      const draft = await draftTrust(draftOf(releases), trust, {}, { nowMs: NOW });
      await carryTrustLists(releases.repository, draft);
      return draft;
    };
    await publish(releases, await draftFrom(at('next')));

    // The next release: the state has a second key, and twelve revocations
    const second = createIssuingState('UT', VALID, 'Second').signingAuthority.certificate;
    writeFileSync(at('list.ml'), list([certificate, second], NOW - DAY_MS / 2));
    writeFileSync(at('list.crl'), crl(12, 2));
    await pkd('take', at('next'), at('after'), at('list.ml'), at('list.crl'));
    const draft = await draftFrom(at('after'));
    const compared = await pkd('compare', draft.folder, '--root', root);
    expect(compared.out).toMatch(
      /^1 new authority, 0 removed; .* 12 new revocations, 0 withdrawn; 0 new document signers/,
    );
    const code = /--compared ([0-9a-f-]{14})/.exec(compared.out)?.[1];
    await expect(signDraft(draft, releases.anna.key)).rejects.toMatchObject({ code: 'not-compared' });
    expect(await signDraft(draft, releases.anna.key, { compared: code })).toHaveLength(1);

    // A release without the master list asks, and has no code before the answer
    mkdirSync(at('bare', 'csca'), { recursive: true });
    copyFileSync(at('root.cer'), at('bare', 'csca', 'ut'));
    const bare = await draftFrom(at('bare'));
    const asked = await pkd('compare', bare.folder, '--root', root);
    expect(asked).toMatchObject({ code: 1, out: /list-lost {2}master list of UT/ });
    expect(asked.out).not.toContain('--compared');
    const questions = /--accept (\S+)/.exec(asked.out)?.[1];
    expect(questions).toBe('pins-changed,list-lost,list-shrunken');
    const accepted = await pkd('compare', bare.folder, '--root', root, '--accept', questions!);
    expect(accepted).toMatchObject({ code: 0, out: expect.stringMatching(/--compared/) });
  });

  it.each([
    ['no command', []],
    ['a missing source', ['take', 'a', 'b']],
    ['an unknown question', ['compare', 'a', '--root', 'b', '--accept', 'everything']],
    ['an account without its password', ['take', 'a', 'b', 'ldaps://localhost/', '--account', 'me']],
    ['a password in the address', ['take', 'a', 'b', 'ldaps://me:secret@localhost/']],
  ])('refuses %s with its usage', async (_what, words) => {
    expect(await pkd(...words)).toMatchObject({ code: 2, said: expect.stringMatching(/usage: postern-lane pkd/) });
  });

  it('refuses LDAP without TLS to another machine', async () => {
    expect(await pkd('take', 'a', 'b', 'ldap://192.0.2.1/dc=data')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/use ldaps/),
    });
  });

  const missing = missingSystemParts('the reading of OpenLDAP', SLAPD_PARTS);
  it.skipIf(missing !== undefined)(
    `takes a directory of OpenLDAP with TLS and an account ${missing ?? ''}`,
    async () => {
      const folder = temporaryFolder();
      const at = (...names: string[]) => join(folder, ...names);
      const { certificate, ldif } = directory();
      mkdirSync(at('trust', 'master-list-roots'), { recursive: true });
      writeFileSync(at('trust', 'master-list-roots', 'ut'), certificate);
      const { secureUrl, authority } = await startSlapd(ldif);
      writeFileSync(at('ca.pem'), authority);
      writeFileSync(at('password'), `${MANAGER.password}\n`, { mode: 0o644 });
      const words = ['--ca', at('ca.pem'), '--account', MANAGER.name, '--password-file', at('password')];
      const take = () => pkd('take', at('trust'), at('next'), `${secureUrl}/${BASE}`, ...words);
      expect(await take()).toMatchObject({ code: 1, said: expect.stringMatching(/for its owner only/) });
      chmodSync(at('password'), 0o600);
      expect((await take()).answer).toMatchObject({ found: { certificate: 1 }, leftOut: {} });
    },
  );

  const official = dataFolder('mrtd');
  it.skipIf(official === undefined)('takes the German and the Dutch master list (POSTERN_DATA)', async () => {
    const folder = temporaryFolder();
    const at = (...names: string[]) => join(folder, ...names);
    const list = (name: string) => join(official ?? '', 'master-lists', name);
    mkdirSync(at('trust', 'master-list-roots'), { recursive: true });
    copyFileSync(list('DE_ROOT_CA_CSCA07.cer'), at('trust', 'master-list-roots', 'DE_ROOT_CA_CSCA07.cer'));
    copyFileSync(list('NL_ROOT_CA.cer'), at('trust', 'master-list-roots', 'NL_ROOT_CA.cer'));
    const sources = [list('DE_ML_2026-05-28-08-28-45.ml'), list('NL_ML_2026-07-22.ml')];
    const { answer } = await pkd('take', at('trust'), at('next'), ...sources);
    expect(answer).toMatchObject({ leftOut: {}, written: { 'master-lists': 2, 'master-list-roots': 2 } });
  });
});
