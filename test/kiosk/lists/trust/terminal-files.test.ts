import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cvCertificate } from '../../../../hardware/document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import {
  cvPublicKey,
  cvSignatureAlgorithm,
  cvSignatureHolds,
} from '../../../../hardware/document-reader/emrtd/terminal-authentication/signature.ts';
import { createVerifyingAuthority, CV_RIGHTS } from '../../../../hardware/simulation/pki/verifying-authority.ts';
import { joinTerminals, loadTerminal } from '../../../../kiosk/lists/trust/terminal-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2030, 5, 1);
const DAY_MS = 86_400_000;
const authority = createVerifyingAuthority('UT', NOW);
const FILES = { files: 'used' } as const;

function folderWith(files: Readonly<Record<string, Uint8Array | string>>) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Files that an operator receives from the document verifier. */
function delivered(options: Parameters<typeof authority.credentials>[0] = {}) {
  const { certificates, key } = authority.credentials(options);
  const [verifier, own] = certificates.map(({ body, signature }) => cvCertificate(body, signature));
  return { 'dv.cvcert': verifier!, 'lane.cvcert': own!, 'lane.key': key.export({ format: 'pem', type: 'pkcs8' }) };
}

describe('the terminal’s folder', () => {
  it('gives a terminal whose signatures are valid under its certificate', async () => {
    const files = loadTerminal(folderWith(delivered()), FILES);
    expect(files.refused).toEqual([]);
    const terminal = files.terminal(NOW)!;
    expect(terminal.certificates.map(({ holderReference }) => holderReference)).toEqual(['UTDVPO00001', 'UTLANE00001']);
    const message = Uint8Array.of(1, 2, 3);
    const own = terminal.certificates[1]!;
    const algorithm = cvSignatureAlgorithm(own.algorithm);
    const { key } = cvPublicKey(own.publicKey, algorithm, 13);
    expect(cvSignatureHolds(message, await terminal.sign(message, 'UTLANE00001'), key, algorithm)).toBe(true);
    await expect(terminal.sign(message, 'UTLANE00002')).rejects.toThrow('no key of that terminal');
  });

  it('gives no terminal on a day on which its certificate is not valid, and states how long it is valid', () => {
    const files = loadTerminal(folderWith(delivered({ expiresAt: NOW + 10 * DAY_MS })), FILES);
    expect(files.terminal(NOW - 2 * DAY_MS)).toBeUndefined();
    expect(files.terminal(NOW + 10 * DAY_MS)).toBeDefined();
    expect(files.terminal(NOW + 12 * DAY_MS)).toBeUndefined();
    expect(files.lastsUntil).toBeGreaterThan(NOW + 9 * DAY_MS);
    expect(files.lastsUntil).toBeLessThan(NOW + 11 * DAY_MS);
  });

  it('that is empty or missing gives no terminal', () => {
    for (const folder of [folderWith({}), '/nowhere/terminal']) {
      expect(loadTerminal(folder, FILES)).toMatchObject({ refused: [], lastsUntil: undefined });
      expect(loadTerminal(folder, FILES).terminal(NOW)).toBeUndefined();
    }
  });

  it('causes a message for each unusable file, and the others are used', () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const good = delivered();
    const noRight = delivered({ rights: CV_RIGHTS.terminalWithoutDg3 });
    const folder = folderWith({
      ...good,
      'broken.cvcert': 'not a certificate',
      'broken.key': 'not a key',
      'large.key': new Uint8Array(9_000_000),
      'stranger.key': stranger.export({ format: 'pem', type: 'pkcs8' }),
      'blind.cvcert': noRight['lane.cvcert'],
      'lost.cvcert': delivered()['lane.cvcert'],
      README: 'looked over',
    });
    mkdirSync(join(folder, 'folder.key'));
    const files = loadTerminal(folder, FILES);
    expect(files.refused).toEqual([
      { file: 'broken.key', code: 'malformed' },
      { file: 'large.key', code: 'too-large' },
      { file: 'broken.cvcert', code: 'malformed' },
      { file: 'blind.cvcert', code: 'no-right-to-fingerprints' },
      { file: 'lost.cvcert', code: 'no-key' },
    ]);
    expect(files.terminal(NOW)).toBeDefined();
  });

  it('causes no exception with any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const files = loadTerminal(folderWith({ 'a.cvcert': bytes, 'a.key': bytes }), FILES);
        expect(files.terminal(NOW)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});

describe('a terminal with its key in the secure element', () => {
  /** An element with a key of the terminal, in memory. */
  function element(key: KeyObject) {
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    const asked: string[] = [];
    const keys = [{ name: 'lane', curve: 'brainpoolP256r1', point: Uint8Array.from(spki.subarray(-65)) }] as const;
    const signDigest = async (name: string, digest: Uint8Array): Promise<Uint8Array> => {
      asked.push(`${name} ${Buffer.from(digest).toString('hex')}`);
      return new Uint8Array(64);
    };
    return { asked, element: { keys, sign: signDigest } };
  }

  it('signs through the element, the SHA-256 digest of the message, although the folder has the key too', async () => {
    const { certificates, key } = authority.credentials();
    const [verifier, own] = certificates.map(({ body, signature }) => cvCertificate(body, signature));
    const { asked, element: inside } = element(key);
    const folder = folderWith({
      'dv.cvcert': verifier!,
      'lane.cvcert': own!,
      'lane.key': key.export({ format: 'pem', type: 'pkcs8' }),
    });
    const files = loadTerminal(folder, { files: 'used', element: inside });
    const terminal = files.terminal(NOW);
    expect(await terminal?.sign(Uint8Array.of(1, 2, 3), 'UTLANE00001')).toHaveLength(64);
    expect(asked).toEqual([
      `lane ${createHash('sha256')
        .update(Uint8Array.of(1, 2, 3))
        .digest('hex')}`,
    ]);
  });

  it('in production needs no file of a key, and refuses one', () => {
    const { certificates, key } = authority.credentials();
    const [verifier, own] = certificates.map(({ body, signature }) => cvCertificate(body, signature));
    const certificateFiles = { 'dv.cvcert': verifier!, 'lane.cvcert': own! };
    const { element: inside } = element(key);
    const clean = loadTerminal(folderWith(certificateFiles), { files: 'refused', element: inside });
    expect([clean.refused, clean.terminal(NOW)?.certificates.length]).toEqual([[], 2]);
    const pem = key.export({ format: 'pem', type: 'pkcs8' });
    const folder = folderWith({ ...certificateFiles, 'lane.key': pem });
    const refused = loadTerminal(folder, { files: 'refused' });
    expect(refused.refused).toEqual([
      { file: 'lane.key', code: 'key-in-file' },
      { file: 'lane.cvcert', code: 'no-key' },
    ]);
    expect(refused.terminal(NOW)).toBeUndefined();
  });

  it('without the certificate’s key has none', () => {
    const { certificates } = authority.credentials();
    const [, own] = certificates.map(({ body, signature }) => cvCertificate(body, signature));
    const { element: stranger } = element(authority.credentials().key);
    const files = loadTerminal(folderWith({ 'lane.cvcert': own! }), { files: 'refused', element: stranger });
    expect(files.refused).toEqual([{ file: 'lane.cvcert', code: 'no-key' }]);
  });
});

describe('terminals of several states combined', () => {
  it('sign each for their own state', async () => {
    const [one, other] = ['UT', 'ZZ'].map((state) => createVerifyingAuthority(state, NOW).terminal());
    const asked: string[] = [];
    const noting = (terminal: typeof one) => ({
      certificates: terminal!.certificates,
      sign: async (_message: Uint8Array, holder: string) => {
        asked.push(`${terminal === one ? 'one' : 'other'} ${holder}`);
        return new Uint8Array();
      },
    });
    const joined = joinTerminals([noting(one), noting(other)])!;
    expect(joined.certificates).toHaveLength(4);
    await joined.sign(new Uint8Array(), 'ZZLANE00001');
    await joined.sign(new Uint8Array(), 'UTLANE00001');
    expect(asked).toEqual(['other ZZLANE00001', 'one UTLANE00001']);
    await expect(joined.sign(new Uint8Array(), 'ZZDVPO00001')).rejects.toThrow('no key');
    expect(joinTerminals([])).toBeUndefined();
  });
});
