/**
 * A referral's life as a pure function: waiting, taken by one officer, possibly seen by a second, decided. Every act names the version that
 * its actor saw; of two acts on one version the later is refused.
 */
import type { PersonId } from '../../platform/access/vocabulary.ts';
import { isReasonOf, type Decision, type ReferralRefusal } from './vocabulary.ts';

/** After this time without action a taken referral waits again. Consoles renew the lease while the referral is open. */
export const LEASE_MS = 600_000;
/** Lease while a second opinion is pending. */
export const OPINION_LEASE_MS = 1_200_000;

export type ReferralRole = 'officer' | 'supervisor';

export interface Actor {
  readonly person: PersonId;
  readonly role: ReferralRole;
}

export interface Holder extends Actor {
  readonly since: number;
  /** Wall ms; afterwards another officer may take the referral. */
  readonly leaseUntil: number;
}

/** A second person's decision, made without seeing the first person's. */
export interface Opinion {
  readonly by: PersonId;
  readonly at: number;
  readonly decision: Decision;
}

export type Standing =
  | { readonly state: 'waiting' }
  /** `agreed`: a second opinion with the same decision. */
  | { readonly state: 'taken'; readonly holder: Holder; readonly agreed: Opinion | null }
  | {
      readonly state: 'second-opinion';
      readonly holder: Holder;
      readonly proposal: Decision;
      readonly askedAt: number;
    }
  /** The two decisions differ. */
  | {
      readonly state: 'with-supervisor';
      readonly holder: Holder;
      readonly proposal: Decision;
      readonly opinion: Opinion;
    }
  | {
      readonly state: 'decided';
      readonly by: PersonId;
      readonly role: ReferralRole;
      readonly at: number;
      readonly decision: Decision;
      readonly opinion: Opinion | null;
    };

export interface Referral {
  /** Increases with each act. */
  readonly version: number;
  readonly standing: Standing;
}

export type ReferralAct =
  | { readonly kind: 'take' }
  /** Extends the lease of the officer who works on it. */
  | { readonly kind: 'renew' }
  | { readonly kind: 'hand-back' }
  /** Supervisors only: to another person, or `null` to let the referral wait. */
  | { readonly kind: 'reassign'; readonly to: Actor | null }
  | { readonly kind: 'ask-second-opinion'; readonly proposal: Decision }
  | { readonly kind: 'withdraw-question' }
  | { readonly kind: 'give-second-opinion'; readonly decision: Decision }
  | { readonly kind: 'decide'; readonly decision: Decision }
  /** The supervisor's decision when the two opinions differ. */
  | { readonly kind: 'settle'; readonly decision: Decision };

export type ActOutcome =
  | { readonly kind: 'changed'; readonly referral: Referral }
  | { readonly kind: 'refused'; readonly code: ReferralRefusal };

export const ARISEN: Referral = { version: 1, standing: { state: 'waiting' } };

/** The referral at time `now`: it waits again when its lease has expired. The version is the version of the last act. */
export function asOf(referral: Referral, now: number): Referral {
  const { standing } = referral;
  const canLapse = standing.state === 'taken' || standing.state === 'second-opinion';
  return canLapse && standing.holder.leaseUntil <= now ? { ...referral, standing: { state: 'waiting' } } : referral;
}

/** Applies an act to a referral that the actor saw at `seenVersion`. The caller has already checked that the actor may act at this lane. */
export function actOn(stored: Referral, act: ReferralAct, actor: Actor, seenVersion: number, now: number): ActOutcome {
  const referral = asOf(stored, now);
  const { standing } = referral;
  // 'take' is checked before the version: of two simultaneous takers the second receives "taken", not "changed".
  if (act.kind === 'take') return take(referral, actor, now);
  if (standing.state === 'decided') return refuse('referral-decided');
  if (seenVersion !== referral.version) return refuse('referral-changed');
  if ('decision' in act && !isReasonOf(act.decision)) return refuse('reason-not-of-outcome');
  if ('proposal' in act && !isReasonOf(act.proposal)) return refuse('reason-not-of-outcome');
  switch (act.kind) {
    case 'renew':
      return ofHolder(standing, actor, (held) => renewed(referral, held, now));
    case 'hand-back':
      return ofHolder(standing, actor, () => changed(referral, { state: 'waiting' }));
    case 'reassign':
      return reassign(referral, act.to, now);
    case 'ask-second-opinion':
      return ofHolder(standing, actor, ({ holder }) =>
        changed(referral, {
          state: 'second-opinion',
          holder: { ...holder, leaseUntil: now + OPINION_LEASE_MS },
          proposal: act.proposal,
          askedAt: now,
        }),
      );
    case 'withdraw-question':
      if (standing.state !== 'second-opinion') return refuse('referral-changed');
      return ofHolder(standing, actor, ({ holder }) => taken(referral, holder, null, now));
    case 'give-second-opinion':
      return giveOpinion(referral, act.decision, actor, now);
    case 'decide':
      return decide(referral, act.decision, actor, now);
    case 'settle':
      return settle(referral, act.decision, actor, now);
  }
}

