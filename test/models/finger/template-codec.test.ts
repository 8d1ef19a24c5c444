import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerTemplate, templateFromMinutiae } from '../../../models/finger/finger-template.ts';
import { minutiaList } from '../../../models/finger/minutia-list.ts';
import { readTemplate, MAX_TEMPLATE_BYTES, writeTemplate } from '../../../models/finger/template-codec.ts';

const minutia = fc.record({
  x: fc.integer({ min: 0, max: 300 }),
  y: fc.integer({ min: 0, max: 400 }),
  direction: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  kind: fc.constantFrom('ending', 'bifurcation', 'unknown'),
  quality: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** 300 x 400 px: a picture of 150 x 200 and a grid of 38 x 50. */
const pattern = () => ({
  width: 150,
  height: 200,
  levels: Uint8Array.from({ length: 7500 }, (_, at) => (at * 31) & 255),
  directions: Uint8Array.from({ length: 38 * 50 }, (_, at) => (at * 7) & 255),
});

describe('a template', () => {
  test('is equal after writing and reading, with and without a pattern', () => {
    fc.assert(
      fc.property(fc.array(minutia, { maxLength: 100 }), fc.boolean(), (minutiae, withPattern) => {
        const template = fingerTemplate('reference', 300, 400, minutiaList(minutiae), withPattern ? pattern() : null);
        const bytes = writeTemplate(template);
        const outcome = readTemplate(bytes, 'probe');
        if (outcome.kind !== 'template') throw new Error(outcome.why);
        expect(outcome.template.role).toBe('probe');
        expect(outcome.template.impression()).toEqual(template.impression());
        expect(writeTemplate(outcome.template)).toEqual(bytes);
      }),
      { numRuns: 40 },
    );
  });
  test('takes about 10 KB with its pattern', () => {
    const template = fingerTemplate('reference', 300, 400, minutiaList([]), pattern());
    expect(writeTemplate(template).length).toBe(10 + 7500 + 1900);
  });
  test('does not share memory with its source bytes', () => {
    const bytes = writeTemplate(fingerTemplate('reference', 300, 400, minutiaList([]), pattern()));
    const outcome = readTemplate(bytes, 'probe');
    bytes.fill(0);
    expect(outcome.kind === 'template' && outcome.template.impression().pattern).toEqual(pattern());
  });
});

describe('bytes that are not a template', () => {
  test('are malformed for arbitrary content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readTemplate(bytes, 'probe').kind).toBe('malformed');
      }),
    );
  });
  test('are malformed: other kind, other version, truncated, extended, out of range, oversized', () => {
    const good = writeTemplate(
      templateFromMinutiae('reference', [{ x: 5, y: 6, direction: 1, kind: 'ending', quality: 0.5 }], 300, 400, 500),
    );
    const changed = (at: number, value: number): Uint8Array => good.map((byte, index) => (index === at ? value : byte));
    const why = (bytes: Uint8Array) => {
      const outcome = readTemplate(bytes, 'probe');
      return outcome.kind === 'malformed' ? outcome.why : outcome.kind;
    };
    expect(why(good)).toBe('template');
    expect(why(changed(0, 0x51))).toBe('not-a-template');
    expect(why(changed(3, 2))).toBe('other-version');
    expect(why(good.subarray(0, -1))).toBe('wrong-length');
    expect(why(Uint8Array.of(...good, 0))).toBe('wrong-length');
    expect(why(new Uint8Array(0))).toBe('wrong-length');
    expect(why(new Uint8Array(MAX_TEMPLATE_BYTES + 1))).toBe('wrong-length');
    expect(why(changed(4, 0xff))).toBe('out-of-range');
    expect(why(changed(8, 2))).toBe('out-of-range');
    expect(why(changed(9, 101))).toBe('out-of-range');
    expect(why(changed(10, 0xc0))).toBe('out-of-range');
    expect(why(changed(12, 0x10))).toBe('out-of-range');
    expect(why(changed(15, 101))).toBe('out-of-range');
  });
  test('with one changed byte are read or refused, and never throw', () => {
    const good = writeTemplate(fingerTemplate('reference', 300, 400, minutiaList([]), pattern()));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const outcome = readTemplate(
          good.map((byte, index) => (index === at ? value : byte)),
          'probe',
        );
        expect(['template', 'malformed']).toContain(outcome.kind);
      }),
      { numRuns: 60 },
    );
  });
});
