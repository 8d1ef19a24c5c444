import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oidElement, SEQUENCE, SET } from '../../../../../hardware/ber/universal.ts';
import { ascii, concat, tlv } from '../../../../../hardware/ber/write.ts';
import { sameName } from '../../../../../kiosk/rules/document/trust/names.ts';

const PRINTABLE = 0x13;
const UTF8 = 0x0c;
const BMP = 0x1e;
const part = (oid: string, text: string, tag = PRINTABLE) => tlv(SEQUENCE, oidElement(oid), tlv(tag, ascii(text)));
const relative = (...parts: readonly Uint8Array[]) => tlv(SET, ...parts);
const name = (...sets: readonly Uint8Array[]) => tlv(SEQUENCE, ...sets);
const [C, O, CN] = ['2.5.4.6', '2.5.4.10', '2.5.4.3'] as const;

const state = relative(part(C, 'MY'));
const ministry = relative(part(O, 'Ministry'));
const authority = relative(part(CN, 'CSCA'));

describe('a name is the same', () => {
  it.each([
    ['in another order', name(authority, ministry, state)],
    ['in another string type', name(state, ministry, relative(part(CN, 'CSCA', UTF8)))],
    [
      'in two bytes for each character',
      name(state, ministry, relative(tlv(SEQUENCE, oidElement(CN), tlv(BMP, ascii('\0C\0S\0C\0A'))))),
    ],
    ['in another case and with additional blanks', name(state, relative(part(O, ' MINISTRY  ')), authority)],
  ])('%s', (_what, other) => expect(sameName(name(state, ministry, authority), other)).toBe(true));
});

describe('a name is not the same', () => {
  it.each([
    ['without one part', name(state, authority)],
    ['with a part twice', name(state, ministry, authority, authority)],
    ['with another part instead of one', name(state, ministry, ministry)],
    ['with the parts of two sets in one', name(state, relative(part(O, 'Ministry'), part(CN, 'CSCA')))],
    [
      'with the same text under another attribute',
      name(state, relative(part(CN, 'Ministry')), relative(part(O, 'CSCA'))),
    ],
    ['with another text', name(state, ministry, relative(part(CN, 'CSCB')))],
    [
      'with additional data in an attribute',
      name(state, ministry, relative(tlv(SEQUENCE, oidElement(CN), tlv(PRINTABLE, ascii('CSCA')), oidElement(O)))),
    ],
    ['that is not a name', tlv(SEQUENCE, ascii('no'))],
    ['that is empty', name()],
  ])('%s', (_what, other) => {
    expect(sameName(name(state, ministry, authority), other)).toBe(false);
    expect(sameName(other, name(state, ministry, authority))).toBe(false);
  });

  it('when its texts contain the separators of another name', () => {
    const one = name(relative(part(CN, 'a"],["2.5.4.10","b')));
    const two = name(relative(part(CN, 'a')), relative(part(O, 'b')));
    expect(sameName(one, two)).toBe(false);
  });
});

describe('any name', () => {
  const attribute = fc.record({
    oid: fc.constantFrom(C, O, CN),
    text: fc.stringMatching(/^[A-Za-z0-9 "\\[\],.]{0,8}$/),
  });
  const parts = fc.array(fc.array(attribute, { minLength: 1, maxLength: 2 }), { maxLength: 4 });
  const encode = (sets: readonly (readonly { oid: string; text: string }[])[]) =>
    name(...sets.map((set) => relative(...set.map(({ oid, text }) => part(oid, text)))));

  it('is the same in any order of its parts, and not with one of them left out', () => {
    fc.assert(
      fc.property(parts, fc.nat(), (sets, turn) => {
        const turned = [...sets.slice(turn % (sets.length + 1)), ...sets.slice(0, turn % (sets.length + 1))];
        expect(sameName(encode(sets), encode(turned))).toBe(true);
        if (sets.length > 0) expect(sameName(encode(sets), encode(turned.slice(1)))).toBe(false);
      }),
    );
  });

  it('with any bytes gives an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const changed = concat(name(state), bytes);
        expect(typeof sameName(Uint8Array.from(bytes), name(state))).toBe('boolean');
        expect(sameName(changed, name(state, ministry))).toBe(false);
      }),
    );
  });
});
