/** Mutated messages, drawn from a fixed seed: each ends in findings, a coded refusal, or a declaration without a fault. */
import { expect, it } from 'vitest';
import { REFUSAL_CODES } from '../../../../server/goods/declarations/message/refusal.ts';
import { readDeclaration } from '../../../../server/goods/declarations/read-declaration.ts';
import { RULES } from '../../../../server/goods/declarations/rules/rule-texts.ts';
import { MESSAGES, mutatedMessages } from './fixtures/mutated-messages.ts';

const EU = { jurisdiction: 'EU', today: '2026-11-28' } as const;
const known = new Set<string>(Object.keys(RULES));

it('ten thousand mutated messages end in findings, a coded refusal, or a declaration without a fault', {
  timeout: 600_000,
}, () => {
  const ends = { refused: 0, rejected: 0, accepted: 0 };
  for (const { bytes, format } of mutatedMessages()) {
    const read = readDeclaration(bytes, format, EU);
    if (read.kind === 'refused') {
      ends.refused += 1;
      if (!REFUSAL_CODES.includes(read.code)) throw new Error(`another refusal: ${read.code}`);
      continue;
    }
    ends[read.valid ? 'accepted' : 'rejected'] += 1;
    if (read.findings.some(({ rule }) => !known.has(rule))) throw new Error('a finding of no rule');
    if (read.valid !== !read.findings.some(({ severity }) => severity === 'error')) throw new Error('another state');
    if (read.valid && read.declaration === undefined) throw new Error('a valid message without a declaration');
  }
  expect(ends.refused + ends.rejected + ends.accepted).toBe(MESSAGES);
  // The mutations reach each end
  for (const count of Object.values(ends)) expect(count).toBeGreaterThan(100);
});
