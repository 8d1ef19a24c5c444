/** How well rules and the risk model select, from the dispositions of a quarter. Pure. */
import { z } from 'zod';
import { RISK_BANDS, type RiskBand } from '../../../../models/risk/risk-model.ts';
import { officeIdSchema } from '../../../contract/office-keys.ts';
import { type Bounds, clopperPearson } from '../../../platform/base/clopper-pearson.ts';
import { RULE_IDS, type RuleId } from '../rules/rule-texts.ts';
import { KNOWN_LINES, type KnownLines, TRADER_SIZES, type TraderSize } from './vocabulary.ts';

export const INSPECTION_OUTCOMES = ['fraud', 'no-fraud'] as const;

const quarter = z.strictObject({
  /** Accepted declarations of the quarter by band, inspected or not. */
  accepted: z.strictObject({ high: z.int().min(0), raised: z.int().min(0), low: z.int().min(0) }),
  /** Accepted declarations without a finding. */
  green: z.int().min(0),
  inspected: z.array(
    z.strictObject({
      rules: z.array(z.enum(RULE_IDS)),
      band: z.enum(RISK_BANDS),
      /** Drawn at random from the green ones, and inspected by an officer who did not see the band. */
      drawn: z.boolean(),
      outcome: z.enum(INSPECTION_OUTCOMES),
      /** Offices to whose keys the goods were sealed. */
      offices: z.array(officeIdSchema).optional(),
      traderSize: z.enum(TRADER_SIZES).optional(),
      lines: z.enum(KNOWN_LINES).optional(),
    }),
  ),
});

/** Closed facts of two quarters; no declaration is named. */
export const dispositionsSchema = z.strictObject({
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/),
  /** SHA-256 of the risk model. */
  model: z.string().regex(/^[0-9a-f]{64}$/),
  current: quarter,
  /** The quarter before, for drift; absent in the first one and after a change of the model. */
  before: quarter.optional(),
});
export type Dispositions = z.infer<typeof dispositionsSchema>;
type Quarter = Dispositions['current'];

/** A share with its exact 95 % interval. */
export interface Share extends Bounds {
  readonly count: number;
  readonly of: number;
}

const BOTH_SIDES = { low: 0.025, high: 0.025 } as const;

/** 0 of 0 may be anything. */
export function shareOf(count: number, of: number): Share {
  return { count, of, ...(of === 0 ? { low: 0, high: 1 } : clopperPearson(count, of, BOTH_SIDES)) };
}

export interface RuleAudit {
  readonly rule: RuleId;
  /** Frauds among the inspected declarations with a finding of the rule. */
  readonly precision: Share;
  /** Frauds that were found without a finding of the rule, among all frauds that were found. */
  readonly missed: Share;
  /** `dead`: no inspected declaration had a finding of it. `no-better`: its precision is surely below the rate of the drawn sample. */
  readonly standing: 'dead' | 'no-better' | 'undecided' | 'better';
}

/** The declarations of one office, of traders of one size, or with one share of known lines. */
export interface GroupAudit<Word extends string = string> {
  readonly group: Word;
  /** Frauds among its inspected declarations. */
  readonly all: Share;
  /** Frauds in its part of the drawn sample. */
  readonly sample: Share;
  /** Frauds of that part outside the band `high`. */
  readonly missed: Share;
}

export interface Audit {
  /** Frauds in the drawn sample: the rate among green declarations. */
  readonly sample: Share;
  /** The interval of the sample, times the green declarations: frauds among them, inspected or not. */
  readonly fraudsInGreen: Bounds;
  readonly rules: readonly RuleAudit[];
  /** Frauds among the drawn declarations of each band. */
  readonly bands: readonly { readonly band: RiskBand; readonly drawn: Share; readonly all: Share }[];
  /** Frauds of the sample outside the band `high`, and outside `high` and `raised`. */
  readonly missed: { readonly outsideHigh: Share; readonly outsideRaised: Share };
  readonly drift: Drift | undefined;
  /** In the order of their names. */
  readonly offices: readonly GroupAudit[];
  readonly traderSizes: readonly GroupAudit<TraderSize>[];
  readonly lines: readonly GroupAudit<KnownLines>[];
}

