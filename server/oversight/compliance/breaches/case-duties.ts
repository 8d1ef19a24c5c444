/** Pure: what each chosen law requires in a case, until when, and what became of it. */
import { breachLaw, type NoticeDuty } from '../laws/breach-laws.ts';
import type { Addressee, Condition, Item, LawId } from '../laws/vocabulary.ts';
import type { BreachDecision, BreachNotice, NoticeItem } from './notice-table.ts';
import type { Assessment, StoredBreach } from './breach-table.ts';
import { type DutyState, NEAR_MS } from './vocabulary.ts';

export interface CaseDuty {
  readonly law: LawId;
  readonly duty: NoticeDuty;
  /** Whether the assessment fulfils the condition; `null` before an assessment. */
  readonly applies: boolean | null;
  /** Wall ms; `null` without a number of hours in the law, or before the time began. */
  readonly dueAt: number | null;
  readonly state: DutyState;
  /** When the first part was sent, wall ms. */
  readonly sentAt: number | null;
}

type Facts = Pick<StoredBreach, 'laws' | 'awareAt' | 'assessment' | 'majorAt'>;

export function caseDuties(
  facts: Facts,
  notices: readonly BreachNotice[],
  decisions: readonly BreachDecision[],
): CaseDuty[] {
  return facts.laws.flatMap((law) =>
    breachLaw(law).duties.map((duty): CaseDuty => {
      const { addressee } = duty;
      const own = notices.filter((one) => one.law === law && one.addressee === addressee);
      const sent = own.filter(({ sentAt }) => sentAt !== null).sort((one, other) => one.version - other.version);
      return {
        law,
        duty,
        applies: appliesTo(duty.condition, facts.assessment),
        dueAt: dueAt(duty, facts),
        state: stateOf(sent, isDecided(decisions, law, addressee)),
        sentAt: sent[0]?.sentAt ?? null,
      };
    }),
  );
}

export function isSettled({ state }: Pick<CaseDuty, 'state'>): boolean {
  return state === 'sent' || state === 'not-notified';
}

function stateOf(sent: readonly BreachNotice[], decided: boolean): DutyState {
  const latest = sent.at(-1);
  if (latest === undefined) return decided ? 'not-notified' : 'open';
  return latest.items.some(({ follows }) => follows) ? 'sent-in-part' : 'sent';
}

function isDecided(decisions: readonly BreachDecision[], law: LawId, addressee: Addressee): boolean {
  return decisions.some((one) => one.about === 'no-breach' || (one.law === law && one.addressee === addressee));
}

/** Before an assessment the condition `risk` is not known. Its time runs nevertheless. */
function appliesTo(condition: Condition, assessment: Assessment | null): boolean | null {
  if (condition === 'any-breach') return true;
  if (assessment === null) return null;
  if (condition === 'risk') return assessment.risk !== 'unlikely';
  return condition === 'high-risk' ? assessment.risk === 'high' : assessment.isMajor;
}

function dueAt({ withinMs, from, condition }: NoticeDuty, { awareAt, assessment, majorAt }: Facts): number | null {
  if (withinMs === null) return null;
  if (from === 'awareness') return awareAt + withinMs;
  return majorAt === null || appliesTo(condition, assessment) !== true ? null : majorAt + withinMs;
}

/** From when the alarm before a deadline is due, wall ms. */
export function nearAt({ duty: { withinMs }, dueAt: due }: Pick<CaseDuty, 'duty' | 'dueAt'>): number | null {
  return due === null || withinMs === null ? null : due - Math.min(NEAR_MS, withinMs / 2);
}

export type NoticeFault = { readonly item: Item; readonly fault: 'missing' | 'may-not-follow' };

/** The faults that prevent a signature. @param isLate whether the deadline has passed without a sent part */
export function faultsOfNotice(duty: NoticeDuty, items: readonly NoticeItem[], isLate: boolean): NoticeFault[] {
  const required: readonly Item[] = [
    ...duty.content.map(({ item }) => item),
    ...(isLate && duty.delayArticle !== null ? (['reasons-for-delay'] as const) : []),
  ];
  return required.flatMap((item): NoticeFault[] => {
    const given = items.find((one) => one.item === item);
    if (given?.follows === true) return duty.phasesArticle === null ? [{ item, fault: 'may-not-follow' }] : [];
    return given === undefined || given.text === '' ? [{ item, fault: 'missing' }] : [];
  });
}

/** Whether the deadline passed before any part was sent. */
export function isLate({ dueAt: due, sentAt }: Pick<CaseDuty, 'dueAt' | 'sentAt'>, nowMs: number): boolean {
  return due !== null && due < (sentAt ?? nowMs);
}
