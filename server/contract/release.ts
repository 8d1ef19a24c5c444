/**
 * The terms of a target that two people sign (TUF specification 1.0, §4.5, `custom`). A lane decides by itself which targets are meant for it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { type KioskId, kioskIdSchema, wallMsSchema } from './field.ts';
import { type ReleaseKind, releaseKindSchema, releaseNameSchema } from './release-name.ts';
import { isInStep, type RollOutGate, stagedSchema } from './roll-out.ts';
import { isShadow, shadowLimitsSchema } from './shadow-passage.ts';

export { RELEASE_KINDS, type ReleaseKind, releaseKindSchema, releaseNameSchema } from './release-name.ts';

/** From the fewest lanes to all. Each step contains the lanes of the step before. */
export const RELEASE_RINGS = ['laboratory', 'sites', 'share', 'all'] as const;

export const releaseTermsSchema = z
  .strictObject({
    kind: releaseKindSchema,
    name: releaseNameSchema,
    version: z.int().min(1).max(4_294_967_295),
    ring: z.enum(RELEASE_RINGS),
    /** The lanes of the laboratory and one lane of each site, chosen when the target was drafted. */
    lanes: z.array(kioskIdSchema).max(2_000),
    /** The share of the fleet, with the ring `share` only. */
    percentage: z.int().min(1).max(99).optional(),
    /** Wall ms before which no lane takes it. */
    notBefore: wallMsSchema,
    /** Times in which no lane takes it, for example before holidays. */
    freezes: z.array(z.strictObject({ from: wallMsSchema, until: wallMsSchema })).max(32),
    /** `paused`: no more lanes take it. `withdrawn`: lanes go back to an earlier version. */
    state: z.enum(['offered', 'paused', 'withdrawn']),
    /** Absent: every lane of the ring takes it at once. */
    staged: stagedSchema.optional(),
    /** Present with models, and a policy, that judge beside those in use and decide nothing: the limits within which they must agree (`shadow-passage.ts`). */
    shadow: shadowLimitsSchema.optional(),
  })
  .superRefine(({ kind, name, ring, percentage, freezes, staged, shadow }, context) => {
    if ((shadow !== undefined) !== (canShadow(kind) && isShadow({ name }))) {
      const message = 'must be present with models or a decision policy only, whose name ends with .shadow';
      context.addIssue({ code: 'custom', path: ['shadow'], message });
    }
    if (kind === 'models' && shadow === undefined && staged === undefined) {
      const message = 'must be present with models that decide: the server opens them after their shadow passage';
      context.addIssue({ code: 'custom', path: ['staged'], message });
    }
    if ((ring === 'share') !== (percentage !== undefined)) {
      context.addIssue({ code: 'custom', path: ['percentage'], message: 'must be present with the ring share only' });
    }
    if (freezes.some(({ from, until }) => until <= from)) {
      context.addIssue({ code: 'custom', path: ['freezes'], message: 'must end after they begin' });
    }
  });
export type ReleaseTerms = z.infer<typeof releaseTermsSchema>;

/** Whether a release of this kind can judge beside the one in use. */
export function canShadow(kind: ReleaseKind): kind is 'models' | 'decision-policy' {
  return kind === 'models' || kind === 'decision-policy';
}

/** The path of a target in the repository. */
export function releasePath({ kind, name, version }: Pick<ReleaseTerms, 'kind' | 'name' | 'version'>): string {
  return `${kind}/${name}/${version}`;
}

/**
 * A lane's place in the order in which lanes take a release, 0 to below 100. It depends on the release, so that the same lanes are not
 * always the first.
 */
export function placeOfLane(path: string, lane: KioskId): number {
  const digest = sha256(utf8ToBytes(`${path}\n${lane}`));
  return (new DataView(digest.buffer, digest.byteOffset).getUint32(0) / 2 ** 32) * 100;
}

/** Whether the ring of a release contains the lane and, of a staged release, the step that the server has opened. */
export function isInRing(terms: ReleaseTerms, lane: KioskId, gate?: Pick<RollOutGate, 'step' | 'state'>): boolean {
  if (terms.staged !== undefined && !isOpenTo(terms, terms.staged.sites, lane, gate)) return false;
  if (terms.ring === 'all' || terms.lanes.includes(lane)) return true;
  return terms.percentage !== undefined && placeOfLane(releasePath(terms), lane) < terms.percentage;
}

function isOpenTo(
  terms: ReleaseTerms,
  sites: readonly KioskId[],
  lane: KioskId,
  gate: Pick<RollOutGate, 'step' | 'state'> | undefined,
): boolean {
  if (gate?.state !== 'open') return false;
  return isInStep({ laboratory: terms.lanes, sites }, gate.step, lane, placeOfLane(releasePath(terms), lane));
}

/** Whether the server has taken a staged release back, within the time that people gave it. */
function isReturned({ staged }: ReleaseTerms, gate: RollOutGate | undefined, nowMs: number): boolean {
  return staged !== undefined && gate?.state === 'returned' && nowMs < staged.returnUntil;
}

/**
 * The version of one kind and name that a lane uses; `undefined` when none is meant for it. A lane keeps its version until a higher one is
 * meant for it, or its version is withdrawn, taken back or no longer listed; then it goes back at once, in a freeze as well.
 */
export function chooseVersion<T extends ReleaseTerms>(
  offers: readonly T[],
  { lane, current, nowMs, gates = [] }: ChoosingLane,
): T | undefined {
  const gateOf = ({ kind, name, version }: T): RollOutGate | undefined =>
    gates.find((gate) => gate.kind === kind && gate.name === name && gate.version === version);
  const usable = offers.filter((terms) => terms.state !== 'withdrawn' && !isReturned(terms, gateOf(terms), nowMs));
  const stays = usable.some(({ version }) => version === current);
  const isMeant = (terms: T): boolean => {
    if (terms.version === current) return true;
    if (terms.state === 'paused' || terms.notBefore > nowMs || !isInRing(terms, lane, gateOf(terms))) return false;
    return !stays || !terms.freezes.some(({ from, until }) => from <= nowMs && nowMs < until);
  };
  return usable.filter(isMeant).sort((one, other) => other.version - one.version)[0];
}

export interface ChoosingLane {
  readonly lane: KioskId;
  /** The version in use; `undefined` before the first. */
  readonly current: number | undefined;
  readonly nowMs: number;
  /** The steps that the server has opened. A staged release without a gate is taken by no lane. */
  readonly gates?: readonly RollOutGate[];
}
