import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS, LEAKED_PASSWORDS } from '../../../hardware/passphrases/common-passwords.ts';
import { secretFault } from '../../../hardware/passphrases/password-rule.ts';

/** As for the passwords of people. */
const LENGTH = { least: 12, most: 128 };
const passwordFault = (password: string, names: readonly string[]) => secretFault(password, names, LENGTH);
const NAMES = ['anna-first', 'Anna', 'First', 'postern'];

describe('password rule', () => {
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
    ['TriniTron-2026', 'common'],
    ['mustang!chester', 'common'],
    ['2 gladiator mustang 7', 'common'],
    ['mustang in the rain', undefined],
    ['my password is a lorry', undefined],
    ['CORRECTHORSEBATTERYSTAPLE', 'common'],
    ['correct horse battery staple', 'common'],
    ['aaaaaaaaaaaaaa', 'repetitive'],
    ['abcabcabcabcabc', 'repetitive'],
    ['qwertyuiop1234', 'repetitive'],
    ['0987654321fedcba', 'repetitive'],
    ['Anna-First 1', 'names-the-person'],
    ['postern-anna!', 'names-the-person'],
  ])('judges %j: %s', (password, fault) => {
    expect(passwordFault(password, NAMES)).toBe(fault);
  });

  it('counts characters, not code units', () => {
    expect(passwordFault('é'.normalize('NFD').repeat(11), [])).toBe('too-short');
    expect(passwordFault('🙂'.repeat(11), [])).toBe('too-short');
  });

  it('refuses leaked passwords and those of our own list', () => {
    const long = [...LEAKED_PASSWORDS].filter((password) => password.length >= 12);
    expect([LEAKED_PASSWORDS.size, long.length]).toEqual([49_233, 308]);
    for (const password of [...long, ...COMMON_PASSWORDS]) {
      expect([password, passwordFault(password, [])]).not.toEqual([password, undefined]);
    }
    expect([...COMMON_PASSWORDS].filter((password) => password.length < 12 || LEAKED_PASSWORDS.has(password))).toEqual(
      [],
    );
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(100);
  });

  it('refuses one or two leaked passwords extended with digits and signs', () => {
    const words = [...LEAKED_PASSWORDS].filter((password) => /^[a-z]{4,}$/.test(password));
    expect(words.length).toBeGreaterThan(20_000);
    for (let at = 1; at < words.length; at += 37) {
      const [one, other] = [words[at]!, words[at - 1]!];
      for (const password of [`${one}1987!?$${one.length}`.padEnd(12, '%'), `7${one} ${other}`.padEnd(12, '4')]) {
        expect([password, passwordFault(password, [])]).not.toEqual([password, undefined]);
      }
    }
  });

  it('judges any text, and never repeats it in its answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(fc.string()), (password, names) => {
        const fault = passwordFault(password, names);
        expect(fault === undefined || !password.includes(fault)).toBe(true);
      }),
    );
  });
});