/** Whether the person had a part in the referral; such a person may neither second nor settle it. */
export function isInvolved({ standing }: Referral, person: PersonId): boolean {
  switch (standing.state) {
    case 'waiting':
      return false;
    case 'taken':
      return standing.holder.person === person || standing.agreed?.by === person;
    case 'second-opinion':
      return standing.holder.person === person;
    case 'with-supervisor':
      return standing.holder.person === person || standing.opinion.by === person;
    case 'decided':
      return standing.by === person || standing.opinion?.by === person;
  }
}

type Held = Extract<Standing, { state: 'taken' | 'second-opinion' }>;

function take(referral: Referral, actor: Actor, now: number): ActOutcome {
  const { standing } = referral;
  if (standing.state === 'decided') return refuse('referral-decided');
  if (standing.state === 'waiting') return taken(referral, { ...actor, since: now, leaseUntil: now }, null, now);
  return refuse('referral-taken');
}

function giveOpinion(referral: Referral, decision: Decision, actor: Actor, now: number): ActOutcome {
  const { standing } = referral;
  if (standing.state !== 'second-opinion') return refuse('referral-changed');
  if (standing.holder.person === actor.person) return refuse('another-person-required');
  const opinion = { by: actor.person, at: now, decision };
  if (decision.outcome === standing.proposal.outcome) return taken(referral, standing.holder, opinion, now);
  const { holder, proposal } = standing;
  return changed(referral, { state: 'with-supervisor', holder, proposal, opinion });
}

function decide(referral: Referral, decision: Decision, actor: Actor, now: number): ActOutcome {
  const { standing } = referral;
  if (standing.state === 'with-supervisor') return refuse('opinion-differs');
  return ofHolder(standing, actor, (held) => {
    const opinion = held.state === 'taken' ? held.agreed : null;
    if (opinion !== null && opinion.decision.outcome !== decision.outcome) return refuse('opinion-differs');
    if (decision.outcome === 'refused-entry' && opinion === null) return refuse('second-opinion-required');
    return changed(referral, { state: 'decided', by: actor.person, role: actor.role, at: now, decision, opinion });
  });
}

function settle(referral: Referral, decision: Decision, actor: Actor, now: number): ActOutcome {
  const { standing } = referral;
  if (standing.state !== 'with-supervisor') return refuse('not-with-supervisor');
  if (isInvolved(referral, actor.person)) return refuse('another-person-required');
  const { opinion } = standing;
  return changed(referral, { state: 'decided', by: actor.person, role: actor.role, at: now, decision, opinion });
}

/** A pending second opinion is dropped; the new holder asks again. */
function reassign(referral: Referral, to: Actor | null, now: number): ActOutcome {
  if (referral.standing.state === 'with-supervisor') return refuse('opinion-differs');
  if (to === null) return changed(referral, { state: 'waiting' });
  return taken(referral, { ...to, since: now, leaseUntil: now }, null, now);
}

function ofHolder(standing: Standing, actor: Actor, then: (held: Held) => ActOutcome): ActOutcome {
  if (standing.state !== 'taken' && standing.state !== 'second-opinion') return refuse('not-your-referral');
  return standing.holder.person === actor.person ? then(standing) : refuse('not-your-referral');
}

/** Renewal keeps the version, because nothing changes that others see. */
function renewed(referral: Referral, held: Held, now: number): ActOutcome {
  const leaseUntil = Math.max(held.holder.leaseUntil, now + LEASE_MS);
  return { kind: 'changed', referral: { ...referral, standing: { ...held, holder: { ...held.holder, leaseUntil } } } };
}

function taken(referral: Referral, holder: Holder, agreed: Opinion | null, now: number): ActOutcome {
  return changed(referral, { state: 'taken', holder: { ...holder, leaseUntil: now + LEASE_MS }, agreed });
}

function changed({ version }: Referral, standing: Standing): ActOutcome {
  return { kind: 'changed', referral: { version: version + 1, standing } };
}

function refuse(code: ReferralRefusal): ActOutcome {
  return { kind: 'refused', code };
}
