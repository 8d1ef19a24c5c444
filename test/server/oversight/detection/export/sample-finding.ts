import { join } from 'node:path';
import type { StoredFinding } from '../../../../../server/oversight/detection/findings/finding-table.ts';
import { projectRoot } from '../../../../../models/files/project-root.ts';

/** A file of these tests. JSON is not copied to the build's output. */
export function fixture(name: string): string {
  return join(projectRoot(), 'test/server/oversight/detection/export/fixtures', name);
}

/** A statistic's finding that waits for a judgement. */
export const SAMPLE_FINDING: StoredFinding = {
  id: '0123456789abcdef0123456789abcdef',
  caseId: 'fedcba9876543210fedcba9876543210',
  rule: 'acts-in-hour',
  version: 1,
  basis: 'statistic',
  entity: { kind: 'person', id: 'p-otto' },
  site: 'north',
  at: 1_764_400_000_000,
  from: 1_764_396_400_000,
  until: 1_764_400_000_000,
  score: 2.5,
  observed: 41,
  expected: 6.5,
  events: [
    { at: 1_764_399_000_000, kind: 'evidence-viewed', entry: 7 },
    { at: 1_764_399_500_000.5, kind: 'signal' },
  ],
  wouldHavePrevented: 'smaller-limit',
  nextStep: 'ask-person',
  disposition: null,
  reason: null,
  judgedBy: null,
  judgedAt: null,
};

export const JUDGED_FINDING: StoredFinding = {
  ...SAMPLE_FINDING,
  rule: 'forked-sequence',
  basis: 'invariant',
  entity: { kind: 'lane', id: 'north-1' },
  disposition: 'rule-wrong',
  reason: 'incomplete-records',
  judgedBy: 'p-judge',
  judgedAt: 1_764_400_500_000,
};
