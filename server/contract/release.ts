/**
 * The content of the signed channel: the closed list of kinds, and the terms of a target that two people sign (TUF specification 1.0, §4.5,
 * `custom`). A lane decides by itself which targets are meant for it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { type KioskId, kioskIdSchema, wallMsSchema } from './field.ts';

const KIBIBYTE = 1_024;
const MEBIBYTE = 1_048_576;

export interface ReleaseKindTerms {
  /** Upper bound of one target. A larger one is not fetched. */
  readonly limitBytes: number;
  /** The role whose keys sign the kind. `targets` needs two people; `watchlist` is the owner of the list, whose deltas are hourly. */
  readonly role: 'targets' | 'watchlist';
}

/** Closed. A lane ignores targets of other kinds and reports how many there are. */
export const RELEASE_KINDS = {
  /** Canonical bytes of a decision policy (`kiosk/decision/signed-policy.ts`). */
  'decision-policy': { limitBytes: 32 * KIBIBYTE, role: 'targets' },
  /** Canonical bytes of a notice (`kiosk/notice/signed-notice.ts`). */
  notice: { limitBytes: 256 * KIBIBYTE, role: 'targets' },
  /** A file of the trust folder: master list, revocation list, certificate. */
  'trust-list': { limitBytes: 8 * MEBIBYTE, role: 'targets' },
  /** The wiring of a gate or indicator module (`hardware/modbus/profile.ts`). */
  'gate-profile': { limitBytes: 64 * KIBIBYTE, role: 'targets' },
  /** A base or a delta of a list (`released-watchlist.ts`). */
  watchlist: { limitBytes: 512 * MEBIBYTE, role: 'watchlist' },
  /** Canonical bytes of the key of the tags, sealed to lanes (`watchlist.ts`). */
  'watchlist-keys': { limitBytes: 2 * MEBIBYTE, role: 'targets' },
  models: { limitBytes: 512 * MEBIBYTE, role: 'targets' },
  software: { limitBytes: 1_024 * MEBIBYTE, role: 'targets' },
  rules: { limitBytes: MEBIBYTE, role: 'targets' },
} as const satisfies Readonly<Record<string, ReleaseKindTerms>>;
export type ReleaseKind = keyof typeof RELEASE_KINDS;

const KIND_NAMES = Object.keys(RELEASE_KINDS) as [ReleaseKind, ...ReleaseKind[]];
export const releaseKindSchema = z.enum(KIND_NAMES);

export const releaseNameSchema = z
  .string()
  .max(48)
  .regex(/^[a-z0-9][a-z0-9-]{0,31}(\.[a-z0-9][a-z0-9-]{0,31}){0,3}$/, 'must be lower-case words with dots between');

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
  })
  .superRefine(({ ring, percentage, freezes }, context) => {
    if ((ring === 'share') !== (percentage !== undefined)) {
      context.addIssue({ code: 'custom', path: ['percentage'], message: 'must be present with the ring share only' });
    }
    if (freezes.some(({ from, until }) => until <= from)) {
      context.addIssue({ code: 'custom', path: ['freezes'], message: 'must end after they begin' });
    }
  });
export type ReleaseTerms = z.infer<typeof releaseTermsSchema>;

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

/** Whether the ring of a release contains the lane. */
export function isInRing(terms: ReleaseTerms, lane: KioskId): boolean {
  if (terms.ring === 'all' || terms.lanes.includes(lane)) return true;
  return terms.percentage !== undefined && placeOfLane(releasePath(terms), lane) < terms.percentage;
}

/**
 * The version of one kind and name that a lane uses; `undefined` when none is meant for it. A lane keeps its version until a higher one is
 * meant for it, or its version is withdrawn or no longer listed; then it goes back at once, in a freeze as well.
 *
 * @param current the version in use; `undefined` before the first
 */
export function chooseVersion<T extends ReleaseTerms>(
  offers: readonly T[],
  { lane, current, nowMs }: { readonly lane: KioskId; readonly current: number | undefined; readonly nowMs: number },
): T | undefined {
  const usable = offers.filter(({ state }) => state !== 'withdrawn');
  const stays = usable.some(({ version }) => version === current);
  const isMeant = (terms: T): boolean => {
    if (terms.version === current) return true;
    if (terms.state === 'paused' || terms.notBefore > nowMs || !isInRing(terms, lane)) return false;
    return !stays || !terms.freezes.some(({ from, until }) => from <= nowMs && nowMs < until);
  };
  return usable.filter(isMeant).sort((one, other) => other.version - one.version)[0];
}
