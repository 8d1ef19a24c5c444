import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DirectoryObjects, OBJECT_KINDS } from '../../../../kiosk/lists/pkd/directory-objects.ts';
import {
  type DirectoryBounds,
  DIRECTORY_BOUNDS,
  type Directory,
  readDirectory,
} from '../../../../kiosk/lists/pkd/read-directory.ts';
import { readDirectoryFile } from '../../../../kiosk/lists/pkd/read-file.ts';
import { missingSystemParts } from '../../../support/system-part.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { MANAGER, SLAPD_PARTS, startSlapd } from './slapd.ts';
import { BASE, ldifOf, specimenDirectory } from './specimen-directory.ts';

const missing = missingSystemParts('the comparison with OpenLDAP', SLAPD_PARTS);

const digestsOf = (objects: DirectoryObjects) =>
  OBJECT_KINDS.flatMap((kind) =>
    objects.of(kind).map((one) => `${kind} ${createHash('sha256').update(one).digest('hex')}`),
  ).sort();

async function byLdap(directory: Omit<Directory, 'base'>, bounds: Partial<DirectoryBounds> = {}) {
  const objects = new DirectoryObjects();
  const entries = await readDirectory({ base: BASE, ...directory }, objects, { ...DIRECTORY_BOUNDS, ...bounds });
  return { entries, digests: digestsOf(objects), counts: objects.counts() };
}

async function byFile(text: string) {
  const file = join(temporaryFolder(), 'content.ldif');
  writeFileSync(file, text);
  const objects = new DirectoryObjects();
  await readDirectoryFile(file, objects);
  return digestsOf(objects);
}

const refusedWith = (code: string) => ({ name: 'PkdError', code });
const SIGNERS = 230;

describe.skipIf(missing !== undefined)(`a directory of OpenLDAP ${missing ?? ''}`, () => {
  const specimen = specimenDirectory(SIGNERS / 2);
  const ldif = ldifOf(specimen.entries);

  it('gives by LDAP, by its export and by the output of ldapsearch the same objects', async () => {
    const server = await startSlapd(ldif, ['limits * size.soft=1000 size.hard=1000 size.pr=200']);
    const read = await byLdap({ url: server.url });
    expect(read.counts).toMatchObject({ certificate: SIGNERS, 'revocation-list': 2, 'master-list': 2 });
    expect(read.entries).toBe(SIGNERS + 4);
    expect(await byFile(ldif)).toEqual(read.digests);
    const options = ['-LLL', '-x', '-H', server.url, '-b', BASE, '-E', 'pr=100/noprompt'];
    expect(await byFile(execFileSync('ldapsearch', options).toString())).toEqual(read.digests);

    // With TLS and an account
    const secure = await byLdap({ url: server.secureUrl, authorities: server.authority, account: MANAGER });
    expect(secure.digests).toEqual(read.digests);
    await expect(byLdap({ url: server.secureUrl })).rejects.toMatchObject(refusedWith('unreachable'));
    const wrong = { ...MANAGER, password: 'another' };
    await expect(byLdap({ url: server.url, account: wrong })).rejects.toMatchObject(refusedWith('refused'));
    await expect(byLdap({ url: server.url, account: { ...MANAGER, name: 'not a name' } })).rejects.toMatchObject({
      name: 'PkdError',
    });
  });

  it('is not read in part where its limits are lower', async () => {
    const { url } = await startSlapd(ldif, ['limits * size.soft=20 size.hard=20 size.prtotal=100']);
    await expect(byLdap({ url })).rejects.toMatchObject(refusedWith('incomplete'));
  });

  it('is not read in part where it refers to another server, or over the bounds', async () => {
    const elsewhere = {
      name: `c=ZZ,${BASE}`,
      lines: ['objectClass: referral', 'objectClass: extensibleObject', `ref: ldap://127.0.0.1:1/c=ZZ,${BASE}`],
    };
    const { url } = await startSlapd(ldifOf([...specimen.entries, elsewhere]));
    await expect(byLdap({ url })).rejects.toMatchObject(refusedWith('incomplete'));
    await expect(byLdap({ url }, { entries: 10 })).rejects.toMatchObject(refusedWith('too-large'));
    await expect(byLdap({ url }, { pageBytes: 30_000 })).rejects.toMatchObject(refusedWith('too-large'));
  });
});

describe('a directory that does not answer', () => {
  it('is unreachable', async () => {
    await expect(byLdap({ url: 'ldap://127.0.0.1:1' })).rejects.toMatchObject(refusedWith('unreachable'));
  });
});
