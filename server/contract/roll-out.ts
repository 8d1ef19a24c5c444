/**
 * The steps of a staged release. Two people sign the release with its first lanes and the date until which it can be taken back; the server
 * opens one step after another, and signs the state of all roll-outs with its snapshot (TUF §4.4, a member of its own). A stolen server can
 * hold a staged release back, open its steps early, or take it back until that date, but it cannot bring another release to a lane.
 */
import { z } from 'zod';
import { kioskIdSchema, type KioskId, wallMsSchema } from './field.ts';
import { releaseKindSchema, releaseNameSchema } from './release-name.ts';

export const ROLL_OUT_STEPS = ['laboratory', 'sites', 'five-percent', 'quarter', 'all'] as const;
export type RollOutStep = (typeof ROLL_OUT_STEPS)[number];

/** Lanes whose place (0 to below 100) is lower take the release in this step. */
export const STEP_SHARES: Readonly<Record<RollOutStep, number>> = {
  laboratory: 0,
  sites: 0,
  'five-percent': 5,
  quarter: 25,
  all: 100,
};

/** `held`: no more lanes take it. `returned`: lanes that use it go back to the version before. */
export const GATE_STATES = ['open', 'held', 'returned'] as const;
export type GateState = (typeof GATE_STATES)[number];

export const rollOutGateSchema = z.strictObject({
  kind: releaseKindSchema,
  name: releaseNameSchema,
  version: z.int().min(1).max(4_294_967_295),
  step: z.enum(ROLL_OUT_STEPS),
  state: z.enum(GATE_STATES),
});
export type RollOutGate = z.infer<typeof rollOutGateSchema>;

/** The member of the snapshot. */
export const ROLL_OUTS_MEMBER = 'x-postern-roll-outs';
export const rollOutGatesSchema = z.array(rollOutGateSchema).max(128);

/** In the terms of a target that two people sign. */
export const stagedSchema = z.strictObject({
  /** One lane of each site, chosen when the target was drafted. The lanes of the laboratory come from the terms. */
  sites: z.array(kioskIdSchema).max(2_000),
  /** Wall ms until which the server can take the release back. */
  returnUntil: wallMsSchema,
});

/** Whether a step contains the lane. @param place of the lane among all lanes, 0 to below 100 */
export function isInStep(
  { laboratory, sites }: { readonly laboratory: readonly KioskId[]; readonly sites: readonly KioskId[] },
  step: RollOutStep,
  lane: KioskId,
  place: number,
): boolean {
  if (step === 'all' || laboratory.includes(lane)) return true;
  return step !== 'laboratory' && (sites.includes(lane) || place < STEP_SHARES[step]);
}
