import { existsSync, readFileSync } from 'node:fs';
import { recordFile } from '../support/record-file.ts';
import type { ComparedPair, ScoredPair } from './comparisons.ts';
import type { MatcherReport } from './report.ts';

/**
 * Reads another matcher's scores: tab-separated `database, image, image, score` a line, in either order of the images. A failure to
 * extract is a score of the file's own choosing, usually 0.
 *
 * @throws Error when a pair is missing: a matcher is judged on all of them or not at all
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
      throw new Error(`${file} says nothing of ${pair.one.database} ${pair.one.name} ${pair.other.name}`);
    }
    return { ...pair, score };
  });
}

/** A report of an earlier run over the same pairs. */
export interface EarlierReport extends MatcherReport {
  /** Date of the run that had the matcher's scores, ISO 8601. */
  readonly scoresOf: string;
}

/** Other matchers' reports in the recorded run whose scores were not given this time: their images and pairs are the same. */
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
