/** A referral reduced to what the asker may see. Test referrals take the same path. */
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Permit } from '../../platform/access/guarded-router.ts';
import { isCustomsOnly } from '../../contract/customs-only.ts';
import { matchReportSchema } from '../../contract/report.ts';
import { parseJson } from '../../contract/payload.ts';
import type { SafeguardingRecord } from './tables/safeguarding.ts';
import type { StoredViewing } from '../../records/reports/viewings.ts';
import type { StoredReferral } from './tables/referrals.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { shownDocument } from '../../records/reports/answers.ts';
import type { ReferralView, ReferredReport } from './answers.ts';
import { actorOf } from './desk.ts';
import { asOf, isInvolved, type Actor, type Standing } from './referral.ts';

/** Related rows of a referral. */
export interface KnownOf {
  readonly records: readonly SafeguardingRecord[];
  readonly viewings: readonly Pick<StoredViewing, 'at' | 'refusal' | 'grant'>[];
}

export function referralView(
  stored: StoredReferral,
  { records, viewings }: KnownOf,
  permit: Permit,
  now: number,
): ReferralView {
  const actor = actorOf(permit);
  const { standing, version } = asOf(stored, now);
  const { id, kioskId, site, lane, transactionId, arisenAt } = stored;
  const report = reportOf(stored.payload);
  const held = 'holder' in standing ? standing.holder : null;
  const relation = relationOf(standing, actor);
  // The giver of a second opinion, supervisors included, must not see the first.
  const mayKnow =
    relation === 'holder' ||
    isInvolved(stored, actor.person) ||
    (actor.role === 'supervisor' && standing.state !== 'second-opinion');
  return {
    id,
    version,
    kioskId,
    site,
    lane,
    transactionId,
    arisenAt,
    report,
    relation,
    state: standing.state,
    holder: held === null ? null : { person: held.person, since: held.since, leaseUntil: held.leaseUntil },
    proposal: mayKnow && 'proposal' in standing ? standing.proposal : null,
    opinion: mayKnow ? opinionOf(standing) : null,
    decision: standing.state === 'decided' ? { ...standing.decision, by: standing.by, at: standing.at } : null,
    safeguarding: safeguardingFor(actor, standing, records),
    hasEvidence: hasEvidence(report),
    viewings: relation === 'none' ? null : viewings.map(({ at, refusal }) => ({ at, refusal })),
    hasSeenEvidence: hasSeenEvidence(viewings, actor.person),
  };
}

/** Whether the lane showed its pictures to this person. */
export function hasSeenEvidence(
  viewings: readonly Pick<StoredViewing, 'refusal' | 'grant'>[],
  person: PersonId,
): boolean {
  return viewings.some(({ refusal, grant }) => refusal === null && grant?.officer === person);
}

/** The holder, the decider and supervisors see all codes; others see only those that they raised. */
function safeguardingFor(
  actor: Actor,
  standing: Standing,
  records: readonly SafeguardingRecord[],
): ReferralView['safeguarding'] {
  const isHolder = 'holder' in standing && standing.holder.person === actor.person;
  const isDecider = standing.state === 'decided' && standing.by === actor.person;
  const seesAll = actor.role === 'supervisor' || isHolder || isDecider;
  const visible = records.filter(({ raisedBy }) => seesAll || raisedBy === actor.person);
  if (!seesAll && visible.length === 0) return null;
  return visible.map(({ code, raisedBy, raisedAt, acknowledgedBy }) => ({ code, raisedBy, raisedAt, acknowledgedBy }));
}

function relationOf(standing: Standing, actor: Actor): ReferralView['relation'] {
  const holder = 'holder' in standing ? standing.holder.person : undefined;
  if (holder === actor.person) return 'holder';
  if (standing.state === 'decided' && standing.by === actor.person) return 'holder';
  if (actor.role === 'supervisor' && standing.state !== 'second-opinion') return 'supervisor';
  return standing.state === 'second-opinion' ? 'second' : 'none';
}

function opinionOf(standing: Standing): ReferralView['opinion'] {
  if (standing.state === 'taken') return standing.agreed;
  return standing.state === 'with-supervisor' || standing.state === 'decided' ? standing.opinion : null;
}

/** Whether the lane keeps captures: it does for travellers referred in doubt who were photographed, and not for those whom only customs asks for. */
export function hasEvidence({ checks, reasons }: Pick<ReferredReport, 'checks' | 'reasons'>): boolean {
  return !isCustomsOnly(reasons) && checks.some(({ name, result }) => name === 'face-capture' && result !== 'not-run');
}

export function reportOf(payload: Uint8Array): ReferredReport {
  const parsed = matchReportSchema.safeParse(parseJson(payload)?.json);
  if (!parsed.success) throw new StoreError('damaged', 'a stored report does not match its schema');
  const { startedAt, reportedAt, durations, reasons, checks, devices } = parsed.data;
  const { policyDigest, noticeDigest, modelDigests, declaration } = parsed.data;
  return {
    startedAt,
    reportedAt,
    durations,
    reasons,
    checks,
    devices,
    document: shownDocument(parsed.data),
    policyDigest,
    noticeDigest,
    modelDigests,
    ...(declaration !== undefined && { declaration }),
  };
}
