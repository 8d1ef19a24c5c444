/** A person confirms, declines or takes back a response. */
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../../platform/access/vocabulary.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Transaction } from '../../../platform/database/connection.ts';
import type { Alarm } from '../../../records/alarms/answers.ts';
import { raiseAndEnter } from '../../../records/alarms/enter-alarm.ts';
import { askFor, endResponse } from './effects.ts';
import { policyInForce } from './policy-table.ts';
import { isSubject } from './propose-response.ts';
import { changeOpen, findResponse, isActive, type StoredResponse, unsettledResponses } from './response-table.ts';
import { dangerOf, type Unsafe } from './safety.ts';

export type ResponseStep = 'confirm' | 'decline' | 'take-back';

export type ResponseRefusal =
  | 'not-found'
  /** It is about the person, or they are the first of two who confirm. */
  | 'another-person-required'
  /** Its time to confirm has expired. */
  | 'proposal-expired'
  /** It was confirmed, declined or ended before. */
  | 'proposal-settled'
  | Unsafe;

export type ResponseAnswer =
  /** `half`: a second person has to confirm it too. */
  { readonly kind: 'confirmed' | 'half' | 'ended' } | { readonly kind: 'refused'; readonly code: ResponseRefusal };

export interface DecideParts extends Pick<RoomContext, 'queue' | 'clock' | 'ledger' | 'alarms'> {
  readonly passwords: boolean;
}

/** Resolves when the step and its act are durable. The effect follows in a transaction of its own. */
export async function decideResponse(
  parts: DecideParts,
  { principal, duty, act }: Permit,
  id: string,
  step: ResponseStep,
): Promise<ResponseAnswer> {
  const { queue, clock, ledger, alarms } = parts;
  const { answer, asked } = await queue.run(async (transaction): Promise<Decided> => {
    const at = Math.round(clock.wallMs());
    const by = principal.personId;
    const one = await findResponse(transaction, id);
    if (one === undefined) return { answer: refused('not-found') };
    if (isSubject(one, by)) return { answer: refused('another-person-required') };
    const judged = await take(transaction, one, step, { by, at, passwords: parts.passwords });
    if (judged.kind === 'refused') return { answer: judged };
    const site = siteIdSchema.safeParse(one.site);
    await recordAct(transaction, {
      person: by,
      session: principal.sessionId,
      role: duty.role,
      act,
      target: { subject: id, ...(site.success && { site: site.data }) },
      result: 'done',
      at,
      details: { step, response: one.kind, finding: one.findingId, outcome: judged.kind },
    });
    const order = orderOf(one, judged.kind);
    const asked = order === undefined ? undefined : await raiseAndEnter(transaction, askFor(one, order), at);
    return { answer: judged, asked };
  });
  if (asked !== undefined) alarms.announce(asked);
  await ledger.settle();
  return answer;
}

interface Decided {
  readonly answer: ResponseAnswer;
  readonly asked?: Alarm | undefined;
}

/** The order for which the officers of a lane are asked. */
function orderOf({ kind, effectAt }: StoredResponse, outcome: 'confirmed' | 'half' | 'ended') {
  if (kind !== 'take-lane-out-of-service') return undefined;
  if (outcome === 'confirmed') return 'take-out-of-service';
  return outcome === 'ended' && effectAt !== null ? 'return-to-service' : undefined;
}

interface By {
  readonly by: string;
  readonly at: number;
  readonly passwords: boolean;
}

async function take(
  transaction: Transaction,
  one: StoredResponse,
  step: ResponseStep,
  who: By,
): Promise<ResponseAnswer> {
  if (one.endedAt !== null) return refused('proposal-settled');
  if (step === 'confirm') return confirm(transaction, one, who);
  const isBegun = one.confirmedAt !== null || one.atOnce;
  // A started one is declined by taking it back
  if (isBegun !== (step === 'take-back')) return refused('proposal-settled');
  const because = step === 'decline' ? 'declined' : 'taken-back';
  const isDone = await endResponse(transaction, one, { because, by: who.by, at: who.at });
  return isDone ? { kind: 'ended' } : refused('proposal-settled');
}

async function confirm(
  transaction: Transaction,
  one: StoredResponse,
  { by, at, passwords }: By,
): Promise<ResponseAnswer> {
  if (one.confirmedAt !== null) return refused('proposal-settled');
  if (at >= one.confirmBy) return refused('proposal-expired');
  if (one.firstBy === by) return refused('another-person-required');
  const danger = one.effectAt === null ? await dangerOf(transaction, one, { nowMs: at, passwords }) : undefined;
  if (danger !== undefined) return refused(danger);
  const { mostActive } = await policyInForce(transaction);
  const others = (await unsettledResponses(transaction)).filter((other) => isActive(other) && other.id !== one.id);
  if (one.firstBy === null && others.length >= mostActive) {
    const isFirst = await changeOpen(transaction, one.id, ['first_by'], { first_by: by, first_at: at });
    return isFirst ? { kind: 'half' } : refused('proposal-settled');
  }
  const isConfirmed = await changeOpen(transaction, one.id, ['confirmed_at'], { confirmed_by: by, confirmed_at: at });
  return isConfirmed ? { kind: 'confirmed' } : refused('proposal-settled');
}

function refused(code: ResponseRefusal): { readonly kind: 'refused'; readonly code: ResponseRefusal } {
  return { kind: 'refused', code };
}
