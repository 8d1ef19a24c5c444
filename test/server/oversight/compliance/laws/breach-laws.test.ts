import { describe, expect, it } from 'vitest';
import { BREACH_LAWS } from '../../../../../server/oversight/compliance/laws/breach-laws.ts';
import { LAW_IDS } from '../../../../../server/oversight/compliance/laws/vocabulary.ts';

const duties = BREACH_LAWS.flatMap(({ id, duties: own }) => own.map((duty) => ({ id, duty })));

describe('laws of breaches', () => {
  it('match the vocabulary, each with one duty for an addressee', () => {
    expect(BREACH_LAWS.map(({ id }) => id)).toEqual(LAW_IDS);
    for (const { duties: own } of BREACH_LAWS) {
      expect(new Set(own.map(({ addressee }) => addressee)).size).toBe(own.length);
    }
  });

  it.each(duties)('name the official source of each rule: $id $duty.addressee', ({ duty }) => {
    expect(new URL(duty.source).protocol).toBe('https:');
    expect(duty.retrieved === null || /^\d{4}-\d{2}-\d{2}$/.test(duty.retrieved)).toBe(true);
    for (const { article } of [duty, ...duty.content, ...duty.grounds]) expect(article).toMatch(/\d/);
    expect(duty.content.length).toBeGreaterThan(0);
  });

  it('give authorities of Europe and Britain seventy-two hours', () => {
    const hours = duties.filter(({ duty }) => duty.addressee === 'authority').map(({ duty }) => duty.withinMs);
    expect(hours).toEqual([72, 72, 72, 72].map((count) => count * 3_600_000));
  });

  it('claim no review by a lawyer that has not happened', () => {
    expect(BREACH_LAWS.filter(({ reviewed }) => reviewed !== null)).toEqual([]);
  });
});
