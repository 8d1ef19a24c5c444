/**
 * A shadow passage: a candidate model judges the same sealed frames as the model in use, or a candidate policy the same evidence as the policy
 * in use, after each decision, and decides nothing. Only counts leave the lane. A batch is added to them when it holds enough travellers, so
 * that no message tells the result of one traveller.
 */
import { z } from 'zod';
import { sha256HexSchema, slugSchema } from './field.ts';
import { releaseNameSchema } from './release-name.ts';

/** The last word of the name of a release that judges beside the one in use: `face.shadow`. */
const SHADOW_SUFFIX = '.shadow';

export function isShadow({ name }: { readonly name: string }): boolean {
  return name.endsWith(SHADOW_SUFFIX);
}

/** The fewest judged travellers of a batch that any release may ask for. */
export const MIN_SHADOW_BATCH = 10;

/** Why the candidate did not judge a traveller. Closed. */
export const NOT_JUDGED_REASONS = [
  /** The captures ended before the candidate had judged. */
  'out-of-time',
  /** The candidate ended, gave no valid answer, or does not prove the policy's rate. */
  'failed',
  /** The candidate took more memory than it may. */
  'memory',
  /** The candidate could not be loaded. */
  'not-loaded',
  /** The lane was slow, short of memory, or still judging the traveller before. */
  'no-capacity',
  /** The traveller was compared with a registered record, which only the model in use can read. */
  'other-reference',
  /** The lane stopped while the candidate judged. */
  'interrupted',
  /** The candidate policy asks for more than the lane captured under the policy in use. */
  'not-captured',
] as const;
export type NotJudgedReason = (typeof NOT_JUDGED_REASONS)[number];

/** Those that the candidate causes. The others are conditions of the lane. */
export const CANDIDATE_CAUSES: readonly NotJudgedReason[] = [
  'out-of-time',
  'failed',
  'memory',
  'not-loaded',
  'not-captured',
];

/**
 * Upper ends of the bands of the distance between both comparators, in factors of ten of the likelihood ratio, for travellers whom both pass.
 * The last band has no end.
 */
export const DISTANCE_BAND_ENDS = [0.5, 1, 2] as const;
export const DISTANCE_BANDS = DISTANCE_BAND_ENDS.length + 1;

const countSchema = z.int().min(0).max(1_000_000_000);

const { 'not-captured': _later, ...everyLane } = Object.fromEntries(
  NOT_JUDGED_REASONS.map((reason) => [reason, countSchema]),
) as Record<NotJudgedReason, typeof countSchema>;
/** Lanes of earlier versions have no count of `not-captured`. */
const notJudgedSchema = z.strictObject({ ...everyLane, 'not-captured': countSchema.exactOptional() });

/** Channels by which rules of law judge: `refer` cannot be decided, and the lane treats it as red. */
export const JUDGED_CHANNELS = ['green', 'red', 'refer'] as const;
export type JudgedChannel = (typeof JUDGED_CHANNELS)[number];
const CHANNEL_PAIRS = JUDGED_CHANNELS.length ** 2;
/** The kinds of goods, and the rules of law of two policies. */
const MAX_COUNTED_RULES = 412;

/** Travellers whose answers to the customs questions both policies judged. */
const declarationCountsSchema = z.strictObject({
  /** At `channelPair`. */
  channels: z.array(countSchema).length(CHANNEL_PAIRS),
  /** By rule: it holds for both, only for the policy in use, only for the candidate. */
  rules: z
    .record(slugSchema, z.tuple([countSchema, countSchema, countSchema]))
    .refine((rules) => Object.keys(rules).length <= MAX_COUNTED_RULES, `must have at most ${MAX_COUNTED_RULES} rules`),
});
export type DeclarationCounts = z.infer<typeof declarationCountsSchema>;

/** Where the travellers with these channels are counted. */
export function channelPair(inUse: JudgedChannel, candidate: JudgedChannel): number {
  return JUDGED_CHANNELS.indexOf(inUse) * JUDGED_CHANNELS.length + JUDGED_CHANNELS.indexOf(candidate);
}

export const shadowCountsSchema = z
  .strictObject({
    agreedPass: countSchema,
    agreedRefuse: countSchema,
    /** The candidate would pass, the model or policy in use refused. */
    wouldPass: countSchema,
    /** The candidate would refuse, the model or policy in use passed. */
    wouldRefuse: countSchema,
    notJudged: notJudgedSchema,
    /** Travellers whom both pass, by `DISTANCE_BAND_ENDS`. Policies have no distance: the first band. */
    distances: z.array(countSchema).length(DISTANCE_BANDS),
    /** For a candidate policy with other customs questions. Absent: no answer was judged by both. */
    declarations: declarationCountsSchema.exactOptional(),
  })
  .refine(({ agreedPass, distances }) => distances.reduce((sum, count) => sum + count, 0) === agreedPass, {
    path: ['distances'],
    message: 'must count each traveller whom both pass once',
  });
