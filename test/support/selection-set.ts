/** Selection rules for tests. */
import type { SelectionRule, SelectionSet } from '../../server/contract/rules/selection-set.ts';

/** In trial: it holds for horses from the United States that are worth less than 2,000 euro. */
export function selectionRule(changes: Partial<SelectionRule> = {}): SelectionRule {
  return {
    id: 'horses',
    version: 1,
    text: 'Horses from the United States at a low value',
    from: '2026-01-01',
    until: null,
    state: 'trial',
    control: 'scan',
    source: { act: 'Instruction 12/2026, section 3', url: 'https://customs.example/12-2026', day: '2026-11-20' },
    when: {
      all: [
        { code: 'heading', in: ['0101'] },
        { code: 'origin', in: ['US'] },
        { amount: 'item-value', is: 'below', limit: 200_000 },
      ],
    },
    tests: [
      { facts: { heading: '0101', origin: 'US', 'item-value': 199_999 }, holds: true },
      { facts: { heading: '0101', origin: 'US', 'item-value': 200_000 }, holds: false },
      { facts: { heading: '0101', 'item-value': 1 }, holds: 'unknown' },
    ],
    ...changes,
  };
}

export function selectionSet(rules: readonly SelectionRule[], changes: Partial<SelectionSet> = {}): SelectionSet {
  return {
    ...{ version: 1, jurisdiction: 'EU', currency: 'EUR', from: '2026-01-01', until: '2099-12-31' },
    rules: [...rules],
    ...changes,
  };
}
