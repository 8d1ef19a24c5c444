import { describe, expect, test } from 'vitest';
import { sealedDocuments } from '../../../../server/sharing/projection/sealed-documents.ts';
import { periodAt } from '../../../../server/sharing/projection/periods.ts';
import { CellCounts, project, type Projected } from '../../../../server/sharing/projection/project.ts';
import { isWithin } from '../../../../server/sharing/projection/within-agreement.ts';
import { SAMPLE_COUNTS, SAMPLE_DOCUMENTS, SAMPLE_REASONS, sampleAgreement } from '../fixtures/agreements.ts';

const at = Date.parse('2026-12-05T00:00:00Z');
const agreement = sampleAgreement();
const period = periodAt('month', at);

function delivered(over: Partial<Projected> = {}): Projected {
  const counts = new CellCounts(SAMPLE_COUNTS);
  counts.add({ site: 'north', outcome: 'cleared' }, 40);
  counts.add({ site: 'north', outcome: 'referred' }, 30);
  return { ...project(agreement, SAMPLE_COUNTS, { period, counts, seed: undefined }), ...over };
}

describe('a delivery is within an agreement', () => {
  test('where it has the agreed form', () => expect(isWithin(agreement, delivered())).toBe(true));

  const { cells } = delivered();
  const [first, second, ...others] = cells;
  const noise = { kind: 'noise', epsilonThousandths: 500, budgetPeriod: '2026', commitment: 'ab'.repeat(32) } as const;
  const ofDay = { name: '2026-12-05', from: at, to: at + 86_400_000 };
  test.each<[string, Partial<Projected>]>([
    ['another dataset', { dataset: 'referral-reasons' }],
    ['a day instead of a month', { period: ofDay }],
    ['a month with another name', { period: { ...period, name: '2027-01' } }],
    ['a month before the agreement', { period: periodAt('month', Date.parse('2026-11-05T00:00:00Z')) }],
    ['a month after the agreement', { period: periodAt('month', Date.parse('2027-12-05T00:00:00Z')) }],
    ['a field more', { fields: ['site', 'outcome', 'issuing-state'] }],
    ['a value that is not agreed', { cells: [{ ...first!, values: ['south', 'cleared'] }, second!, ...others] }],
    ['a cell twice', { cells: [first!, first!, ...others] }],
    ['a cell more', { cells: [...cells, first!] }],
    ['a small count', { cells: [{ ...first!, count: 9 }, second!, ...others] }],
    ['another smallest cell', { protection: { kind: 'suppression', smallestCell: 5 } }],
    ['noise instead of suppression', { protection: noise }],
  ])('not with %s', (_name, over) => expect(isWithin(agreement, delivered(over))).toBe(false));

  test('not with less noise than agreed', () => {
    const noisy = { ...SAMPLE_COUNTS, protection: { kind: 'noise' as const, epsilonThousandths: 500 } };
    const privacyBudget = { epsilonThousandths: 1_000, period: 'year' as const };
    const agreed = sampleAgreement({ datasets: [noisy], privacyBudget });
    expect(isWithin(agreed, delivered({ protection: noise }))).toBe(true);
    expect(isWithin(agreed, delivered({ protection: { ...noise, epsilonThousandths: 5_000 } }))).toBe(false);
    expect(isWithin(agreed, delivered())).toBe(false);
  });

  test('with sealed pseudonyms of an agreed month alone', () => {
    const agreed = sampleAgreement({ datasets: [SAMPLE_DOCUMENTS] });
    expect(isWithin(agreed, sealedDocuments(agreed, period, []))).toBe(true);
    expect(isWithin(agreed, sealedDocuments(agreed, ofDay, []))).toBe(false);
    expect(isWithin(sampleAgreement({ datasets: [SAMPLE_REASONS] }), sealedDocuments(agreed, period, []))).toBe(false);
  });
});
