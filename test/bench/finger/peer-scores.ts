import { existsSync, readFileSync } from 'node:fs';
import { recordFile } from '../support/record-file.ts';
import type { ComparedPair, ScoredPair } from './comparisons.ts';
import type { MatcherReport } from './report.ts';

/**
 * Reads another matcher's scores: one line `database, image, image, score` per pair, separated by tabs, with the
 * images in any order. The file chooses the score of a failure to extract, usually 0.
 *
 * @throws Error when a pair is missing, because a matcher is evaluated on all pairs
 */
export function readPeerScores(file: string, pairs: readonly ComparedPair[]): ScoredPair[] {
  const scores = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [database, one, other, score] = line.split('\t');
    if (score === undefined) continue;
    scores.set(`${database} ${one} ${other}`, Number(score));
    scores.set(`${database} ${other} ${one}`, Number(score));
  }
  return pairs.map((pair) => {
    const score = scores.get(`${pair.one.database} ${pair.one.name} ${pair.other.name}`);
    if (score === undefined || Number.isNaN(score)) {
      throw new Error(`${file} has no score of ${pair.one.database} ${pair.one.name} ${pair.other.name}`);
    }
    return { ...pair, score };
  });
}

/** A report of an earlier run over the same pairs. */
export interface EarlierReport extends MatcherReport {
  /** Date of the run with the matcher's scores, ISO 8601. */
  readonly scoresOf: string;
}

/**
 * Reports of other matchers in the recorded run whose scores are not given now. Their images and pairs are the same.
 */
export function peersOfRecord(reports: readonly MatcherReport[], file = recordFile('finger')): EarlierReport[] {
  if (!existsSync(file)) return [];
  const { date, reports: earlier } = JSON.parse(readFileSync(file, 'utf8')) as {
    date: string;
    reports: (MatcherReport & { readonly scoresOf?: string })[];
  };
  return earlier
    .filter(({ matcher }) => !reports.some((report) => report.matcher === matcher))
    .filter(({ matcher }) => !matcher.startsWith('ours'))
    .map((report) => ({ ...report, scoresOf: report.scoresOf ?? date }));
}
