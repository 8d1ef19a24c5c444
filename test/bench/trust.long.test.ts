import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { integerElement, SEQUENCE, SET } from '../../hardware/ber/universal.ts';
import { ascii, tlv } from '../../hardware/ber/write.ts';
import { createIssuingState, type Signer } from '../../hardware/simulation/pki/issuing-state.ts';
import { signedData } from '../../hardware/simulation/pki/signed-data.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { ldsContent, LDS_SECURITY_OBJECT, securityObjectFile } from '../kiosk/rules/document/trust/specimen-signers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const NOW = Date.now();
const validity = { notBefore: NOW - 400 * DAY_MS, notAfter: NOW + 400 * DAY_MS };
const [home, abroad, stranger] = ['UT', 'NX', 'UT'].map((country) => createIssuingState(country, validity));
const ended = { notBefore: NOW - 300 * DAY_MS, notAfter: NOW - DAY_MS };

const content = ldsContent({ 1: ascii('zone'), 2: ascii('portrait') });
const sod = (signer: Signer) => securityObjectFile({ content, signer });
const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${base64(der).replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
/** An entry in the form of the PKD, with folded lines. */
const ldif = (attribute: string, der: Uint8Array) =>
  `dn: cn=x,dc=data,dc=download,dc=pkd,dc=icao,dc=int\nobjectClass: top\n${attribute}:: ${base64(der).replaceAll(/.{70}/g, '$&\n ')}\n\n`;

function list(of: readonly Uint8Array[], signer: Signer): Uint8Array<ArrayBuffer> {
  const certificates = tlv(SEQUENCE, integerElement(0), tlv(SET, ...of));
  return signedData({
    contentType: '2.23.136.1.1.2',
    content: certificates,
    digest: 'sha256',
    signer,
    signedAt: NOW - DAY_MS,
  });
}

function folder(files: Readonly<Record<string, Uint8Array | string>>): string {
  const made = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), bytes);
  }
  return made;
}

function bench(...given: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot(), '.build/test/bench/trust.js'), ...given],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

const authority = home!.signingAuthority.certificate;
const LISTS = {
  'root.cer': authority,
  'deep/list.ml': list([authority, abroad!.signingAuthority.certificate], home!.masterListSigner(validity)),
};

describe('the bench of trust', () => {
  it('counts parsed, signed and chained documents by state, and gives the reasons for failures', () => {
    const good = sod(home!.documentSigner(validity));
    const wrong = Uint8Array.from(sod(home!.documentSigner(validity)));
    wrong[wrong.length - 3]! ^= 1;
    const withoutTag = signedData({
      contentType: LDS_SECURITY_OBJECT,
      content,
      digest: 'sha256',
      signer: abroad!.documentSigner(validity),
    });
    const sods = folder({
      'good.bin': good,
      'inner/wrong.sod': wrong,
      'der.cms': withoutTag,
      'stranger.bin': sod(stranger!.documentSigner(validity)),
      'ended.bin': sod(home!.documentSigner(ended)),
      'broken.bin': tlv(0x77, ascii('no')),
      'good again.bin': good,
      'signer.pem': pem(home!.documentSigner(validity).certificate),
      'note.txt': 'not a signature',
    });
    const out = join(temporaryFolder(), 'trust.json');
    const { status, stdout, stderr } = bench('--sods', sods, '--lists', folder(LISTS), '--json', out);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('deep/list.ml: master-list, UT, 2 certificates, signer chained');
    expect(stdout).toContain('1 files hold neither');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      bench: 'trust',
      authorities: 2,
      total: { objects: 6, signers: 1, parsed: 6, signature: 4, chained: 4, valid: 3 },
      states: [
        { state: '??', objects: 1, parsed: 0, reasons: { malformed: 1 } },
        { state: 'NX', objects: 1, chained: 1, reasons: {} },
        {
          ...{ state: 'UT', objects: 4, signers: 1, signature: 3, chained: 3 },
          reasons: { 'signature-wrong': 1, 'unknown-authority': 1, expired: 1 },
        },
      ],
    });
  });

  it('reads the LDIF of the PKD: signers, authorities, master lists and revocation lists', () => {
    const signer = home!.documentSigner(validity);
    const revoked = home!.revocationList({
      ...{ number: 1, thisUpdate: NOW - DAY_MS, nextUpdate: NOW + DAY_MS },
      revoked: [{ serialNumber: signer.serialNumber, revokedAt: NOW - DAY_MS }],
    });
    const lists = folder({
      'lists.ldif': ldif('pkdMasterListContent', LISTS['deep/list.ml']),
      'rest.ldif':
        ldif('userCertificate;binary', signer.certificate) + ldif('certificateRevocationList;binary', revoked),
    });
    const { status, stdout } = bench('--sods', folder({ 'one.bin': sod(signer) }), '--lists', lists);
    expect(status).toBe(0);
    expect(stdout).toMatch(/lists\.ldif: master-list, UT, 2 certificates, signer chained/);
    expect(stdout).toMatch(/UT +1 +1 +1 +2 +2 +0 +revoked 2/);
  });

  it('reads the content of a master list without its signature, and reports it as unsigned', () => {
    const bare = tlv(SEQUENCE, integerElement(0), tlv(SET, authority));
    const sods = folder({ 'one.bin': sod(home!.documentSigner(validity)) });
    expect(bench('--sods', sods, '--lists', folder({ masterList: bare })).stdout).toMatch(
      /1 certificates, signer unsigned/,
    );
  });

  it.each([
    ['no folders are given', () => [], 64, 'usage:'],
    ['an option is unknown', () => ['--sod', '.'], 64, "'--sod'"],
    ['a folder does not exist', () => ['--sods', '/nowhere', '--lists', folder(LISTS)], 66, 'there is no such folder'],
    [
      'a folder is a file',
      () => ['--sods', join(folder(LISTS), 'root.cer'), '--lists', folder(LISTS)],
      66,
      'is a file',
    ],
    ['a folder is empty', () => ['--sods', folder({}), '--lists', folder(LISTS)], 66, 'there is no file in'],
    [
      'the lists contain no certificate',
      () => ['--sods', folder(LISTS), '--lists', folder({ a: 'x' })],
      66,
      'no certificate of an',
    ],
    ['there is no signature', () => ['--sods', folder({ a: 'x' }), '--lists', folder(LISTS)], 66, 'no security object'],
    ['the day is invalid', () => ['--sods', '.', '--lists', '.', '--at', 'today'], 64, 'is no day'],
  ] as [string, () => string[], number, string][])('fails with a message when %s', (_what, given, status, sentence) => {
    const outcome = bench(...given());
    expect(outcome.status).toBe(status);
    expect(outcome.stderr).toContain(sentence);
  });
});
