import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import { RELEASE_KINDS, RELEASE_RINGS, type ReleaseKind, releaseNameSchema } from '../../contract/release.ts';
import { RETURN_REASONS, SOFTWARE_STANDINGS } from '../../contract/lane-software.ts';
import { RELEASE_STANDINGS } from '../../contract/release-standing.ts';
import { RELEASE_FAILURES } from '../../contract/release-status.ts';
import { GATE_STATES } from '../../contract/roll-out.ts';
import { shadowCountsSchema, shadowLimitsSchema } from '../../contract/shadow-passage.ts';
import { PASSAGE_STATES } from './judge-passage.ts';
import { WAITS } from './judge-step.ts';
import { PENDING_REASONS } from './pending.ts';
import { HALT_CAUSES, STORED_STEPS } from './roll-out-table.ts';

const KINDS = Object.keys(RELEASE_KINDS) as [ReleaseKind, ...ReleaseKind[]];
const target = { kind: z.enum(KINDS), name: z.string(), version: z.int() };

const rollOutSchema = z.strictObject({
  step: z.enum(STORED_STEPS),
  state: z.enum(GATE_STATES),
  /** The chart that rang, `shadow`, `left-by-lanes`, or `person`; `null` while it is open. */
  why: z.enum(HALT_CAUSES).nullable(),
  begunAt: wallMs,
  stepAt: wallMs,
  changedAt: wallMs,
  /** The person who held, resumed or returned it; `null`: the server. */
  changedBy: z.string().nullable(),
  /** Why the step is not over; `null` when the release is held, or everywhere. */
  waits: z.enum(WAITS).nullable(),
  /** Until when it can be returned in one act. */
  returnUntil: wallMs,
  /** Lanes of the step that reported recently, and those of them that use it. */
  heard: z.int(),
  using: z.int(),
  /** Travellers with the release, and how near each chart came to its limit, 0 to 1 and above. */
  travellers: z.int(),
  charts: z.strictObject({ referrals: z.number(), faults: z.number(), times: z.number() }),
});
export type RollOutView = Answer<typeof rollOutSchema>;

const share = z.number();
const passageSchema = z.strictObject({
  state: z.enum(PASSAGE_STATES),
  /** Whether the release decides; otherwise it judges beside the models in use. */
  decides: z.boolean(),
  /** Travellers whom the candidate judged, and the upper bounds of the shares (95 %). */
  judged: z.int(),
  wouldPassHigh: share,
  wouldRefuseHigh: share,
  notJudgedHigh: share,
  /** `null`: no shadow release of this file is published, so that it never decides. */
  limits: shadowLimitsSchema.nullable(),
  counts: shadowCountsSchema,
  /** Lanes that have reported counts. */
  lanes: z.int(),
});
export type PassageView = Answer<typeof passageSchema>;

const releaseSchema = z.strictObject({
  ...target,
  digest: z.string(),
  ring: z.enum(RELEASE_RINGS),
  state: z.enum(['offered', 'paused', 'withdrawn']),
  /** Lanes that report to hold it. */
  lanes: z.int(),
  /** `null`: it is not staged. */
  rollOut: rollOutSchema.nullable(),
  /** The shadow passage of models, and of a policy that has one; `null` for other releases. */
  passage: passageSchema.nullable(),
});
export type ReleaseView = Answer<typeof releaseSchema>;

const laneReleaseSchema = z.strictObject({
  ...lanePlace,
  /** `null`: the lane has reported nothing about releases. */
  reported: z
    .strictObject({
      receivedAt: wallMs,
      /** By the server's time. */
      standing: z.enum(RELEASE_STANDINGS),
      checkedAt: wallMs,
      failure: z.strictObject({ code: z.enum(RELEASE_FAILURES), at: wallMs }).nullable(),
      held: z.array(
        z.strictObject({
          ...target,
          expiresAt: wallMs,
          since: wallMs,
          match: z.enum(['published', 'other', 'unknown']),
        }),
      ),
      heldCount: z.int(),
      pending: z.array(z.strictObject({ ...target, why: z.enum(PENDING_REASONS) })),
      /** The software of the channel that it runs, version 0: the installed package; `null`: it follows none. */
      software: z
        .strictObject({
          name: z.string(),
          running: z.int(),
          standing: z.enum(SOFTWARE_STANDINGS),
          /** The release that the lane left by itself, the version to which it returned, and the reason. */
          returned: z
            .strictObject({ version: z.int(), to: z.int(), why: z.enum(RETURN_REASONS), at: wallMs })
            .nullable(),
        })
        .nullable(),
    })
    .nullable(),
});
export type LaneReleaseView = Answer<typeof laneReleaseSchema>;

const freezeSchema = z.strictObject({ id: z.string(), from: wallMs, until: wallMs, madeBy: z.string() });

export const fleetReleasesSchema = z.strictObject({
  serverTime: wallMs,
  /** The newest metadata of each role. */
  published: z.array(
    z.strictObject({ role: z.enum(['root', 'targets', 'watchlist']), version: z.int(), expiresAt: wallMs }),
  ),
  /** Without the deltas of watchlists. */
  releases: z.array(releaseSchema),
  lanes: z.array(laneReleaseSchema),
  /** Times in which no roll-out proceeds, that have not ended. */
  freezes: z.array(freezeSchema),
});
export type FleetReleases = Answer<typeof fleetReleasesSchema>;
export type FreezeView = Answer<typeof freezeSchema>;

const rollOutKey = {
  kind: z.enum(KINDS),
  name: releaseNameSchema,
  version: z.int().min(1).max(4_294_967_295),
};

/** `hold`: no more lanes take it. `return`: lanes that use it go back. */
export const haltSchema = z.strictObject({ ...rollOutKey, to: z.enum(['hold', 'return']) });
export const resumeSchema = z.strictObject(rollOutKey);

export const newFreezeSchema = z
  .strictObject({ from: wallMs, until: wallMs })
  .refine(({ from, until }) => until > from && until - from <= 120 * 86_400_000, {
    path: ['until'],
    message: 'must be after the beginning, by at most 120 days',
  });
