import { expect, test } from 'vitest';
import { makePdf } from '../../../../server/privacy/exports/pdf.ts';

const AT = Date.UTC(2026, 2, 1);

test('a document is tagged, titled and in a language, and says what it was given', async () => {
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
