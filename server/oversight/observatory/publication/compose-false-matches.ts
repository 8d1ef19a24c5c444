/** Bounds of the false-match rate from seeded impostor tests. Pure. */
import type { ImpostorTest, ImpostorTests } from '../../../contract/impostor-tests.ts';
import type { DocumentInForce } from '../../../contract/signed-document.ts';
import { MODALITIES } from '../records/observe.ts';
import { upperBoundOf } from '../statistics/proportion.ts';
import type { FalseMatchCell, FalseMatches } from './error-rate-report.ts';
import { digits } from './compose-report.ts';
import type { Period } from './periods.ts';

const DAY_MS = 86_400_000;

/** `undefined`: no test is wholly within the period. */
export function falseMatchesOf(
  { content: { number, tests }, digest }: DocumentInForce<ImpostorTests>,
  { from, to }: Pick<Period, 'from' | 'to'>,
): FalseMatches | undefined {
  const own = tests.filter((test) => Date.parse(test.from) >= from && Date.parse(test.until) + DAY_MS <= to);
  const sites = [...new Set(own.map(({ site }) => site))].sort();
  const cells = MODALITIES.flatMap((modality) => {
    const ofModality = own.filter((test) => test.modality === modality);
    return [
      ...cellOf({ dimension: 'fleet', value: '', modality }, ofModality),
      ...sites.flatMap((site) =>
        cellOf(
          { dimension: 'site', value: site, modality },
          ofModality.filter((test) => test.site === site),
        ),
      ),
    ];
  });
  return cells.length === 0 ? undefined : { document: { number, digest }, method: 'Clopper-Pearson, one-sided', cells };
}

function cellOf(
  place: Pick<FalseMatchCell, 'dimension' | 'value' | 'modality'>,
  tests: readonly ImpostorTest[],
): FalseMatchCell[] {
  if (tests.length === 0) return [];
  const sum = (field: 'pairs' | 'matched') => tests.reduce((all, test) => all + test[field], 0);
  const [pairs, matched] = [sum('pairs'), sum('matched')];
  return [{ ...place, tests: tests.length, pairs, matched, bound: falseMatchBound(matched, pairs) }];
}

export function falseMatchBound(matched: number, pairs: number): number {
  return digits(upperBoundOf(matched, pairs));
}
