/**
 * Counts of how comparisons of faces ended, by randomised answers about the traveller's group. A lane answers about one attribute of each
 * traveller (`randomised-response.ts`) and adds the answer to the counts of the month. No message has the answer about one traveller: a batch
 * holds at least `MIN_GROUP_BATCH`. Signed with a prefix of its own.
 */
import { z } from 'zod';
import { type Envelope, type EnvelopeRefusal, kioskMismatch } from './envelope.ts';
import { kioskIdSchema, wallMsSchema } from './field.ts';
import type { FaceObservation } from './observed-face.ts';
import { payloadBytes, type PayloadForm, readPayload } from './payload.ts';
import { signingInput } from './signing.ts';

/** The groups of each attribute. The last one is for travellers whose document does not state it. Closed. */
export const GROUPS = {
  sex: ['female', 'male', 'unspecified'],
  age: ['under-18', '18-to-34', '35-to-49', '50-to-64', '65-and-over', 'unknown'],
  /** The region of the state that issued the document, UN M49. */
  region: ['africa', 'americas', 'asia', 'europe', 'oceania', 'other'],
} as const;
export type GroupAttribute = keyof typeof GROUPS;
export type Group<A extends GroupAttribute = GroupAttribute> = (typeof GROUPS)[A][number];

export const GROUP_ATTRIBUTES = ['sex', 'age', 'region'] as const satisfies readonly GroupAttribute[];

/** An answer about one traveller. Only the lane sees it. */
export interface GroupResponse {
  readonly attribute: GroupAttribute;
  readonly group: Group;
}

/** The ends of a comparison of faces. Each traveller has at most one. */
export const GROUP_OUTCOMES = [
  'not-acquired',
  'not-matched',
  'matched',
  'refused-as-attack',
  'attack-undecided',
] as const;
export type GroupOutcome = (typeof GROUP_OUTCOMES)[number];

/**
 * A comparison counts before a suspicion of an attack: with one that decides, nothing is compared. Absent when the traveller ended before a picture
 * was asked for.
 */
export function groupOutcomeOf(observations: readonly FaceObservation[]): GroupOutcome | undefined {
  return GROUP_OUTCOMES.find((outcome) => observations.includes(outcome));
}

/** The fewest answers of a batch. */
export const MIN_GROUP_BATCH = 20;

const countSchema = z.int().min(0).max(1_000_000_000);
export const groupEndsSchema = z.strictObject(recordOf(GROUP_OUTCOMES, () => countSchema));

export const groupCountsSchema = z.strictObject({
  sex: z.strictObject(recordOf(GROUPS.sex, () => groupEndsSchema)),
  age: z.strictObject(recordOf(GROUPS.age, () => groupEndsSchema)),
  region: z.strictObject(recordOf(GROUPS.region, () => groupEndsSchema)),
});
export type GroupEnds = z.infer<typeof groupEndsSchema>;
export type GroupCounts = z.infer<typeof groupCountsSchema>;

export function noGroupCounts(): GroupCounts {
  return mapGroupCounts(() => 0);
}

/** @param countOf the count of each cell */
export function mapGroupCounts(
  countOf: (attribute: GroupAttribute, group: Group, outcome: GroupOutcome) => number,
): GroupCounts {
  const of = (attribute: GroupAttribute) =>
    recordOf(GROUPS[attribute], (group) => recordOf(GROUP_OUTCOMES, (outcome) => countOf(attribute, group, outcome)));
  return recordOf(GROUP_ATTRIBUTES, of) as GroupCounts;
}

export function groupCountOf(
  counts: GroupCounts,
  attribute: GroupAttribute,
  group: Group,
  outcome: GroupOutcome,
): number {
  return endsOf(counts, attribute)[group]?.[outcome] ?? 0;
}

/** The ends of the answers for each group of an attribute. */
function endsOf(counts: GroupCounts, attribute: GroupAttribute): { readonly [group: string]: GroupEnds } {
  return counts[attribute];
}

export function addGroupCounts(one: GroupCounts, other: GroupCounts): GroupCounts {
  return mapGroupCounts((...cell) => groupCountOf(one, ...cell) + groupCountOf(other, ...cell));
}

/** Whether no count of `later` is lower. */
export function areGroupCountsGrown(earlier: GroupCounts, later: GroupCounts): boolean {
  return GROUP_ATTRIBUTES.every((attribute) =>
    GROUPS[attribute].every((group) =>
      GROUP_OUTCOMES.every(
        (outcome) => groupCountOf(later, attribute, group, outcome) >= groupCountOf(earlier, attribute, group, outcome),
      ),
    ),
  );
}

/** Answers of all attributes together: travellers. */
export function answersIn(counts: GroupCounts): number {
  return GROUP_ATTRIBUTES.flatMap((attribute) => Object.values(endsOf(counts, attribute)))
    .flatMap((ends) => GROUP_OUTCOMES.map((outcome) => ends[outcome]))
    .reduce((sum, count) => sum + count, 0);
}

/** `2030-01`, UTC. */
export const groupMonthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month');

export function groupMonthOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 7);
}

const monthSchema = z
  .strictObject({
    month: groupMonthSchema,
    /** Random, new when the lane begins to count from zero. */
    run: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
    /** All batches of the run together. Within a run no count decreases. */
    counts: groupCountsSchema,
  })
  .refine(({ counts }) => answersIn(counts) >= MIN_GROUP_BATCH, {
    path: ['counts'],
    message: `must hold a batch of at least ${MIN_GROUP_BATCH} travellers`,
  });
export type GroupMonth = z.infer<typeof monthSchema>;

const laneGroupCountsSchema = z
  .strictObject({
    version: z.literal(1),
    kioskId: kioskIdSchema,
    /** The kiosk's wall time, ms. */
    at: wallMsSchema,
    /** The month before too, because its last batch may be complete shortly before it ends. */
    months: z.array(monthSchema).min(1).max(2),
  })
  .refine(({ months }) => new Set(months.map(({ month }) => month)).size === months.length, {
    path: ['months'],
    message: 'must name each month once',
  });
export type LaneGroupCounts = z.infer<typeof laneGroupCountsSchema>;

const FORM: PayloadForm<LaneGroupCounts> = { schema: laneGroupCountsSchema, limitBytes: 10_240 };

/** The canonical bytes. Throws `ContractError`: `invalid`, or `too-large`. */
export function groupCountsBytes(message: LaneGroupCounts): Uint8Array {
  return payloadBytes(FORM, message);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function groupCountsSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('group-counts', payload);
}

export type ReadGroupCounts = { readonly kind: 'valid'; readonly message: LaneGroupCounts } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readGroupCounts(envelope: Envelope): ReadGroupCounts {
  const read = readPayload(FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', message: read.message } : kioskMismatch();
}

function recordOf<K extends string, T>(keys: readonly K[], valueOf: (key: K) => T): Record<K, T> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, T>;
}
