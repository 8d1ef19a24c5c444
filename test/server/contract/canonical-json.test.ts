import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../server/contract/canonical-json.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';

const text = (value: unknown) => new TextDecoder().decode(canonicalJson(value));
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof ContractError ? error.code : error;
  }
  return 'nothing thrown';
};

/** A double from the hexadecimal of its IEEE 754 form, as RFC 8785 appendix B writes it. */
function double(hex: string): number {
  return new DataView(Uint8Array.from(Buffer.from(hex, 'hex')).buffer).getFloat64(0);
}

describe('canonical JSON', () => {
  it('serialises primitives as in RFC 8785 §3.2.2', () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(text(JSON.parse(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('gives the octets of RFC 8785 §3.2.4', () => {
    const input = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
    expect(Buffer.from(canonicalJson(JSON.parse(input))).toString('hex')).toBe(
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d',
    );
  });

  it('sorts names by UTF-16 code units as in RFC 8785 §3.2.3', () => {
    const input = String.raw`{
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    }`;
    const values = Object.values(JSON.parse(text(JSON.parse(input))) as Record<string, string>);
    // JSON.parse puts the integer-like name first; the canonical text begins with the carriage return.
    expect(text(JSON.parse(input)).startsWith(String.raw`{"\r":"Carriage Return","1":"One",`)).toBe(true);
    expect(values.slice(2)).toEqual([
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s of RFC 8785 appendix B as %s', (hex, expected) => {
    expect(text(double(hex))).toBe(expected);
  });

  it.each([
    ['NaN (appendix B)', double('7fffffffffffffff')],
    ['Infinity (appendix B)', double('7ff0000000000000')],
    ['a lone high surrogate', '\ud83d'],
    ['a lone low surrogate in a name', { '\ude02': 1 }],
    ['undefined', undefined],
    ['undefined in an object', { a: undefined }],
    ['a hole in an array', Object.assign([], { length: 1 })],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(2)],
  ])('refuses %s', (_name, value) => {
    expect(codeOf(() => canonicalJson(value))).toBe('not-json');
  });

  it('refuses values nested too deep, cycles included', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(codeOf(() => canonicalJson(cycle))).toBe('too-deep');
    expect(codeOf(() => canonicalJson([[[]]], { depth: 2, bytes: 100 }))).toBe('too-deep');
    expect(canonicalJson([[]], { depth: 2, bytes: 100 })).toHaveLength(4);
  });

  it('refuses values that are too long, in bytes and not letters', () => {
    expect(canonicalJson('€€', { depth: 1, bytes: 8 })).toHaveLength(8);
    expect(codeOf(() => canonicalJson('€€', { depth: 1, bytes: 7 }))).toBe('too-large');
    expect(codeOf(() => canonicalJson(Array.from({ length: 100_000 }, () => 1)))).toBe('too-large');
  });

  it('does not depend on the order of names and survives its own parsing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        const once = text(value);
        const reversed = JSON.parse(once, (_name, part: unknown) =>
          typeof part === 'object' && part !== null && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).reverse())
            : part,
        ) as unknown;
        expect(text(reversed)).toBe(once);
      }),
    );
  });
});
