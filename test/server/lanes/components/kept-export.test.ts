import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importExport, importState, keptAdvisories } from '../../../../server/lanes/components/osv/kept-export.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { EXAMPLES } from './osv-examples.ts';

const NOW = Date.UTC(2026, 10, 28);
const WS = new Set(['npm ws']);

function bench() {
  const folder = temporaryFolder();
  const into = join(folder, 'advisories');
  let files = 0;
  /** A folder of advisories, as an operator unpacks an export. */
  const exported = (advisories: readonly unknown[], also: Readonly<Record<string, string>> = {}) => {
    files += 1;
    const from = join(folder, `export-${files}`);
    mkdirSync(from);
    writeFileSync(join(from, 'all.json'), JSON.stringify(advisories));
    for (const [name, text] of Object.entries(also)) writeFileSync(join(from, name), text);
    return from;
  };
  const bring = (from: string, bounds?: { readonly fileBytes: number; readonly totalBytes: number }) =>
    importExport(from, into, { nowMs: NOW, ...(bounds !== undefined && { bounds }) });
  const inUse = async () => {
    const { kept } = await importState(into);
    return kept === null ? [] : (await keptAdvisories(into, kept, WS)).map(({ id }) => id);
  };
  return { folder, into, exported, bring, inUse };
}

const ALL = EXAMPLES.map(({ advisory }) => advisory);
const [ONE] = ALL;
const later = { ...ONE, id: 'GHSA-later', modified: '2026-11-20T00:00:00Z' };

describe('an imported export', () => {
  it('is reduced to our ecosystems, counted and dated, and gives the advisories of our components', async () => {
    const { exported, bring, inUse, into } = bench();
    const python = {
      ...ONE,
      id: 'PYSEC-1',
      affected: [{ package: { ecosystem: 'PyPI', name: 'ws' }, versions: ['1'] }],
    };
    const withdrawn = { ...ONE, id: 'GHSA-gone', withdrawn: '2025-01-01T00:00:00Z' };
    const commits = {
      ...{ ...ONE, id: 'GHSA-git' },
      affected: [
        { package: { ecosystem: 'npm', name: 'ws' }, ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] },
      ],
    };
    const kept = await bring(exported([...ALL, python, withdrawn, commits], { 'broken.json': '{' }));
    expect(kept).toMatchObject({
      ...{ advisories: ALL.length + 2, unreadable: 1, withdrawn: 1, commitsOnly: 1 },
      ...{ importedAt: NOW, newestAt: Date.parse('2024-06-01T00:00:00Z') },
    });
    expect(await inUse()).toEqual(['GHSA-3h5v-q93c-6h6q', 'GHSA-gone', 'GHSA-git']);
    await bring(exported([...ALL, later]));
    expect(await inUse()).toEqual(['GHSA-3h5v-q93c-6h6q', 'GHSA-later']);
    expect(readdirSync(into).filter((name) => name.endsWith('.gz'))).toHaveLength(1);
  });

  it.each([
    ['malformed', 'that is no JSON', () => [[], { 'all.json': '{"id":' }] as const],
    ['malformed', 'without an advisory of our ecosystems', () => [[], {}] as const],
    [
      'malformed',
      'with many members that are no advisory',
      () => [[later, ...Array.from({ length: 20 }, () => ({ id: 1 }))], {}] as const,
    ],
    ['malformed', 'dated in the future', () => [[{ ...later, modified: '2031-01-01T00:00:00Z' }], {}] as const],
    ['older', 'older than the one in use', () => [[{ ...ONE, modified: '2020-01-01T00:00:00Z' }], {}] as const],
  ])('is refused as %s %s, and the one before stays', async (code, _what, made) => {
    const { exported, bring, inUse, into } = bench();
    await bring(exported([ONE]));
    const [advisories, also] = made();
    await expect(bring(exported(advisories, also))).rejects.toMatchObject({ name: 'ComponentError', code });
    expect(await inUse()).toEqual([ONE?.id]);
    expect((await importState(into)).failure).toEqual({ code, at: NOW });
    await bring(exported([later]));
    expect((await importState(into)).failure).toBeNull();
  });

  it('is refused above the bounds of a file and of all members, and when it is absent', async () => {
    const { folder, exported, bring, inUse } = bench();
    await bring(exported([ONE]));
    const large = exported([later]);
    await expect(bring(large, { fileBytes: 100, totalBytes: 10_000_000 })).rejects.toMatchObject({ code: 'too-large' });
    await expect(bring(large, { fileBytes: 10_000_000, totalBytes: 100 })).rejects.toMatchObject({ code: 'too-large' });
    await expect(bring(join(folder, 'none'))).rejects.toMatchObject({ code: 'absent' });
    expect(await inUse()).toEqual([ONE?.id]);
  });

  it('that was changed on the disk is refused', async () => {
    const { exported, bring, inUse, into } = bench();
    const { digest } = await bring(exported([ONE]));
    const file = join(into, `${digest}.ndjson.gz`);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file, bytes);
    await expect(inUse()).rejects.toMatchObject({ code: 'malformed' });
    writeFileSync(join(into, 'state.json'), '{}');
    await expect(importState(into)).rejects.toMatchObject({ code: 'malformed' });
    await bring(exported([ONE]));
    expect(await inUse()).toEqual([ONE?.id]);
  });
});
