import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import type { ScoredPair } from './comparisons.ts';
import { type RatesWithIntervals, ratesWithIntervals } from './intervals.ts';

const SEED = 2002;

/** Error rates of one matcher: by database under FVC's protocol and with all impostors, and pooled. */
export interface MatcherReport {
  readonly matcher: string;
  readonly databases: Readonly<
    Record<string, { readonly fvc: RatesWithIntervals; readonly allImpostors: RatesWithIntervals }>
  >;
  /** Mean over databases of the equal error rate under FVC's protocol. */
  readonly meanEqualErrorRate: number;
  /** One threshold for all databases, all impostor pairs within each. */
  readonly pooled: RatesWithIntervals;
}

export function reportOf(matcher: string, pairs: readonly ScoredPair[]): MatcherReport {
  const names = [...new Set(pairs.map(({ one }) => one.database))];
  const databases = Object.fromEntries(
    names.map((name) => {
      const own = pairs.filter(({ one }) => one.database === name);
      const fvc = ratesWithIntervals(
        own.filter(({ inProtocol }) => inProtocol),
        seededRandom(SEED),
      );
      return [name, { fvc, allImpostors: ratesWithIntervals(own, seededRandom(SEED)) }];
    }),
  );
  const meanEqualErrorRate =
    names.reduce((sum, name) => sum + databases[name]!.fvc.equalErrorRate.value, 0) / names.length;
  return { matcher, databases, meanEqualErrorRate, pooled: ratesWithIntervals(pairs, seededRandom(SEED)) };
}

/** A table of reports, in per cent. */
export function tableOf(reports: readonly MatcherReport[]): string {
  const rate = ({ value, interval: [low, high] }: RatesWithIntervals['equalErrorRate']): string =>
    `${percent(value)} (${percent(low)}-${percent(high)})`.padStart(22);
  const line = (name: string, rates: RatesWithIntervals): string =>
    name.padEnd(44) +
    [rates.equalErrorRate, rates.fnmrAtFmr1e2, rates.fnmrAtFmr1e3, rates.fnmrAtZeroFmr].map(rate).join('');
  const heads = ['EER %', 'FNMR @ FMR 1 %', '@ 0.1 %', 'ZeroFMR'].map((head) => head.padStart(22)).join('');
  return reports
    .flatMap(({ matcher, databases, meanEqualErrorRate, pooled }) => [
      '',
      matcher.padEnd(44) + heads,
      ...Object.entries(databases).flatMap(([name, { fvc, allImpostors }]) => [
        line(`  ${name}, FVC protocol`, fvc),
        line(`  ${name}, all impostors`, allImpostors),
      ]),
      line('  pooled, all impostors', pooled),
      `  mean EER, FVC protocol: ${percent(meanEqualErrorRate)} %`,
    ])
    .join('\n');
}

const percent = (rate: number): string => (100 * rate).toFixed(2);
