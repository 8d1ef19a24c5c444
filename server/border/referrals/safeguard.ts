/** Reports that a traveller needs care: one person raises it, another takes it on. */
import type { Permit } from '../../platform/access/guarded-router.ts';
import { findReferral, type StoredReferral } from './tables/referrals.ts';
import { acknowledgeSafeguarding, insertSafeguarding, safeguardingOf } from './tables/safeguarding.ts';
import { announce } from './announce.ts';
import { actorOf, record, refused, type Refused, type ReferralDesk } from './desk.ts';
import { isInvolved } from './referral.ts';
import type { SafeguardingCode } from './vocabulary.ts';

export interface Safeguarded {
  readonly kind: 'safeguarded';
  readonly referral: StoredReferral;
}

interface WantedCode {
  readonly id: string;
  readonly code: SafeguardingCode;
}

/** For people with a part in the referral, and supervisors. Raising a code twice has no effect. */
export function raiseSafeguarding(
  desk: ReferralDesk,
  permit: Permit,
  { id, code }: WantedCode,
): Promise<Safeguarded | Refused> {
  return change(desk, permit, id, async (transaction, referral, at) => {
    const { person, role } = actorOf(permit);
    if (role !== 'supervisor' && !isInvolved(referral, person)) return refused('not-your-referral');
    const isNew = await insertSafeguarding(transaction, { referralId: id, code, raisedBy: person, raisedAt: at });
    return isNew ? { step: 'raise', code } : undefined;
  });
}

/** The person who raised a code cannot acknowledge it, so that two people are informed. */
export function acknowledge(
  desk: ReferralDesk,
  permit: Permit,
  { id, code }: WantedCode,
): Promise<Safeguarded | Refused> {
  return change(desk, permit, id, async (transaction, _referral, at) => {
    const { person, role } = actorOf(permit);
    const standing = (await safeguardingOf(transaction, [id])).find((one) => one.code === code);
    if (role !== 'supervisor' || standing === undefined) return refused('not-found');
    if (standing.raisedBy === person) return refused('another-person-required');
    if (standing.acknowledgedBy !== null) return undefined;
    await acknowledgeSafeguarding(transaction, { referralId: id, code, person, at });
    return { step: 'acknowledge', code };
  });
}

type Change = (
  transaction: Parameters<typeof record>[0],
  referral: StoredReferral,
  at: number,
) => Promise<{ readonly step: string; readonly code: string } | Refused | undefined>;

async function change(desk: ReferralDesk, permit: Permit, id: string, run: Change): Promise<Safeguarded | Refused> {
  const answer = await desk.queue.run(async (transaction): Promise<Safeguarded | Refused> => {
    const at = Math.round(desk.clock.wallMs());
    const referral = await findReferral(transaction, id);
    if (referral === undefined) return refused('not-found');
    if (!permit.covers(referral)) return refused('out-of-scope');
    const done = await run(transaction, referral, at);
    if (done !== undefined && 'kind' in done) return done;
    if (done !== undefined) {
      const { kioskId, site, transactionId } = referral;
      const target = { site, kioskId, transactionId, subject: id };
      await record(transaction, permit, { act: 'referral.safeguard', target, at, details: done });
    }
    return { kind: 'safeguarded', referral };
  });
  if (answer.kind === 'safeguarded') {
    announce(desk, answer.referral);
    await desk.ledger.settle();
  }
  return answer;
}
