/** The work at a case: notes, escalation, closing. */
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { ActDetails } from '../../../records/ledger/entry/entry.ts';
import type { Transaction } from '../../../platform/database/connection.ts';
import { listFindings } from '../findings/finding-table.ts';
import type { CaseOutcome, Escalation, NoteCode } from '../vocabulary.ts';
import { closeCase, escalateCase, findCase, insertNote } from './case-table.ts';

export type CaseStep =
  | { readonly step: 'note'; readonly code: NoteCode }
  | { readonly step: 'escalate'; readonly to: Escalation }
  | { readonly step: 'close'; readonly outcome: CaseOutcome };

export type CaseRefusal =
  | 'not-found'
  /** The case is about the person. */
  | 'another-person-required'
  /** It is closed. */
  | 'proposal-settled'
  /** One of its findings is not judged yet. */
  | 'finding-not-judged';

export type CaseAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: CaseRefusal };

/** Most findings of a case, which one page shows; later ones open a new case after a week. */
const MAX_FINDINGS = 1_000;

/** Resolves when the step and its act are durable. */
export async function handleCase(
  { queue, clock, ledger }: Pick<RoomContext, 'queue' | 'clock' | 'ledger'>,
  { principal, duty, act }: Permit,
  id: string,
  step: CaseStep,
): Promise<CaseAnswer> {
  const answer = await queue.run(async (transaction): Promise<CaseAnswer> => {
    const at = Math.round(clock.wallMs());
    const by = principal.personId;
    const known = await findCase(transaction, id);
    if (known === undefined) return { kind: 'refused', code: 'not-found' };
    if (known.entity.kind === 'person' && known.entity.id === by)
      return { kind: 'refused', code: 'another-person-required' };
    if (known.state === 'closed') return { kind: 'refused', code: 'proposal-settled' };
    const code = await apply(transaction, id, step, by, at);
    if (code !== undefined) return { kind: 'refused', code };
    const details: ActDetails = { ...step };
    await recordAct(transaction, {
      person: by,
      session: principal.sessionId,
      role: duty.role,
      act,
      target: { subject: id },
      result: 'done',
      at,
      details,
    });
    return { kind: 'done' };
  });
  await ledger.settle();
  return answer;
}

async function apply(
  transaction: Transaction,
  id: string,
  step: CaseStep,
  by: string,
  at: number,
): Promise<CaseRefusal | undefined> {
  switch (step.step) {
    case 'note':
      await insertNote(transaction, id, { code: step.code, by, at });
      return undefined;
    case 'escalate':
      return (await escalateCase(transaction, id, { to: step.to, by, at })) ? undefined : 'proposal-settled';
    case 'close': {
      const findings = await listFindings(transaction, { limit: MAX_FINDINGS, caseId: id });
      if (findings.some(({ judgedAt }) => judgedAt === null)) return 'finding-not-judged';
      return (await closeCase(transaction, id, { outcome: step.outcome, by, at })) ? undefined : 'proposal-settled';
    }
  }
}
