/** Runs an act on a referral: the pure core judges it, one transaction stores and records it, then lanes and consoles are notified. */
import type { Permit } from '../../platform/access/guarded-router.ts';
import type { Act } from '../../platform/access/vocabulary.ts';
import type { ActDetails } from '../../records/ledger/entry/entry.ts';
import { readTraveller } from '../../records/reports/outcome-page.ts';
import { viewingsOf } from '../../records/reports/viewings.ts';
import { issueOrder } from '../../lanes/orders/issue-order.ts';
import type { Resolution } from '../../contract/order-vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { findReferral, updateReferral, type StoredReferral } from './tables/referrals.ts';
import { sealedTestOf } from './tables/test-referrals.ts';
import { watchesOf } from './tables/watches.ts';
import type { OutcomeView } from '../../records/reports/answers.ts';
import { actorOf, record, refused, type Refused, type ReferralDesk } from './desk.ts';
import { reasonCategoryOf, isLetGoAfterDoubt } from './reason-category.ts';
import { type Actor, actOn, type ReferralAct, type Referral, type Standing } from './referral.ts';
import { hasEvidence, hasSeenEvidence, reportOf } from './referral-view.ts';
import { announce, announceDecided } from './announce.ts';
import { endTest } from './seed-tests.ts';
import { scoreOf } from './test-referral.ts';
import type { Decision, DecisionOutcome, TestResult } from './vocabulary.ts';
import { judgeWatching, WATCHES_COUNT_MS } from './watch.ts';

export interface Acted {
  readonly kind: 'acted';
  readonly referral: StoredReferral;
  readonly test: TestResult | null;
  /** Digest of the order that gives the lane the decision. */
  readonly order: string | null;
  /** Reports about the traveller that were withheld until the decision. */
  readonly released: readonly OutcomeView[];
}

/** These acts take on new work and need a current watch of the site. */
const NEW_WORK: ReadonlySet<ReferralAct['kind']> = new Set(['take', 'give-second-opinion', 'settle']);

/** Order for the captures when the lane doubted neither the person nor the document. */
const CAPTURES_AFTER: { readonly [Outcome in DecisionOutcome]: Resolution } = {
  'admitted-after-manual-check': 'erase-now',
  'sent-to-secondary-inspection': 'keep-as-resolved',
  'refused-entry': 'keep-as-resolved',
  'passed-to-another-authority': 'keep-as-resolved',
  left: 'erase-now',
  'no-traveller': 'erase-now',
};

/** Resolves when the act is durable and in the ledger. Rejects with `StoreError`; the act is then not done. */
export async function actOnReferral(
  desk: ReferralDesk,
  permit: Permit,
  { id, act, seenVersion }: { readonly id: string; readonly act: ReferralAct; readonly seenVersion: number },
): Promise<Acted | Refused> {
  const answer = await desk.queue.run((transaction) => apply(desk, transaction, permit, id, act, seenVersion));
  if (answer.kind === 'refused') return answer;
  if (act.kind !== 'renew') announce(desk, answer.referral);
  announceDecided(desk, answer.referral, answer.released);
  await desk.ledger.settle();
  return answer;
}

async function apply(
  desk: ReferralDesk,
  transaction: Transaction,
  permit: Permit,
  id: string,
  act: ReferralAct,
  seenVersion: number,
): Promise<Acted | Refused> {
  const at = Math.round(desk.clock.wallMs());
  const stored = await findReferral(transaction, id);
  if (stored === undefined) return refused('not-found');
  if (!permit.covers(stored)) return refused('out-of-scope');
  const actor = actorOf(permit);
  if (NEW_WORK.has(act.kind)) {
    const watches = await watchesOf(transaction, actor.person, at - WATCHES_COUNT_MS);
    const code = judgeWatching(watches, stored.site, at);
    if (code !== undefined) return refused(code);
  }
  const outcome = actOn(stored, act, actor, seenVersion, at);
  if (outcome.kind === 'refused') return outcome;
  if (!(await updateReferral(transaction, id, stored.version, outcome.referral))) return refused('referral-changed');
  const referral: StoredReferral = { ...stored, ...outcome.referral };
  const ended = outcome.referral.standing.state === 'decided' ? outcome.referral.standing : undefined;
  const kept = ended && (await keptAfterDoubt(desk, transaction, stored, ended, at));
  if (act.kind !== 'renew') {
    const { kioskId, site, transactionId } = stored;
    const target = { site, kioskId, transactionId, subject: id };
    await record(transaction, permit, {
      act: actOf(act.kind),
      target,
      at,
      details: { ...detailsOf(act, referral), ...(ended && (await evidenceOf(transaction, stored, actor))), ...kept },
    });
  }
  if (ended === undefined) return { kind: 'acted', referral, test: null, order: null, released: [] };
  return {
    kind: 'acted',
    referral,
    ...(await end(desk, transaction, permit, referral, ended.decision, kept !== undefined, at)),
  };
}

