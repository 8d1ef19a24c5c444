/** The files that a browser loads before a section of the console can be used, in the present build. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CONSOLE_FOLDER } from '../../../server/app/console-page.ts';

const KIB = 1_024;
const LIMIT_BYTES = 160 * KIB;
/** One language, loaded once for all sections, beside the section. */
const CATALOGUE_LIMIT_BYTES = 80 * KIB;

const isBuilt = existsSync(join(CONSOLE_FOLDER, 'index.html'));
if (!isBuilt && process.env['CI'] === 'true') throw new Error('the console has not been built, and CI must test it');

const textOf = (name: string) => readFileSync(join(CONSOLE_FOLDER, 'assets', name), 'utf8');

/** Chunks and styles that a chunk requires. */
function neededBy(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  if (!entry.endsWith('.js')) return found;
  for (const [, name = ''] of textOf(entry).matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) neededBy(name, found);
  return found;
}

/** The chunks of sections, each with the files that it loads, styles among them. */
function sectionsOf(entry: string): readonly { readonly chunk: string; readonly needs: ReadonlySet<string> }[] {
  const text = textOf(entry);
  const files = JSON.parse(`[${/f=\[([^\]]*)\]/.exec(text)?.[1] ?? ''}]`) as string[];
  return [...text.matchAll(/import\(["'`]\.\/(section-[^"'`]+\.js)["'`]\)([^)]*)\)/g)].map(
    ([, chunk = '', rest = '']) => {
      const listed = [...(/\[([\d,]*)\]/.exec(rest)?.[1] ?? '').matchAll(/\d+/g)].map(
        ([index]) => files[Number(index)],
      );
      const needs = neededBy(chunk);
      for (const file of listed) if (file !== undefined) needs.add(file.replace(/^.*assets\//, ''));
      return { chunk, needs };
    },
  );
}

describe.skipIf(!isBuilt)('the console’s bundles', () => {
  const html = isBuilt ? readFileSync(join(CONSOLE_FOLDER, 'index.html'), 'utf8') : '';
  const inPage = [...html.matchAll(/assets\/([^"]+)"/g)]
    .map(([, name = '']) => name)
    .filter((name) => !name.endsWith('.svg'));
  const entry = inPage.find((name) => name.endsWith('.js')) ?? '';
  const first = new Set([...inPage, ...(entry === '' ? [] : neededBy(entry))]);
  const weightOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(textOf(name), { level: 9 }).length, 0);

  it('contain no inline style or script', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });

  it('load German or French as one chunk of at most 80 KiB, and only when it is chosen', () => {
    const catalogues = readdirSync(join(CONSOLE_FOLDER, 'assets')).filter((name) => name.startsWith('catalogue-'));
    expect(catalogues).toHaveLength(2);
    for (const catalogue of catalogues) {
      expect(weightOf([catalogue])).toBeLessThan(CATALOGUE_LIMIT_BYTES);
      expect(first).not.toContain(catalogue);
    }
  });

  it('are light: shell and section together stay under 160 KiB, compressed', () => {
    const sections = sectionsOf(entry);
    expect(sections.length).toBeGreaterThan(1);
    for (const { chunk, needs } of sections) {
      const weight = weightOf(new Set([...first, ...needs]));
      expect([chunk, weight < LIMIT_BYTES ? 'light' : `${Math.round(weight / KIB)} KiB`]).toEqual([chunk, 'light']);
    }
    // The largest section is not empty, so the count includes real files.
    expect(Math.max(...sections.map(({ needs }) => weightOf(needs)))).toBeGreaterThan(20 * KIB);
  });
});
