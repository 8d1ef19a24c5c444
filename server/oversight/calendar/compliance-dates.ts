/** Pure: the dates of compliance and of sharing from what the server's tables and its data of laws and controls hold. */
import type { StoredMeasure } from '../compliance/actions/action-table.ts';
import type { StoredBreach } from '../compliance/breaches/breach-table.ts';
import { type CaseDuty, isSettled } from '../compliance/breaches/case-duties.ts';
import type { Standard } from '../compliance/controls/pack.ts';
import type { Framework } from '../compliance/frameworks/frameworks.ts';
import type { AgreementInState } from '../../sharing/agreement/in-force.ts';
import type { StoredFinding } from '../../sharing/audits/audit-table.ts';
import type { AuditDate } from '../../sharing/audits/read-audits.ts';
import type { DraftedDate } from './answers.ts';
import { AGAIN_AFTER_MS } from './calendar-kinds.ts';

const DAY_MS = 86_400_000;

export interface ComplianceFacts {
  /** Open cases with what each law requires in them. */
  readonly breaches: readonly {
    readonly breach: Pick<StoredBreach, 'id' | 'laws'>;
    readonly duties: readonly CaseDuty[];
  }[];
  readonly measures: readonly Pick<StoredMeasure, 'id' | 'reference' | 'dueDay' | 'outcome'>[];
  readonly agreements: readonly Pick<AgreementInState, 'agreement' | 'state'>[];
  readonly audits: readonly AuditDate[];
  readonly findings: readonly Pick<StoredFinding, 'id' | 'agreement' | 'dueDay' | 'outcome'>[];
  readonly standards: readonly Pick<Standard, 'controls'>[];
  /** The chosen ones. */
  readonly frameworks: readonly Framework[];
}

export function complianceDates(facts: ComplianceFacts): DraftedDate[] {
  return [
    ...breachDates(facts),
    ...facts.measures
      .filter(({ outcome }) => outcome === null)
      .map(({ id: key, reference: subject, dueDay }) => {
        return { kind: 'corrective-action', dueAt: lastMsOf(dueDay), subject, key } as const;
      }),
    ...agreementEnds(facts),
    ...facts.audits.map(({ agreement: subject, day, lastAt }) => {
      return { kind: 'partner-audit', dueAt: lastMsOf(day), subject, lastAt } as const;
    }),
    ...facts.findings
      .filter(({ outcome }) => outcome === null)
      .map(({ id: key, agreement: subject, dueDay }) => {
        return { kind: 'partner-finding', dueAt: lastMsOf(dueDay), subject, key } as const;
      }),
    ...documentDates(facts),
    ...lawDates(facts),
  ];
}

/** The next deadline of each open case. A low risk ends none by itself: two people decide that nothing is sent. */
function breachDates({ breaches }: ComplianceFacts): DraftedDate[] {
  return breaches.flatMap(({ breach: { id }, duties }) => {
    const due = duties.flatMap((duty) => (isSettled(duty) || duty.dueAt === null ? [] : [duty.dueAt]));
    return due.length === 0
      ? []
      : [{ kind: 'breach-notice', dueAt: Math.min(...due), subject: id.slice(0, 8), key: id } as const];
  });
}

/** An agreement that a later version continues does not end with its version. */
function agreementEnds({ agreements }: ComplianceFacts): DraftedDate[] {
  const lasting = agreements.filter(({ state }) => state === 'in-force' || state === 'paused' || state === 'signed');
  return [...new Set(lasting.map(({ agreement }) => agreement.id))].map((subject) => {
    const last = lasting
      .filter(({ agreement }) => agreement.id === subject)
      .reduce((day, { agreement: { until } }) => (until > day ? until : day), '');
    return { kind: 'agreement-end', dueAt: lastMsOf(last), subject } as const;
  });
}

/** One date for each day on which documents of the certification pack must be read again. */
function documentDates({ standards }: ComplianceFacts): DraftedDate[] {
  const documents = standards.flatMap(({ controls }) => controls.flatMap((control) => control.documents));
  return [...new Set(documents.map(({ expires }) => expires))].map((day) => {
    const own = new Set(documents.flatMap(({ path, expires }) => (expires === day ? [path] : [])));
    return { kind: 'document-reading', dueAt: Date.parse(day), subject: String(own.size), key: day } as const;
  });
}

/** A year after the oldest comparison of a rule with the text of the law. Rules that were never compared have no date; their page names them. */
function lawDates({ frameworks }: ComplianceFacts): DraftedDate[] {
  return frameworks.flatMap(({ id: subject, rules }) => {
    const days = rules.flatMap(({ retrieved }) => (retrieved === null ? [] : [Date.parse(retrieved)]));
    if (days.length === 0) return [];
    const lastAt = Math.min(...days);
    return [{ kind: 'law-reading', dueAt: lastAt + AGAIN_AFTER_MS['law-reading'], subject, lastAt } as const];
  });
}

/** The last wall ms of a day in UTC, so that the date is shown under this day. */
function lastMsOf(day: string): number {
  return Date.parse(day) + DAY_MS - 1;
}