/** Whether the decider saw the lane's pictures, for the ledger. A test of attention has none to show. */
async function evidenceOf(
  transaction: Transaction,
  { kioskId, transactionId, payload }: StoredReferral,
  { person }: Actor,
): Promise<ActDetails> {
  if (!hasEvidence(reportOf(payload))) return { evidence: 'none' };
  const viewings = await viewingsOf(transaction, [transactionId]);
  const ofLane = viewings.filter((viewing) => viewing.kioskId === kioskId);
  return { evidence: hasSeenEvidence(ofLane, person) ? 'seen' : 'not-seen' };
}

/**
 * Draws whether a second person reviews a decision that lets a doubted traveller go. Returns the draw, for the ledger. The draw happens in
 * the transaction of the decision, so it cannot be predicted, and deciders do not learn its result. `undefined` when there was no such
 * doubt, and for a test referral.
 */
async function keptAfterDoubt(
  { secondLooks }: ReferralDesk,
  transaction: Transaction,
  { id, kioskId, transactionId, payload }: StoredReferral,
  { by, decision, opinion }: Extract<Standing, { state: 'decided' }>,
  at: number,
): Promise<ActDetails | undefined> {
  const report = reportOf(payload);
  if (!isLetGoAfterDoubt(decision.outcome, reasonCategoryOf(report.reasons), hasEvidence(report))) return undefined;
  if ((await sealedTestOf(transaction, id)) !== undefined) return undefined;
  const opinionBy = opinion?.by ?? null;
  return secondLooks.drawFor(transaction, {
    referralId: id,
    kioskId,
    transactionId,
    decidedBy: by,
    opinionBy,
    decidedAt: at,
  });
}

/** For a test, opens the ledger's commitment. For a traveller, orders the lane to erase or keep the captures. */
async function end(
  desk: ReferralDesk,
  transaction: Transaction,
  permit: Permit,
  { id, kioskId, transactionId }: StoredReferral,
  decision: Decision,
  isAfterDoubt: boolean,
  at: number,
): Promise<Pick<Acted, 'test' | 'order' | 'released'>> {
  const test = await sealedTestOf(transaction, id);
  if (test !== undefined) {
    const result = scoreOf(test.scenario, decision);
    await endTest(transaction, test, result, at);
    return { test: result, order: null, released: [] };
  }
  const { person, role } = actorOf(permit);
  const issued = await issueOrder(desk.orders, transaction, {
    kioskId,
    transactionId,
    order: {
      kind: 'resolve-referral',
      captures: isAfterDoubt ? 'keep-after-doubt' : CAPTURES_AFTER[decision.outcome],
    },
    person: { id: person, role },
    session: permit.principal.sessionId,
  });
  // No order is issued to a disabled lane: its captures expire by their own time limit.
  const released = await readTraveller(transaction, kioskId, transactionId);
  return { test: null, order: issued.kind === 'issued' ? issued.digest : null, released };
}

/** The act of the access table that permits each kind of act. */
export function actOf(kind: ReferralAct['kind']): Act {
  switch (kind) {
    case 'take':
    case 'renew':
    case 'hand-back':
      return 'referral.take';
    case 'decide':
      return 'referral.decide';
    case 'ask-second-opinion':
    case 'withdraw-question':
    case 'give-second-opinion':
      return 'referral.second';
    case 'reassign':
    case 'settle':
      return 'referral.review';
  }
}

function detailsOf(act: ReferralAct, { version }: Referral): ActDetails {
  const done = { step: act.kind, version };
  if ('decision' in act) return { ...done, ...act.decision };
  if ('proposal' in act) return { ...done, ...act.proposal };
  return act.kind === 'reassign' && act.to !== null ? { ...done, to: act.to.person } : done;
}
