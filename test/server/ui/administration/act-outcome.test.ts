import { describe, expect, test } from 'vitest';
import type { ActDetails } from '../../../../server/ledger/entry/entry.ts';
import { outcomeOf } from '../../../../server/ui/administration/act-outcome.ts';

const wordOf = (details: ActDetails, result = 'done') => outcomeOf({ result, details }).word;

describe('the outcome of an act, in the auditor’s list', () => {
  test('of a proposal that was turned down is not that of an approval', () => {
    expect(wordOf({ kind: 'duty-give', step: 'turned-down' })).toBe('Turned down');
    expect(wordOf({ kind: 'duty-give', step: 'approved' })).toBe('Approved');
  });

  test('of a start of an emergency is not that of its end', () => {
    expect(wordOf({ order: 'open-in-emergency', cause: 'fire' })).toBe('Emergency started');
    expect(wordOf({ order: 'end-emergency' })).toBe('Emergency ended');
  });

  test('of a decided referral names the decision and its reason', () => {
    const details = { step: 'decide', version: 3, outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' };
    expect(wordOf(details)).toContain('Admitted');
    expect(wordOf(details)).toContain('picture was poor');
    expect(wordOf({ ...details, outcome: 'refused-entry', reason: 'stay-exhausted' })).toContain('Entry refused');
  });

  test('of a question for a second opinion is not that of a decision', () => {
    const asked = wordOf({ step: 'ask-second-opinion', outcome: 'refused-entry', reason: 'stay-exhausted' });
    expect(asked).toMatch(/^Second opinion asked for\. Entry refused/);
  });

  test('of a refused request says so with the code', () => {
    expect(wordOf({}, 'rate-limited')).toBe('Refused: rate-limited');
  });

  test('of an act without details is that it was done, whatever words it carries', () => {
    expect(wordOf({})).toBe('Done');
    expect(wordOf({ step: 'toString', order: 'constructor' })).toBe('Done');
  });
});
