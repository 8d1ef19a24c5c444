import { expect, test } from 'vitest';
import { drawLogo } from '../../../../server/people/brand/draw-logo.ts';
import { makePdf } from '../../../../server/privacy/exports/pdf.ts';

const AT = Date.UTC(2026, 2, 1);

test('PDF: is tagged, has title and language, and contains the given text', async () => {
  const bytes = await makePdf(
    'Record of processing',
    [
      { kind: 'heading', text: 'Heading' },
      { kind: 'text', text: 'Text with “quotes”, – dashes and \u0000 control' },
      { kind: 'item', text: 'Item' },
      {
        kind: 'table',
        columns: ['Site', 'Count'],
        rows: Array.from({ length: 200 }, (_, index) => ['north', String(index)]),
      },
    ],
    AT,
    null,
  );
  const text = Buffer.from(bytes).toString('latin1');
  expect(text.startsWith('%PDF-1.7')).toBe(true);
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
  expect(text).toContain('/MarkInfo');
  expect(text).toContain('/StructTreeRoot');
  expect(text).toContain('/Lang');
  expect(text).toContain('/DisplayDocTitle true');
  expect((text.match(/\/Type \/Page\b/g) ?? []).length).toBeGreaterThan(1);
});

test('PDF: tags one table with rows, and repeats its header, also with a cell longer than a page', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => ['north', String(index), 'f'.repeat(64)]);
  const bytes = await makePdf('Table', [{ kind: 'table', columns: ['Site', 'Count', 'Digest'], rows }], AT, null);
  const text = Buffer.from(bytes).toString('latin1');
  const count = (role: string) => (text.match(new RegExp(`/S /${role}\\b`, 'g')) ?? []).length;
  // Headers of later pages are artifacts, not tagged.
  expect([count('Table'), count('TR'), count('TH'), count('TD')]).toEqual([1, 121, 3, 360]);
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  const across = await makePdf('Wide', [{ kind: 'table', columns: letters, rows: [letters] }], AT, null);
  expect(Buffer.from(across).toString('latin1')).toContain('/MediaBox [0 0 841.89 595.28]');
  const huge = ['x'.repeat(6_000), '', ''];
  await expect(
    makePdf('Huge', [{ kind: 'table', columns: ['a', 'b', 'c'], rows: [huge] }], AT, null),
  ).resolves.toBeDefined();
});

test('PDF: has the agency’s logo, described, and its name above the title, the same at each making', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 2"><rect width="8" height="1" fill="#123456"/></svg>';
  const drawn = await drawLogo(new TextEncoder().encode(svg));
  const logo = drawn.kind === 'drawn' ? drawn.logo : null;
  expect(logo).not.toBeNull();
  const make = async (name: string, picture: string | null) =>
    Buffer.from(await makePdf('Record', [], AT, { name, logo: picture })).toString('latin1');
  const whole = await make('Border agency', logo);
  const pictures = (text: string) => (text.match(/\/Subtype \/Image\b/g) ?? []).length;
  const tags = (text: string) => (text.match(/\/S \/[A-Z]\w*/g) ?? []).map((tag) => tag.slice(4)).sort();
  expect(pictures(whole)).toBeGreaterThan(0);
  expect(whole).toContain('/Alt (Border agency)');
  expect(whole).toContain('/Author ');
  expect(tags(whole)).toEqual(['Document', 'Figure', 'H1', 'P']);
  expect(await make('Border agency', logo)).toBe(whole);
  expect(tags(await make('Border agency', null))).toEqual(['Document', 'H1', 'P']);
  // The standard fonts have no Greek letters
  expect(tags(await make('Ελληνική', logo))).toEqual(['Document', 'Figure', 'H1']);
  const plain = Buffer.from(await makePdf('Record', [], AT, null)).toString('latin1');
  expect([pictures(plain), plain.includes('/Author ')]).toEqual([0, false]);
});
