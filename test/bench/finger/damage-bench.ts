import { createComparisonWorkspace } from '../../../models/finger/comparison/workspace.ts';
import { createExtractionWorkspace } from '../../../models/finger/extraction/workspace.ts';
import { openGabor } from '../../../models/finger/extraction/open-gabor.ts';
import { loadFitted } from '../../../models/finger/fitted.ts';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import { pairsWithin, type ScoredPair } from './comparisons.ts';
import { damaged, type Damage } from './damage.ts';
import { type DamageRates, damageRates, type RateWithInterval } from './damage-rates.ts';
import { type FvcImage } from './fvc-database.ts';
import { compareAll, type Extracted, extractAll, keyOf, type PairEvidence } from './measure.ts';
import { fitOn, scoreAll } from './scoring.ts';

const FALSE_MATCH_RATE = 1e-3;
const SEED = 1;
const IMPOSTORS_ONE_IN = 4;

/** Error rates of comparisons of an unaltered print with one that has one kind of damage. */
export interface DamageReport {
  readonly damage: Damage | 'none';
  readonly severity: number;
  /** Altered images without a template; all their comparisons are misses. */
  readonly failures: readonly string[];
  readonly databases: Readonly<Record<string, DamageRates>>;
  readonly pooled: DamageRates;
}

export interface DamageBench {
  readonly falseMatchRate: number;
  readonly reports: readonly DamageReport[];
}

/**
 * Compares each print with every other one in a wet, dry or distorted version. The threshold comes from the unaltered
 * prints; each database is scored with weights fitted to the unaltered prints of the others, or with the shipped
 * weights.
 */
export async function benchDamage(
  databases: ReadonlyMap<string, readonly FvcImage[]>,
  damages: readonly Damage[],
  severity: number,
  fittedData: boolean,
): Promise<DamageBench> {
  const images = [...databases.values()].flat();
  const pairs = [...databases.values()].flatMap(pairsWithin);
  // A quarter of the impostors is enough to show whether altered ones match more often.
  const alteredPairs = pairs.filter(
    ({ one, other, genuine }) => genuine || (one.impression + other.impression) % IMPOSTORS_ONE_IN === 0,
  );
  const gabor = await openGabor(1);
  const [extraction, comparison] = [createExtractionWorkspace(), createComparisonWorkspace()];
  const unaltered = await extractAll(images, extraction, gabor);
  const plain = compareAll(pairs, unaltered, unaltered, comparison);
  const shipped = loadFitted().withPattern.weights;
  const names = [...databases.keys()];
  const within = (name: string) => (pair: PairEvidence) => pair.one.database === name;
  const weights = new Map(
    names.map((name) => {
      const others = plain.filter((pair) => !within(name)(pair));
      return [name, fittedData && others.length > 0 ? fitOn('withPattern', others) : shipped] as const;
    }),
  );
  const scored = (evidence: readonly PairEvidence[]): ScoredPair[] =>
    names.flatMap((name) => scoreAll('withPattern', evidence.filter(within(name)), weights.get(name)!));
  const baseline = scored(plain);
  const report = (damage: Damage | 'none', altered: readonly ScoredPair[], found: ReadonlyMap<string, Extracted>) => {
    const rates = (chosen?: (pair: ScoredPair) => boolean): DamageRates =>
      damageRates(baseline, altered, FALSE_MATCH_RATE, seededRandom(SEED), chosen);
    return {
      damage,
      severity: damage === 'none' ? 0 : severity,
      failures: failuresOf(found),
      databases: Object.fromEntries(names.map((name) => [name, rates(({ one }) => one.database === name)])),
      pooled: rates(),
    };
  };
  const reports: DamageReport[] = [report('none', baseline, unaltered)];
  for (const damage of damages) {
    const alter = (image: FvcImage) => (pixels: Parameters<typeof damaged>[0]) =>
      damaged(pixels, image.resolutionPpi, damage, severity, seedOf(image));
    const altered = await extractAll(images, extraction, gabor, alter);
    reports.push(report(damage, scored(compareAll(alteredPairs, unaltered, altered, comparison)), altered));
    console.log(`reported: ${damage}`);
  }
  await gabor.close();
  return { falseMatchRate: FALSE_MATCH_RATE, reports };
}

export function damageTable({ reports }: DamageBench): string {
  const rate = ({ value, interval: [low, high] }: RateWithInterval): string =>
    `${percent(value)} (${percent(low)}-${percent(high)})`.padStart(22);
  return [
    `${'% at the threshold of FMR 0.1 % unaltered'.padEnd(44)}${'missed'.padStart(22)}${'falsely matched'.padStart(22)}`,
    ...reports.flatMap(({ damage, severity, failures, databases, pooled }) => [
      `${damage}, severity ${severity}, ${failures.length} images without a template`,
      ...[...Object.entries(databases), ['pooled', pooled] as const].map(
        ([name, { missed, falselyMatched }]) => `  ${name.padEnd(42)}${rate(missed)}${rate(falselyMatched)}`,
      ),
    ]),
  ].join('\n');
}

const percent = (rate: number): string => (100 * rate).toFixed(2);

const failuresOf = (found: ReadonlyMap<string, Extracted>): string[] =>
  [...found.values()].flatMap(({ image, extraction }) =>
    extraction.kind === 'unusable' ? [`${keyOf(image)}: ${extraction.reason}`] : [],
  );

/** A seed per image (FNV-1a of the bench's seed and its name). */
function seedOf(image: FvcImage): number {
  let hash = 0x811c9dc5;
  for (const character of `${SEED} ${keyOf(image)}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
