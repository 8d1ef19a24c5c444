import { describe, expect, it } from 'vitest';
import type { Check } from '../../../../../server/contract/report.ts';
import { observedIn, observedInDecision } from '../../../../../server/oversight/observatory/records/observe.ts';
import { clearedReport } from '../../../fixtures/sample-report.ts';

const seen = (...checks: readonly Check[]) =>
  observedIn({ ...clearedReport(), checks: [...checks] }).map(
    ({ modality, observation }) => `${modality}/${observation}`,
  );

const CAPTURED: readonly Check[] = [
  { name: 'face-capture', result: 'passed' },
  { name: 'face-quality', result: 'passed' },
];

describe('observations of a report', () => {
  it('count a failure to acquire where the traveller was there, and nothing where the traveller chose the desk', () => {
    expect(seen({ name: 'face-capture', result: 'inconclusive', reason: 'nobody-in-view' })).toEqual([
      'face/not-acquired',
    ]);
    expect(
      seen(CAPTURED[0]!, { name: 'face-quality', result: 'inconclusive', reason: 'quality-insufficient' }),
    ).toEqual(['face/not-acquired']);
    expect(seen({ name: 'face-capture', result: 'inconclusive', reason: 'traveller-chose-desk' })).toEqual([]);
    expect(seen({ name: 'face-capture', result: 'not-run', reason: 'earlier-check-decided' })).toEqual([]);
    expect(seen({ name: 'finger-comparison', result: 'inconclusive', reason: 'no-finger' })).toEqual([
      'finger/not-acquired',
    ]);
  });

  it('count comparisons that were made, and not those that the cap on attempts prevented', () => {
    expect(seen(...CAPTURED, { name: 'face-comparison', result: 'passed', falseMatchRate: '1e-4' })).toEqual([
      'face/acquired',
      'face/matched',
    ]);
    expect(seen(...CAPTURED, { name: 'face-comparison', result: 'failed', reason: 'attempts-exhausted' })).toEqual([
      'face/acquired',
    ]);
  });

  it('count one verdict about an attack, the gravest of the checks', () => {
    const passed = { name: 'presentation-attack-head-turn', result: 'passed' } as const;
    const name = 'presentation-attack-light-challenge';
    expect(seen(passed, { name, result: 'failed', reason: 'light-of-a-plane' })).toEqual(['face/refused-as-attack']);
    expect(seen(passed, { name, result: 'inconclusive', reason: 'light-undecidable' })).toEqual([
      'face/attack-undecided',
    ]);
    expect(seen(passed, { name, result: 'not-run', reason: 'traveller-chose-no-lights' })).toEqual([
      'face/taken-as-live',
    ]);
  });

  it('take from a decision only a settled identity', () => {
    const report = {
      ...clearedReport(),
      checks: [{ name: 'face-comparison', result: 'failed', reason: 'below-threshold' } as const],
    };
    const of = (reason: 'identity-confirmed-in-person' | 'identity-not-settled' | 'deception-of-lane-possible') =>
      observedInDecision(report, { outcome: 'admitted-after-manual-check', reason }).map(
        ({ observation }) => observation,
      );
    expect(of('identity-confirmed-in-person')).toEqual(['not-matched-genuine']);
    expect(of('deception-of-lane-possible')).toEqual(['not-matched-impostor']);
    expect(of('identity-not-settled')).toEqual([]);
  });
});
