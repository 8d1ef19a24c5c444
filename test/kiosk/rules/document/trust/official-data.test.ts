import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ElementaryFile } from '../../../../../hardware/document-reader/elementary-file.ts';
import { type Certificate, readCertificate } from '../../../../../kiosk/rules/document/trust/certificate.ts';
import { type CscaPool, EMPTY_POOL } from '../../../../../kiosk/rules/document/trust/csca-pool.ts';
import { importMasterList } from '../../../../../kiosk/rules/document/trust/master-list.ts';
import { passiveAuthentication, signerOf } from '../../../../../kiosk/rules/document/trust/passive-authentication.ts';
import { readSecurityObject } from '../../../../../kiosk/rules/document/trust/security-object.ts';
import { dataFolder } from '../../../../support/data-folder.ts';

const folder = dataFolder('mrtd');
const file = (name: string) => Uint8Array.from(readFileSync(join(folder ?? '', name)));
const NOW = Date.UTC(2026, 10, 24);

/** DER, or PEM. */
function root(name: string): Certificate {
  const bytes = file(name);
  if (bytes[0] === 0x30) return readCertificate(bytes);
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/-----[A-Z ]+-----|\s/g, '');
  return readCertificate(Uint8Array.from(Buffer.from(text, 'base64')));
}

describe.skipIf(folder === undefined)('official master lists (POSTERN_DATA)', () => {
  const lists = [
    {
      country: 'DE',
      list: 'master-lists/DE_ML_2026-05-28-08-28-45.ml',
      root: 'master-lists/DE_ROOT_CA_CSCA07.cer',
      certificates: 588,
    },
    { country: 'NL', list: 'master-lists/NL_ML_2026-07-22.ml', root: 'master-lists/NL_ROOT_CA.cer', certificates: 411 },
  ];

  it.each(lists)('have a signer chained to the pinned root, and every certificate is read: $country', (given) => {
    const taken = importMasterList(EMPTY_POOL, file(given.list), [root(given.root)], NOW);
    expect(taken).toMatchObject({ country: given.country, certificates: given.certificates, unreadable: [] });
    expect(taken.countries.length).toBeGreaterThan(80);
    for (const { certificate } of taken.pool.anchors) certificate.publicKey();
  });

  it('together make one pool, each certificate once', () => {
    let pool: CscaPool = EMPTY_POOL;
    for (const given of lists) pool = importMasterList(pool, file(given.list), [root(given.root)], NOW).pool;
    expect(pool.anchors.length).toBeLessThan(588 + 411);
    expect(pool.listTimes.size).toBe(2);
  });

  it("are refused under another state's root", () => {
    const [german, dutch] = lists;
    expect(() => importMasterList(EMPTY_POOL, file(german!.list), [root(dutch!.root)], NOW)).toThrow(
      expect.objectContaining({ code: 'untrusted' }),
    );
  });

  it('are refused when a byte of a certificate was changed', () => {
    const [given] = lists;
    const bytes = file(given!.list);
    bytes[500_000]! ^= 1;
    expect(() => importMasterList(EMPTY_POOL, bytes, [root(given!.root)], NOW)).toThrow(
      expect.objectContaining({ name: 'TrustError' }),
    );
  });
});

describe.skipIf(folder === undefined)('official documents (POSTERN_DATA)', () => {
  const sets: readonly { readonly name: string; readonly files: Partial<Record<ElementaryFile, string>> }[] = [
    {
      name: 'BSI TR-03105-5 reference set',
      files: {
        'EF.SOD': 'bsi2008/EF_SOD.bin',
        'EF.DG1': 'bsi2008/Datagroup1.bin',
        'EF.DG2': 'bsi2008/Datagroup2.bin',
        'EF.DG3': 'bsi2008/Datagroup3.bin',
        'EF.DG14': 'bsi2008/Datagroup14.bin',
      },
    },
    {
      name: 'Netherlands specimen of 2006',
      files: {
        'EF.SOD': 'nl-specimen2006/ef011D.bin',
        'EF.DG1': 'nl-specimen2006/ef0101.bin',
        'EF.DG2': 'nl-specimen2006/ef0102.bin',
        'EF.DG15': 'nl-specimen2006/ef010F.bin',
      },
    },
  ];
  const read = (files: Partial<Record<ElementaryFile, string>>) =>
    new Map(Object.entries(files).map(([name, path]) => [name as ElementaryFile, file(path)]));
  const store = (pool: CscaPool) => ({ pool, revocationLists: new Map(), defects: undefined });
  const policy = { oldestRevocationListMs: 90 * 86_400_000 };
  const zone = { issuingState: 'D', documentCode: 'P' };

  it.each(sets)('have a valid signature and valid hashes: $name', ({ files }) => {
    const given = read(files);
    expect(signerOf(readSecurityObject(given.get('EF.SOD')!).signedData)?.holds).toBe(true);
    const { findings } = passiveAuthentication({ files: given, ...zone }, store(EMPTY_POOL), policy, NOW);
    expect(findings['security-object-signature']).toEqual({ result: 'passed' });
    expect(findings['data-group-hashes']).toEqual({ result: 'passed' });
    expect(findings['document-signer-trusted']).toEqual({ result: 'failed', reason: 'unknown-authority' });
  });

  it('have no genuine data group outside the security object: BSI reference set', () => {
    const files = read({ ...sets[0]!.files, 'EF.DG15': 'bsi2008/Datagroup15.bin' });
    const { findings } = passiveAuthentication({ files, ...zone }, store(EMPTY_POOL), policy, NOW);
    expect(findings['data-group-hashes']).toEqual({ result: 'failed', reason: 'not-in-security-object' });
  });

  it.each(sets)('are refused with any byte of the portrait changed: $name', ({ files }) => {
    const given = read(files);
    const portrait = given.get('EF.DG2')!;
    portrait[portrait.length - 9]! ^= 0x20;
    const { findings } = passiveAuthentication({ files: given, ...zone }, store(EMPTY_POOL), policy, NOW);
    expect(findings['data-group-hashes']).toEqual({ result: 'failed', reason: 'hash-wrong' });
  });
});
