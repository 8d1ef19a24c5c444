import { describe, expect, test } from 'vitest';
import type { ActDetails } from '../../../../server/records/ledger/entry/entry.ts';
import { outcomeOf } from '../../../../server/console/administration/act-outcome.ts';

const wordOf = (details: ActDetails, result = 'done') => outcomeOf({ result, details }).word;

describe('the outcome of an act, in the auditor’s list', () => {
  test('distinguishes a refused proposal from an approved one', () => {
    expect(wordOf({ kind: 'duty-give', step: 'turned-down' })).toBe('Turned down');
    expect(wordOf({ kind: 'duty-give', step: 'approved' })).toBe('Approved');
  });

  test('distinguishes the start of an emergency from its end', () => {
    expect(wordOf({ order: 'open-in-emergency', cause: 'fire' })).toBe('Emergency started');
    expect(wordOf({ order: 'end-emergency' })).toBe('Emergency ended');
  });

  test('names the decision and its reason for a decided referral', () => {
    const details = { step: 'decide', version: 3, outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' };
    expect(wordOf(details)).toContain('Admitted');
    expect(wordOf(details)).toContain('picture was poor');
    expect(wordOf({ ...details, outcome: 'refused-entry', reason: 'stay-exhausted' })).toContain('Entry refused');
  });

  test('distinguishes a question for a second opinion from a decision', () => {
    const asked = wordOf({ step: 'ask-second-opinion', outcome: 'refused-entry', reason: 'stay-exhausted' });
    expect(asked).toMatch(/^Second opinion asked for\. Entry refused/);
  });

  test('names the code of a refused request', () => {
    expect(wordOf({}, 'rate-limited')).toBe('Refused: rate-limited');
  });

  test('is “done” for an act without details, independent of its other words', () => {
    expect(wordOf({})).toBe('Done');
    expect(wordOf({ step: 'toString', order: 'constructor' })).toBe('Done');
  });
});
