/**
 * The files that a browser loads before a section of the console can be used, in the present build. The limit holds for the page, its script
 * for the theme, the shell, the section and their styles together, each compressed by gzip. Not in it: what a person opens or chooses later.
 * `LATER` names all of that, so no file escapes both lists. Pictures of the manuals are not code and are not counted.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../models/files/project-root.ts';
import { CONSOLE_FOLDER } from '../../../server/main/app/console-page.ts';

const KIB = 1_024;
const LIMIT_BYTES = 160 * KIB;
/** One language, loaded once for all sections, beside the section. */
const CATALOGUE_LIMIT_BYTES = 160 * KIB;

/** Loaded when a person asks for it. */
const LATER: readonly (readonly [what: string, names: RegExp])[] = [
  ['a language', /^catalogue-/],
  ['the help of a page', /^(?:help|help-panel|console-help|verify-help|shared-meanings|technician-help)-/],
  [
    'a page of the manuals',
    /^(?:administrator|alarms|auditor|backup|customs-officer|faults|keys|officer|operate|partner-agency|privacy-officer|regulator|security-officer|supervisor|technician|trader|traveller)-/,
  ],
  ['groups of a declaration', /^(?:open-declaration|convert-currency|grant)-/],
  ['evidence of a traveller', /^(?:view-evidence|picture|openjpegjs_decode|node-modules-absent)-/],
  [
    'an emergency, an order or a fresh proof',
    /^(?:site-emergency|site-order|sign|step-up-dialog|development-passkey)-/,
  ],
  ['the public page of error rates', /^error-rates-/],
  ['the customs questions on a phone', /^declare-/],
  ['the check of a proof', /^(?:judge|judge-head|verify|trust-checkpoint|climb|hash|payload|rehearsal)-/],
];

const isBuilt = existsSync(join(CONSOLE_FOLDER, 'index.html'));
if (!isBuilt && process.env['CI'] === 'true') throw new Error('the console has not been built, and CI must test it');

const gzipBytes = (text: string) => gzipSync(text, { level: 9 }).length;
const textOf = (name: string) => readFileSync(join(CONSOLE_FOLDER, 'assets', name), 'utf8');

const SECTION = /import\(["'`]\.\/(?:site-)?section-/;

/** Chunks and styles that a chunk requires. */
function neededBy(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  if (!entry.endsWith('.js')) return found;
  for (const [, name = ''] of textOf(entry).matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) neededBy(name, found);
  return found;
}

/** The chunks of sections, each with the files that it loads, styles among them. `first`: what the page loads at once, with the list of sections. */
function sectionsOf(
  first: Iterable<string>,
): readonly { readonly chunk: string; readonly needs: ReadonlySet<string> }[] {
  const scripts = [...first].filter((name) => name.endsWith('.js')).map(textOf);
  const text = scripts.find((script) => SECTION.test(script)) ?? '';
  const files = JSON.parse(`[${/f=\[([^\]]*)\]/.exec(text)?.[1] ?? ''}]`) as string[];
  return [...text.matchAll(/import\(["'`]\.\/((?:site-)?section-[^"'`]+\.js)["'`]\)([^)]*)\)/g)].map(
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
  const weightOf = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + gzipBytes(textOf(name)), 0);

  it('contain no inline style or script', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });

  it('load German or French as one chunk of at most 160 KiB, and only when it is chosen', () => {
    const catalogues = readdirSync(join(CONSOLE_FOLDER, 'assets')).filter((name) => name.startsWith('catalogue-'));
    expect(catalogues).toHaveLength(2);
    for (const catalogue of catalogues) {
      expect(weightOf([catalogue])).toBeLessThan(CATALOGUE_LIMIT_BYTES);
      expect(first).not.toContain(catalogue);
    }
  });

  it('are light: shell and section together stay under 160 KiB, compressed', () => {
    const sections = sectionsOf(first);
    const listed = readFileSync(join(projectRoot(), 'server/console/sections.ts'), 'utf8').matchAll(/\bid: '/g);
    expect(sections).toHaveLength([...listed].length);
    const page = gzipBytes(html) + gzipBytes(readFileSync(join(CONSOLE_FOLDER, 'theme.js'), 'utf8'));
    for (const { chunk, needs } of sections) {
      const weight = page + weightOf(new Set([...first, ...needs]));
      expect([chunk, weight < LIMIT_BYTES ? 'light' : `${Math.round(weight / KIB)} KiB`]).toEqual([chunk, 'light']);
    }
    // The largest section is not empty, so the count includes real files.
    expect(Math.max(...sections.map(({ needs }) => weightOf(needs)))).toBeGreaterThan(20 * KIB);
  });

  it('have no script or style that neither the limit counts nor the list of later ones names', () => {
    const counted = new Set([...first, ...sectionsOf(first).flatMap(({ needs }) => [...needs])]);
    const others = readdirSync(join(CONSOLE_FOLDER, 'assets')).filter(
      (name) => /\.(?:js|css)$/.test(name) && !counted.has(name),
    );
    expect(others.filter((name) => !LATER.some(([, names]) => names.test(name)))).toEqual([]);
    for (const [what, names] of LATER) expect([what, others.some((name) => names.test(name))]).toEqual([what, true]);
  });
});
