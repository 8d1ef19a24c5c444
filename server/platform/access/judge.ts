/** Judges acts by the access table. Pure; used by guards, proposals and the feed. */
import { ACCESS_TABLE, type Entitlement, SAFETY_ACTS } from './access-table.ts';
import type { Area, Duty, Principal, Reach, Target } from './principal.ts';
import { areCompatible } from './separation.ts';
import { isOnShift } from './shift.ts';
import { ACCESS_REFUSALS, ACTS, type AccessRefusal, type Act } from './vocabulary.ts';

/** Lifetime of a step-up. */
export const STEP_UP_LASTS_MS = 300_000;

/** Lifetime of a proof while a restriction requires one for every act. */
const REQUIRED_PROOF_LASTS_MS = 3_600_000;

export type Judgement =
  /** `duty`: the exercised duty. */
  { readonly kind: 'allowed'; readonly duty: Duty } | { readonly kind: 'refused'; readonly code: AccessRefusal };

/**
 * Judges one act on one target. The first duty that allows it counts. If none does, `code` belongs to the duty that came closest, so that a
 * step-up is requested only where it helps. A target without a place is only in the scope `everywhere` and in duties for all sites and
 * lanes.
 */
export function judgeAct(principal: Principal | undefined, act: Act, target: Target, nowMs: number): Judgement {
  return judge(principal, act, nowMs, (principal, duty, entitlement) => {
    if (!isCovered(entitlement, duty, target)) return 'out-of-scope';
    if (entitlement.conditions.includes('two-people')) {
      const { proposedBy } = target;
      if (proposedBy === undefined || proposedBy === principal.personId) return 'another-person-required';
    }
    return missingStepUp(principal, entitlement, nowMs);
  });
}

/** Judges an act for a list, without a target: allowed if the person's duties reach any lane. `coverageOf` narrows the list. */
export function judgeAnywhere(principal: Principal | undefined, act: Act, nowMs: number): Judgement {
  return judge(principal, act, nowMs, (principal, _duty, entitlement) => missingStepUp(principal, entitlement, nowMs));
}

/** Judges whether a person could do this act anywhere after a step-up and a proposal. */
export function judgeEntry(principal: Principal | undefined, act: Act, nowMs: number): Judgement {
  return judge(principal, act, nowMs, () => undefined);
}

/** The lanes where a person's duties allow an act now, without regard to step-up and second person. */
export function reachOf(principal: Principal, act: Act, nowMs: number): Reach {
  const rule = ACCESS_TABLE[act];
  if (!areSeparated(principal.duties, nowMs)) return [];
  return principal.duties.flatMap((duty) => {
    const entitlement = rule.roles[duty.role];
    const isHeld = entitlement !== undefined && missingOfDuty(duty, act, entitlement, nowMs) === undefined;
    return isHeld ? [areaOf(entitlement, duty)] : [];
  });
}

/** Like `reachOf`, as a predicate on targets. */
export function coverageOf(principal: Principal, act: Act, nowMs: number): (target: Target) => boolean {
  const reach = reachOf(principal, act, nowMs);
  return (target) => reach.some((area) => isWithin(area, target));
}

/** Whether trained duties in force allow an act on a target, at any hour: a proposer's shift may have ended. */
export function entitles(duties: readonly Duty[], act: Act, target: Target, nowMs: number): boolean {
  return duties.some((duty) => {
    const entitlement = ACCESS_TABLE[act].roles[duty.role];
    if (entitlement === undefined || missingTerm(duty, act, nowMs) !== undefined) return false;
    return isCovered(entitlement, duty, target);
  });
}

/** All acts that a person could do somewhere after a step-up: for a console's menu. */
export function actsOf({ proofRequiredSince: _since, ...principal }: Principal, nowMs: number): Act[] {
  return ACTS.filter((act) => judgeEntry(principal, act, nowMs).kind === 'allowed');
}

