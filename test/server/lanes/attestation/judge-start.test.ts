import { describe, expect, test } from 'vitest';
import type { ApprovedStart } from '../../../../server/lanes/attestation/approved-software.ts';
import { judgeStart } from '../../../../server/lanes/attestation/judge-start.ts';
import { registersSchema } from '../../../../server/lanes/attestation/registers.ts';
import fc from '../../../support/seeded-properties.ts';

const value = (digit: number): string => digit.toString(16).repeat(64);
const quoted = [0, 4, 7].map((register) => ({ register, value: value(register) }));
const start = (name: string, registers: typeof quoted, withdrawnAt: number | null = null): ApprovedStart => ({
  ...{ kind: 'start', id: name, name, registers, approvedAt: 1, withdrawnAt },
});

describe('the start of a lane', () => {
  test('is approved when every register of an approved start has its value; other registers do not count', () => {
    expect(judgeStart(quoted, [start('a', quoted.slice(1))])).toEqual({ kind: 'approved', id: 'a', name: 'a' });
  });

  test('is not approved by a withdrawn approval, nor without any', () => {
    const nothing = { kind: 'not-approved', nearest: null, registers: [] };
    expect(judgeStart(quoted, [start('a', quoted, 5)])).toEqual(nothing);
    expect(judgeStart(quoted, [])).toEqual(nothing);
  });

  test('is not approved when a register was not quoted, or differs; the nearest approval is named', () => {
    const far = start('far', [
      { register: 0, value: value(1) },
      { register: 4, value: value(1) },
    ]);
    const near = start('near', [...quoted, { register: 11, value: value(3) }]);
    expect(judgeStart(quoted, [far, near])).toEqual({
      kind: 'not-approved',
      nearest: { id: 'near', name: 'near' },
      registers: [11],
    });
  });

  test('that has one other value than any approval is never approved', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.integer({ min: 8, max: 15 }), (at, digit) => {
        const other = quoted.map((one, index) => (index === at ? { ...one, value: value(digit) } : one));
        expect(judgeStart(other, [start('a', quoted)])).toMatchObject({ registers: [quoted[at]?.register] });
      }),
    );
  });
});

test('registers of an approval are those that lanes quote, ascending, each once', () => {
  const parse = (registers: readonly number[]) =>
    registersSchema.safeParse(registers.map((register) => ({ register, value: value(1) }))).success;
  expect(parse([0, 2, 15])).toBe(true);
  for (const wrong of [[], [10], [16], [2, 0], [2, 2]]) expect(parse(wrong)).toBe(false);
});
