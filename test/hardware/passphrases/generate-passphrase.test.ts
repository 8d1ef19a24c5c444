import { describe, expect, it } from 'vitest';
import { generatePassphrase } from '../../../hardware/passphrases/generate-passphrase.ts';
import { secretFault } from '../../../hardware/passphrases/password-rule.ts';

describe('a generated passphrase', () => {
  const MANY = Array.from({ length: 2_000 }, generatePassphrase);

  it('has six words of a list that gives each word more than 12 bits', () => {
    for (const passphrase of MANY) expect(passphrase).toMatch(/^([a-z]{3,9} ){5}[a-z]{3,9}$/);
    // 12,000 draws of 7,776 words show about 6,115 different ones; a smaller list cannot show as many
    const words = new Set(MANY.flatMap((passphrase) => passphrase.split(' ')));
    expect(words.size).toBeGreaterThan(5_800);
    expect(new Set(MANY).size).toBe(MANY.length);
  });

  it('is accepted by the rule', () => {
    for (const passphrase of MANY) expect(secretFault(passphrase, [], { least: 15, most: 1_024 })).toBeUndefined();
  });
});