export interface Drift {
  /** Population stability index of the bands. */
  readonly stability: number;
  /** Both samples: their intervals do not overlap when the rate has surely changed. */
  readonly before: Share;
  readonly hasChanged: boolean;
}

/** A common convention: below 0.1 stable, above 0.25 changed. */
export const STABILITY_LIMIT = 0.25;

export function auditOf({ current, before }: Dispositions): Audit {
  const drawn = current.inspected.filter((one) => one.drawn);
  const frauds = drawn.filter(isFraud);
  const sample = sampleOf(current);
  const outside = (...bands: RiskBand[]) =>
    shareOf(frauds.filter(({ band }) => !bands.includes(band)).length, frauds.length);
  return {
    sample,
    fraudsInGreen: { low: sample.low * current.green, high: sample.high * current.green },
    rules: RULE_IDS.map((rule) => ruleAudit(rule, current, sample)),
    bands: RISK_BANDS.map((band) => ({
      band,
      drawn: fraudShare(drawn.filter((one) => one.band === band)),
      all: fraudShare(current.inspected.filter((one) => one.band === band)),
    })),
    missed: { outsideHigh: outside('high'), outsideRaised: outside('high', 'raised') },
    drift: before === undefined ? undefined : driftOf(current, before, sample),
    offices: [...new Set(current.inspected.flatMap(({ offices }) => offices ?? []))]
      .sort()
      .map((office) => groupAudit(office, current, ({ offices }) => offices?.includes(office) === true)),
    traderSizes: TRADER_SIZES.map((size) => groupAudit(size, current, ({ traderSize }) => traderSize === size)),
    lines: KNOWN_LINES.map((known) => groupAudit(known, current, ({ lines }) => lines === known)),
  };
}

type Inspected = Quarter['inspected'][number];
const isFraud = ({ outcome }: Inspected): boolean => outcome === 'fraud';
const fraudShare = (some: readonly Inspected[]): Share => shareOf(some.filter(isFraud).length, some.length);
const sampleOf = ({ inspected }: Quarter): Share => fraudShare(inspected.filter((one) => one.drawn));

function groupAudit<Word extends string>(
  group: Word,
  { inspected }: Quarter,
  isIn: (one: Inspected) => boolean,
): GroupAudit<Word> {
  const members = inspected.filter(isIn);
  const drawn = members.filter((one) => one.drawn);
  const frauds = drawn.filter(isFraud);
  const missed = frauds.filter(({ band }) => band !== 'high');
  return { group, all: fraudShare(members), sample: fraudShare(drawn), missed: shareOf(missed.length, frauds.length) };
}

function ruleAudit(rule: RuleId, { inspected }: Quarter, sample: Share): RuleAudit {
  const precision = fraudShare(inspected.filter(({ rules }) => rules.includes(rule)));
  const frauds = inspected.filter(isFraud).length;
  const about = { rule, precision, missed: shareOf(frauds - precision.count, frauds) };
  if (precision.of === 0) return { ...about, standing: 'dead' };
  if (precision.high < sample.low) return { ...about, standing: 'no-better' };
  return { ...about, standing: precision.low > sample.high ? 'better' : 'undecided' };
}

function driftOf(current: Quarter, before: Quarter, sample: Share): Drift {
  const earlier = sampleOf(before);
  const stability = stabilityIndex(current.accepted, before.accepted);
  const isApart = sample.low > earlier.high || earlier.low > sample.high;
  return { stability, before: earlier, hasChanged: isApart || stability > STABILITY_LIMIT };
}

/** Sum over the bands of (p - q) ln(p / q). An empty band counts as half a declaration. */
function stabilityIndex(current: Quarter['accepted'], before: Quarter['accepted']): number {
  const shares = (counts: Quarter['accepted']) => {
    const all = RISK_BANDS.map((band) => Math.max(0.5, counts[band]));
    const sum = all.reduce((total, one) => total + one, 0);
    return all.map((one) => one / sum);
  };
  const earlier = shares(before);
  return shares(current).reduce((sum, p, at) => sum + (p - earlier[at]!) * Math.log(p / earlier[at]!), 0);
}
