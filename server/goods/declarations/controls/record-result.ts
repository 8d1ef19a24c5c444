/** Results of controls: one officer records one, and a second one agrees where less was done than recommended. */
import { z } from 'zod';
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import { refuse, type Refusal } from '../../../platform/base/refusal.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Transaction } from '../../../platform/database/connection.ts';
import {
  CONTROL_OUTCOMES,
  CONTROL_REASONS,
  type ControlRoute,
  isLess,
  MADE_CONTROLS,
  REASONS_OF_OUTCOME,
} from '../selection/vocabulary.ts';
import { type ControlResult, type ControlWithResult, findControl, isSettled, putResult } from '../tables/controls.ts';

export const resultSchema = z
  .strictObject({
    made: z.enum(MADE_CONTROLS),
    outcome: z.enum(CONTROL_OUTCOMES),
    reason: z.enum(CONTROL_REASONS),
  })
  .refine(({ outcome, reason }) => REASONS_OF_OUTCOME[outcome].includes(reason), {
    message: 'must be a reason of this outcome',
    path: ['reason'],
  });
export type ResultRequest = z.infer<typeof resultSchema>;

export const confirmationSchema = z.strictObject({ agrees: z.boolean() });

export type Recorded = { readonly kind: 'recorded'; readonly isSettled: boolean } | Refusal;

/**
 * Records the result of a control. Resolves when it is durable and in the ledger. Refusals: `not-found`; `control-decided` when there is a
 * result; `two-people-required` when less than recommended was done and the outcome is neither `fraud` nor `waived`; `invalid-message` for
 * `waived` although no less was done.
 */
export async function recordResult(
  context: RoomContext,
  permit: Permit,
  id: string,
  { made, outcome, reason }: ResultRequest,
): Promise<Recorded> {
  return change(context, id, async (transaction, control, route, at) => {
    if (control.result !== null) return refuse('control-decided', 'has a result');
    const less = isLess(made, route);
    if (less && outcome !== 'fraud' && outcome !== 'waived')
      return refuse('two-people-required', 'is less than recommended; two officers may waive the rest', 'made');
    if (!less && outcome === 'waived') return refuse('invalid-message', 'is not less than recommended', 'outcome');
    const decidedBy = permit.principal.personId;
    const result: ControlResult = { made, outcome, reason, decidedBy, confirmedBy: null, decidedAt: at };
    if (!(await putResult(transaction, control, result))) return refuse('control-decided', 'has a result');
    await recordControlAct(transaction, permit, control, { made, outcome, reason, route }, at);
    return { kind: 'recorded', isSettled: outcome !== 'waived' };
  });
}

/** The second officer agrees to a waived control, or sends it back to the queue. */
export async function confirmWaived(
  context: RoomContext,
  permit: Permit,
  id: string,
  agrees: boolean,
): Promise<Recorded> {
  return change(context, id, async (transaction, control, route, at) => {
    const { result } = control;
    const by = permit.principal.personId;
    if (result === null || isSettled(control)) return refuse('control-decided', 'waits for no second officer');
    if (result.decidedBy === by) return refuse('another-person-required', 'must be another officer');
    const next = agrees ? { ...result, confirmedBy: by } : undefined;
    if (!(await putResult(transaction, control, next))) return refuse('control-decided', 'was changed');
    const details = { agrees: agrees ? 1 : 0, made: result.made, reason: result.reason, route };
    await recordControlAct(transaction, permit, control, details, at);
    return { kind: 'recorded', isSettled: agrees };
  });
}

async function change(
  { queue, ledger, clock }: RoomContext,
  id: string,
  work: (transaction: Transaction, control: ControlWithResult, route: ControlRoute, at: number) => Promise<Recorded>,
): Promise<Recorded> {
  const recorded = await queue.run(async (transaction): Promise<Recorded> => {
    const control = await findControl(transaction, id);
    if (control === undefined || control.route === null) return refuse('not-found', 'no control is recommended');
    return work(transaction, control, control.route, Math.round(clock.wallMs()));
  });
  await ledger.settle();
  return recorded;
}

async function recordControlAct(
  transaction: Transaction,
  { principal, duty, act }: Permit,
  { id }: ControlWithResult,
  details: Readonly<Record<string, string | number>>,
  at: number,
): Promise<void> {
  const person = principal.personId;
  await recordAct(transaction, {
    person,
    session: principal.sessionId,
    role: duty.role,
    act,
    result: 'done',
    at,
    target: { subject: id },
    details,
  });
}