export type ShadowCounts = z.infer<typeof shadowCountsSchema>;

export function noCounts(): ShadowCounts {
  return {
    agreedPass: 0,
    agreedRefuse: 0,
    wouldPass: 0,
    wouldRefuse: 0,
    notJudged: notJudgedOf(() => 0),
    distances: Array.from({ length: DISTANCE_BANDS }, () => 0),
  };
}

/** Zero of a reason that earlier servers do not have is left out. */
function notJudgedOf(count: (reason: NotJudgedReason) => number): ShadowCounts['notJudged'] {
  const counted = NOT_JUDGED_REASONS.map((reason) => [reason, count(reason)] as const);
  return Object.fromEntries(
    counted.filter(([reason, number]) => reason !== 'not-captured' || number !== 0),
  ) as ShadowCounts['notJudged'];
}

/** Travellers whom the candidate did not judge for this reason. */
export function missedFor({ notJudged }: Pick<ShadowCounts, 'notJudged'>, reason: NotJudgedReason): number {
  return notJudged[reason] ?? 0;
}

export function judgedIn({ agreedPass, agreedRefuse, wouldPass, wouldRefuse }: ShadowCounts): number {
  return agreedPass + agreedRefuse + wouldPass + wouldRefuse;
}

/** Combines two counts member by member. */
export function combineCounts(
  one: ShadowCounts,
  other: ShadowCounts,
  combine: (left: number, right: number) => number = (left, right) => left + right,
): ShadowCounts {
  const of = (key: 'agreedPass' | 'agreedRefuse' | 'wouldPass' | 'wouldRefuse') => combine(one[key], other[key]);
  return {
    agreedPass: of('agreedPass'),
    agreedRefuse: of('agreedRefuse'),
    wouldPass: of('wouldPass'),
    wouldRefuse: of('wouldRefuse'),
    notJudged: notJudgedOf((reason) => combine(missedFor(one, reason), missedFor(other, reason))),
    distances: one.distances.map((count, band) => combine(count, other.distances[band] ?? 0)),
    ...combinedDeclarations(one.declarations, other.declarations, combine),
  };
}

/** Rules in the order of their names, so that equal counts are equal texts. */
function combinedDeclarations(
  one: DeclarationCounts | undefined,
  other: DeclarationCounts | undefined,
  combine: (left: number, right: number) => number,
): Pick<ShadowCounts, 'declarations'> {
  if (one === undefined && other === undefined) return {};
  const names = new Set([...Object.keys(one?.rules ?? {}), ...Object.keys(other?.rules ?? {})]);
  const rules = [...names].sort().map((name) => {
    const [left, right] = [one?.rules[name], other?.rules[name]];
    const at = (index: 0 | 1 | 2): number => combine(left?.[index] ?? 0, right?.[index] ?? 0);
    return [name, [at(0), at(1), at(2)]] as const;
  });
  const channels = Array.from({ length: CHANNEL_PAIRS }, (_none, index) =>
    combine(one?.channels[index] ?? 0, other?.channels[index] ?? 0),
  );
  const counted = rules.filter(([, numbers]) => numbers.some((number) => number > 0));
  if (channels.every((number) => number === 0)) return {};
  return { declarations: { channels, rules: Object.fromEntries(counted) as DeclarationCounts['rules'] } };
}

/** In the message of a lane about its releases (`lane-releases.ts`). */
export const laneShadowSchema = z
  .strictObject({
    name: releaseNameSchema,
    version: z.int().min(1).max(4_294_967_295),
    digest: sha256HexSchema,
    /** SHA-256 over the digests of the models in use, or of the policy in use, with which the candidate was compared. */
    against: sha256HexSchema,
    /** Random, new when the lane begins to count from zero. */
    run: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
    /** All batches of the run together. Within a run no count decreases. */
    counts: shadowCountsSchema,
  })
  .refine(({ counts }) => judgedIn(counts) === 0 || judgedIn(counts) >= MIN_SHADOW_BATCH, {
    path: ['counts'],
    message: `must hold a batch of at least ${MIN_SHADOW_BATCH} travellers`,
  });
export type LaneShadow = z.infer<typeof laneShadowSchema>;

/** Parts per million: TUF's canonical JSON has whole numbers only. */
const shareSchema = z.int().min(1).max(500_000);

/** The limits of disagreement, in the terms that two people sign. Shares are of the judged travellers, in parts per million. */
export const shadowLimitsSchema = z.strictObject({
  /** Judged travellers without whom no candidate is within the limits. */
  travellers: z.int().min(50).max(10_000_000),
  /** The candidate would pass, the model or policy in use refused. */
  wouldPassMostPpm: shareSchema,
  /** The candidate would refuse, the model or policy in use passed. */
  wouldRefuseMostPpm: shareSchema,
  /** Travellers whom the candidate did not judge by its own fault, of those and the judged ones. */
  notJudgedMostPpm: shareSchema,
});
export type ShadowLimits = z.infer<typeof shadowLimitsSchema>;
