import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFramer } from '../../../../hardware/token-reader/serial/code-framer.ts';
import { MAX_CHARACTERS, type TokenReading } from '../../../../hardware/token-reader/token-reader.ts';

const words = (reading: TokenReading): string =>
  reading.kind === 'read' ? Buffer.from(reading.text).toString('latin1') : `(${reading.kind})`;

function framed(...typed: readonly string[]): string[] {
  const framer = codeFramer();
  const found: string[] = [];
  for (const text of typed) framer.push(Buffer.from(text, 'latin1'), (reading) => found.push(words(reading)));
  const rest = framer.quiet();
  return rest === undefined ? found : [...found, words(rest)];
}

describe('the output of a scanner', () => {
  it.each([
    ['CR', 'CODE\r'],
    ['LF', 'CODE\n'],
    ['CR LF', 'CODE\r\n'],
    ['STX and ETX', '\x02CODE\x03'],
    ['STX, ETX and CR LF', '\x02CODE\x03\r\n'],
    ['empty lines before', '\r\n\r\nCODE\r'],
  ])('is a code between %s', (_, typed) => {
    expect(framed(typed)).toEqual(['CODE']);
    expect(framed(...Array.from(typed))).toEqual(['CODE']);
  });

  it('keeps spaces, which are characters of a code', () => {
    expect(framed(' A B \r')).toEqual([' A B ']);
  });

  it('is several codes, one after the other', () => {
    expect(framed('ONE\rTWO\r\nTHR', 'EE\n')).toEqual(['ONE', 'TWO', 'THREE']);
  });

  it('is not a code when it is truncated, too long, or contains other bytes', () => {
    expect(framed('BROKEN')).toEqual(['(unreadable)']);
    expect(framed(`${'A'.repeat(MAX_CHARACTERS)}\r`)).toEqual(['A'.repeat(MAX_CHARACTERS)]);
    expect(framed(`${'A'.repeat(MAX_CHARACTERS + 1)}\rNEXT\r`)).toEqual(['(unreadable)', 'NEXT']);
    expect(framed('A\x00B\r', 'A\xffB\r', '\x07\r', 'NEXT\r')).toEqual([
      '(unreadable)',
      '(unreadable)',
      '(unreadable)',
      'NEXT',
    ]);
  });

  it('starts again at STX', () => {
    expect(framed('HALF\x02WHOLE\x03')).toEqual(['WHOLE']);
  });

  it('gives the same result however it is split, and never more than was sent', () => {
    const typed = fc.string({
      unit: fc.constantFrom('A', ' ', '\r', '\n', '\x02', '\x03', '\x00', '\xff'),
      maxLength: 300,
    });
    fc.assert(
      fc.property(typed, fc.nat(300), (text, at) => {
        const whole = framed(text);
        expect(framed(text.slice(0, at), text.slice(at))).toEqual(whole);
        expect(whole.filter((code) => !code.startsWith('(')).join('').length).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('leaves nothing of a dropped code', () => {
    const framer = codeFramer();
    framer.push(Buffer.from('SECRET'), () => expect.unreachable());
    expect(framer.begun()).toBe(true);
    framer.reset();
    expect(framer.begun()).toBe(false);
    expect(framer.quiet()).toBeUndefined();
  });
});
