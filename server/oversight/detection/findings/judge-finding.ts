/** The judgement of a finding by a person. */
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../../platform/access/vocabulary.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { type Disposition, type DispositionReason, isReasonOf } from '../vocabulary.ts';
import { findFinding, judgeStored } from './finding-table.ts';

export type JudgeRefusal =
  | 'not-found'
  /** The finding is about the person. */
  | 'another-person-required'
  | 'reason-not-of-outcome'
  /** It was judged before. */
  | 'proposal-settled';

export type JudgeAnswer = { readonly kind: 'judged' } | { readonly kind: 'refused'; readonly code: JudgeRefusal };

/** Resolves when the judgement and its act are durable. The engine learns from the act, in the order of the ledger. */
export async function judgeFinding(
  { queue, clock, ledger }: Pick<RoomContext, 'queue' | 'clock' | 'ledger'>,
  { principal, duty, act }: Permit,
  id: string,
  { disposition, reason }: { readonly disposition: Disposition; readonly reason: DispositionReason },
): Promise<JudgeAnswer> {
  if (!isReasonOf(disposition, reason)) return { kind: 'refused', code: 'reason-not-of-outcome' };
  const answer = await queue.run(async (transaction): Promise<JudgeAnswer> => {
    const at = Math.round(clock.wallMs());
    const finding = await findFinding(transaction, id);
    if (finding === undefined) return { kind: 'refused', code: 'not-found' };
    const { entity, site } = finding;
    const person = principal.personId;
    if (entity.kind === 'person' && entity.id === person) return { kind: 'refused', code: 'another-person-required' };
    if (!(await judgeStored(transaction, id, { disposition, reason, person, at })))
      return { kind: 'refused', code: 'proposal-settled' };
    const place = siteIdSchema.safeParse(site);
    await recordAct(transaction, {
      person,
      session: principal.sessionId,
      role: duty.role,
      act,
      target: { subject: id, ...(place.success && { site: place.data }) },
      result: 'done',
      at,
      details: { rule: finding.rule, disposition, reason },
    });
    return { kind: 'judged' };
  });
  await ledger.settle();
  return answer;
}
