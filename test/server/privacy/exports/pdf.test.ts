import { expect, test } from 'vitest';
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
  const bytes = await makePdf('Table', [{ kind: 'table', columns: ['Site', 'Count', 'Digest'], rows }], AT);
  const text = Buffer.from(bytes).toString('latin1');
  const count = (role: string) => (text.match(new RegExp(`/S /${role}\\b`, 'g')) ?? []).length;
  // Headers of later pages are artifacts, not tagged.
  expect([count('Table'), count('TR'), count('TH'), count('TD')]).toEqual([1, 121, 3, 360]);
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  const across = await makePdf('Wide', [{ kind: 'table', columns: letters, rows: [letters] }], AT);
  expect(Buffer.from(across).toString('latin1')).toContain('/MediaBox [0 0 841.89 595.28]');
  const huge = ['x'.repeat(6_000), '', ''];
  await expect(makePdf('Huge', [{ kind: 'table', columns: ['a', 'b', 'c'], rows: [huge] }], AT)).resolves.toBeDefined();
});
