import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from '../../../server/people/common-passwords.ts';
import { passwordFault } from '../../../server/people/password-rule.ts';

const NAMES = ['anna-first', 'Anna', 'First', 'postern'];

describe('the rule for passwords', () => {
  it.each([
    ['seven lorries under rain', undefined],
    ['x7$Kq9!mZ2pL', undefined],
    ['пароль из пяти слов', undefined],
    ['漢字仮名交じり文の合言葉です', undefined],
    ['eleven char', 'too-short'],
    ['a'.repeat(129), 'too-long'],
    ['Password123456', 'common'],
    ['P@ssw0rd2026!!', 'common'],
    ['2026Welcome2026', 'common'],
    ['SummerPassword1', 'common'],
    ['my password is a lorry', undefined],
    ['CORRECTHORSEBATTERYSTAPLE', 'common'],
    ['aaaaaaaaaaaaaa', 'repetitive'],
    ['abcabcabcabcabc', 'repetitive'],
    ['qwertyuiop1234', 'repetitive'],
    ['0987654321fedcba', 'repetitive'],
    ['Anna-First 1', 'names-the-person'],
    ['postern-anna!', 'names-the-person'],
  ])('judges %j: %s', (password, fault) => {
    expect(passwordFault(password, NAMES)).toBe(fault);
  });

  it('counts characters, not how they are written', () => {
    expect(passwordFault('é'.normalize('NFD').repeat(11), [])).toBe('too-short');
    expect(passwordFault('🙂'.repeat(11), [])).toBe('too-short');
  });

  it('keeps a list that says nothing twice: each entry is long enough and would pass without it', () => {
    for (const password of COMMON_PASSWORDS)
      expect([password, passwordFault(password, [])]).toEqual([password, 'common']);
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(100);
  });

  it('judges whatever is typed, and never by repeating it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(fc.string()), (password, names) => {
        const fault = passwordFault(password, names);
        expect(fault === undefined || !password.includes(fault)).toBe(true);
      }),
    );
  });
});
