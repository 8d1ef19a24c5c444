import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOsvExport } from '../../../../server/lanes/components/osv/read-export.ts';
import { readZip, ZIP_BOUNDS } from '../../../../server/lanes/components/osv/zip.ts';
import fc from '../../../support/seeded-properties.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const advisory = (id: string, name: string, modified = '2026-11-01T00:00:00Z') => ({
  ...{ id, modified, summary: 'x'.repeat(900) },
  affected: [{ package: { ecosystem: 'npm', name }, versions: ['1.0.0'] }],
});

/** A ZIP file by Python's implementation. @param isZip64 in the form for more than 65,535 members */
function zipOf(folder: string, members: Readonly<Record<string, string>>, isZip64 = false): string {
  const file = join(folder, 'all.zip');
  writeFileSync(join(folder, 'members'), JSON.stringify(members));
  const script = `
import json, zipfile, sys
if sys.argv[3] == 'true': zipfile.ZIP_FILECOUNT_LIMIT = 0
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    for name, text in json.load(open(sys.argv[2])).items(): z.writestr(name, text)
`;
  execFileSync('python3', ['-c', script, file, join(folder, 'members'), String(isZip64)]);
  const bytes = readFileSync(file);
  // APPNOTE 6.3.10 §4.3.16: the largest number refers to the record of ZIP64
  if (isZip64) writeFileSync(file, bytes.fill(0xff, bytes.length - 14, bytes.length - 10));
  return file;
}

const NAMES = new Set(['npm left-pad']);

describe('an export of OSV', () => {
  it('may be a ZIP file, a JSON file, or a folder of them, and its other packages are left out', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'osv'));
    const members = {
      'A.json': JSON.stringify(advisory('A', 'left-pad')),
      'B.json': JSON.stringify(advisory('B', 'right-pad')),
    };
    const zip = zipOf(folder, { ...members, 'broken.json': '{', 'other.txt': 'x' });
    const read = await readOsvExport(zip, NAMES);
    expect(read).toMatchObject({ read: 2, unreadable: 1, newestAt: Date.UTC(2026, 10, 1) });
    expect(read.advisories.map(({ id }) => id)).toEqual(['A']);
    writeFileSync(join(folder, 'osv', 'npm.zip'), readFileSync(zip));
    writeFileSync(
      join(folder, 'osv', 'more.json'),
      JSON.stringify([advisory('C', 'left-pad', '2026-11-20T00:00:00Z')]),
    );
    writeFileSync(join(folder, 'osv', 'answer.json'), JSON.stringify({ vulns: [advisory('D', 'left-pad')] }));
    const all = await readOsvExport(join(folder, 'osv'), NAMES);
    expect(all.advisories.map(({ id }) => id).sort()).toEqual(['A', 'C', 'D']);
    expect(all.newestAt).toBe(Date.UTC(2026, 10, 20));
  });

  it('may have the form for more members than a plain ZIP file can have', async () => {
    const zip = zipOf(temporaryFolder(), { 'A.json': JSON.stringify(advisory('A', 'left-pad')) }, true);
    expect((await readOsvExport(zip, NAMES)).read).toBe(1);
  });

  it('that is missing or no ZIP file is refused', async () => {
    const folder = temporaryFolder();
    await expect(readOsvExport(join(folder, 'none.zip'), NAMES)).rejects.toMatchObject({ code: 'absent' });
    writeFileSync(join(folder, 'text.zip'), 'no ZIP file, but long enough for the end of one');
    await expect(readOsvExport(join(folder, 'text.zip'), NAMES)).rejects.toMatchObject({ code: 'malformed' });
  });
});

describe('a ZIP file', () => {
  it('has no member above the bound, and not more members than it', async () => {
    const zip = zipOf(temporaryFolder(), { 'a.json': 'a'.repeat(5_000), 'b.json': 'b' });
    const read = [];
    for await (const { name, bytes } of readZip(zip, () => true, { ...ZIP_BOUNDS, memberBytes: 1_000 }))
      read.push([name, bytes?.length]);
    expect(read).toEqual([
      ['a.json', undefined],
      ['b.json', 1],
    ]);
    const few = readZip(zip, () => true, { ...ZIP_BOUNDS, members: 1 });
    await expect(few.next()).rejects.toMatchObject({ code: 'too-large' });
  });

  it('with a member that unpacks to more than it states is refused', async () => {
    const zip = zipOf(temporaryFolder(), { 'a.json': 'a'.repeat(5_000) });
    const bytes = readFileSync(zip);
    const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    expect(bytes.readUInt32LE(directory + 24)).toBe(5_000);
    bytes.writeUInt32LE(900, directory + 24);
    writeFileSync(zip, bytes);
    await expect(readZip(zip, () => true).next()).rejects.toMatchObject({ code: 'malformed' });
  });

  it('that is damaged anywhere is read or refused with a ComponentError', async () => {
    const folder = temporaryFolder();
    const whole = readFileSync(zipOf(folder, { 'a.json': 'aaaa'.repeat(90), 'b.json': 'b' }));
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), length: fc.nat(whole.length) });
    await fc.assert(
      fc.asyncProperty(change, fc.boolean(), async ({ at, byte, length }, cut) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, length) : whole);
        if (at < bytes.length) bytes[at] = byte;
        writeFileSync(join(folder, 'x.zip'), bytes);
        try {
          for await (const member of readZip(join(folder, 'x.zip'), () => true)) expect(member.name).toBeDefined();
        } catch (error) {
          expect(error).toMatchObject({ name: 'ComponentError' });
        }
      }),
      { numRuns: 250 },
    );
  });
});
