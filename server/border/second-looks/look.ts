/** Findings of second looks and follow-ups of disagreements: recorded, with their alarms. */
import type { Permit } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import type { ActDetails } from '../../records/ledger/entry/entry.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { viewingsOf } from '../../records/reports/viewings.ts';
import { findSecondLook, followUpSecondLook, settleSecondLook, type SecondLook } from './second-look-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { hadPartIn } from './part-in.ts';
import type { FollowUp, LookFinding } from './vocabulary.ts';

export type LookRefusal =
  | 'not-found'
  | 'another-person-required'
  /** Another person has already found or followed up. */
  | 'proposal-settled'
  /** The lane must have shown the pictures to the person, after the decision. */
  | 'evidence-not-seen';

export type LookAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: LookRefusal };

/** Resolves when the finding, its act and its alarm are durable. */
export async function find(
  context: RoomContext,
  permit: Permit,
  id: string,
  finding: LookFinding,
): Promise<LookAnswer> {
  const { queue, clock, alarms, ledger } = context;
  let alarm: Alarm | undefined;
  const answer = await queue.run(async (transaction): Promise<LookAnswer> => {
    alarm = undefined;
    const { personId } = permit.principal;
    const look = await findSecondLook(transaction, id);
    if (look === undefined) return refused('not-found');
    if (hadPartIn(look, personId)) return refused('another-person-required');
    if (look.foundAt !== null) return refused('proposal-settled');
    if (finding !== 'cannot-tell' && !(await hasSeen(transaction, look, personId))) return refused('evidence-not-seen');
    const at = Math.round(clock.wallMs());
    if (!(await settleSecondLook(transaction, id, { finding, by: personId, at }))) return refused('proposal-settled');
    await record(transaction, permit, look, at, { finding, late: at > look.dueAt ? 1 : 0 });
    if (finding === 'disagrees') {
      const reason = { kind: 'second-look-disagrees', kioskId: look.kioskId, ...NO_SEQUENCE } as const;
      alarm = await raiseAndEnter(transaction, reason, at);
    }
    return { kind: 'done' };
  });
  if (alarm !== undefined) alarms.announce(alarm);
  await ledger.settle();
  return answer;
}

/** Resolves when the follow-up is durable. */
export async function followUp(
  context: RoomContext,
  permit: Permit,
  id: string,
  followUp: FollowUp,
): Promise<LookAnswer> {
  const { queue, clock, ledger } = context;
  const answer = await queue.run(async (transaction): Promise<LookAnswer> => {
    const { personId } = permit.principal;
    const look = await findSecondLook(transaction, id);
    if (look === undefined) return refused('not-found');
    if (hadPartIn(look, personId) || look.foundBy === personId) return refused('another-person-required');
    const at = Math.round(clock.wallMs());
    if (!(await followUpSecondLook(transaction, id, { followUp, by: personId, at })))
      return refused('proposal-settled');
    await record(transaction, permit, look, at, { followUp });
    return { kind: 'done' };
  });
  await ledger.settle();
  return answer;
}

const NO_SEQUENCE = { fromSequence: null, toSequence: null } as const;

/** A grant is not sufficient: the lane must have reported a viewing. */
async function hasSeen(database: Connection, look: SecondLook, person: string): Promise<boolean> {
  const viewings = await viewingsOf(database, [look.transactionId]);
  return viewings.some(
    ({ kioskId, refusal, grant, grantedAt }) =>
      kioskId === look.kioskId &&
      refusal === null &&
      grant?.officer === person &&
      grantedAt !== null &&
      grantedAt >= look.decidedAt,
  );
}

async function record(
  transaction: Transaction,
  { principal, duty, act }: Permit,
  { referralId, site, kioskId, transactionId }: SecondLook,
  at: number,
  details: ActDetails,
): Promise<void> {
  await recordAct(transaction, {
    person: principal.personId,
    session: principal.sessionId,
    role: duty.role,
    act,
    result: 'done',
    at,
    details,
    target: { site, kioskId, transactionId, subject: referralId },
  });
}

function refused(code: LookRefusal): LookAnswer {
  return { kind: 'refused', code };
}