/** Whether a restriction requires a proof that the person has not given since. */
export function mustProve({ proofRequiredSince, steppedUpAt }: Principal, nowMs: number): boolean {
  if (proofRequiredSince === undefined) return false;
  const isProved = steppedUpAt !== null && steppedUpAt >= proofRequiredSince && steppedUpAt <= nowMs;
  return !(isProved && nowMs - steppedUpAt < REQUIRED_PROOF_LASTS_MS);
}

type Remaining = (principal: Principal, duty: Duty, entitlement: Entitlement) => AccessRefusal | undefined;

function judge(principal: Principal | undefined, act: Act, nowMs: number, remaining: Remaining): Judgement {
  if (principal === undefined) return { kind: 'refused', code: 'not-signed-in' };
  if (!areSeparated(principal.duties, nowMs)) return { kind: 'refused', code: 'duties-incompatible' };
  if (mustProve(principal, nowMs)) return { kind: 'refused', code: 'step-up-required' };
  let nearest: AccessRefusal = 'not-entitled';
  for (const duty of principal.duties) {
    const entitlement = ACCESS_TABLE[act].roles[duty.role];
    if (entitlement === undefined) continue;
    const code = missingOfDuty(duty, act, entitlement, nowMs) ?? remaining(principal, duty, entitlement);
    if (code === undefined) return { kind: 'allowed', duty };
    if (ACCESS_REFUSALS.indexOf(code) > ACCESS_REFUSALS.indexOf(nearest)) nearest = code;
  }
  return { kind: 'refused', code: nearest };
}

function missingOfDuty(duty: Duty, act: Act, { conditions }: Entitlement, nowMs: number): AccessRefusal | undefined {
  const isOffShift = conditions.includes('on-shift') && !isOnShift(duty.shifts, nowMs);
  return missingTerm(duty, act, nowMs) ?? (isOffShift ? 'off-shift' : undefined);
}

/** Written so that a time that is not a number counts as missing. */
function missingTerm(
  { validFrom, validUntil, trainingValidUntil, coursesValidUntil = Number.POSITIVE_INFINITY }: Duty,
  act: Act,
  nowMs: number,
): AccessRefusal | undefined {
  if (!(validUntil > nowMs)) return 'duty-over';
  if (!(validFrom <= nowMs)) return 'duty-not-begun';
  if (!(trainingValidUntil > nowMs)) return 'training-lapsed';
  return coursesValidUntil > nowMs || SAFETY_ACTS.has(act) ? undefined : 'course-missing';
}

function missingStepUp(principal: Principal, entitlement: Entitlement, nowMs: number): AccessRefusal | undefined {
  if (!entitlement.conditions.includes('step-up')) return undefined;
  const { steppedUpAt } = principal;
  const isFresh = steppedUpAt !== null && steppedUpAt <= nowMs && nowMs - steppedUpAt < STEP_UP_LASTS_MS;
  return isFresh ? undefined : 'step-up-required';
}

function isCovered(entitlement: Entitlement, duty: Duty, target: Target): boolean {
  return isWithin(areaOf(entitlement, duty), target);
}

function areaOf({ scope }: Entitlement, { sites, lanes }: Duty): Area {
  if (scope === 'everywhere') return { sites: 'all', lanes: 'all' };
  return scope === 'own-sites' ? { sites, lanes: 'all' } : { sites, lanes };
}

function isWithin({ sites, lanes }: Area, { site, kioskId }: Target): boolean {
  if (sites !== 'all' && (site === undefined || !sites.includes(site))) return false;
  return lanes === 'all' || (kioskId !== undefined && lanes.includes(kioskId));
}

function areSeparated(duties: readonly Duty[], nowMs: number): boolean {
  const roles = duties.filter((duty) => duty.validFrom <= nowMs && nowMs < duty.validUntil).map((duty) => duty.role);
  return roles.every((one) => roles.every((other) => areCompatible(one, other)));
}
