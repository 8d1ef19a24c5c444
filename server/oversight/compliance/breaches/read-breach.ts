/** Cases as the API shows them. */
import { entrySchema } from '../../../records/ledger/entry/entry.ts';
import { listOpenings } from '../../../records/ledger/entry/openings.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { breachLaw } from '../laws/breach-laws.ts';
import type { BreachEntries, DutyView, ListedBreach, OneBreach } from './answers.ts';
import { factsOf, findBreach, listBreaches, type StoredBreach } from './breach-table.ts';
import { type CaseDuty, caseDuties, isLate, isSettled } from './case-duties.ts';
import { decisionsOf, noticesOf } from './notice-table.ts';

const MAX = 500;
const DAY_MS = 86_400_000;
/** Entries before the awareness that are offered as facts. */
const BEFORE_MS = 30 * DAY_MS;
const OFFERED_TYPES = ['alarm', 'export', 'viewing'] as const;
const MAX_OFFERED = 100;

export async function readBreaches(database: Connection): Promise<ListedBreach[]> {
  const listed: ListedBreach[] = [];
  for (const one of await listBreaches(database, MAX)) {
    const duties = caseDuties(one, await noticesOf(database, one.id), await decisionsOf(database, one.id));
    const owed = one.state === 'closed' ? [] : duties.filter((duty) => !isSettled(duty));
    const due = owed.flatMap(({ dueAt }) => dueAt ?? []);
    listed.push({ ...viewOf(one), openDuties: owed.length, nextDueAt: due.length === 0 ? null : Math.min(...due) });
  }
  return listed;
}

export async function readBreach(
  database: Connection,
  id: string,
  nowMs: number,
): Promise<Omit<OneBreach, 'serverTime' | 'controller' | 'contact'> | undefined> {
  const one = await findBreach(database, id);
  if (one === undefined) return undefined;
  const notices = await noticesOf(database, id);
  const decisions = await decisionsOf(database, id);
  return {
    breach: viewOf(one),
    duties: caseDuties(one, notices, decisions).map((duty) => dutyView(duty, nowMs)),
    facts: await factsOf(database, id),
    notices: notices.map((notice) => ({ ...notice, items: [...notice.items] })),
    decisions,
  };
}

/** Entries of the ledger about alarms, exports and viewings since a month before the awareness. */
export async function offeredEntries(
  database: Connection,
  { awareAt }: Pick<StoredBreach, 'awareAt'>,
): Promise<BreachEntries['entries']> {
  const offered: BreachEntries['entries'][number][] = [];
  for (const type of OFFERED_TYPES) {
    for (const { index, payload } of await listOpenings(database, { limit: MAX_OFFERED, type })) {
      if (payload === undefined) continue;
      const read = entrySchema.safeParse(JSON.parse(new TextDecoder().decode(payload)));
      if (!read.success || !('at' in read.data) || read.data.at < awareAt - BEFORE_MS) continue;
      offered.push({ entry: index, type, at: read.data.at, about: aboutOf(read.data) });
    }
  }
  return offered.sort((one, other) => other.entry - one.entry).slice(0, MAX_OFFERED);
}

function aboutOf(entry: ReturnType<typeof entrySchema.parse>): string {
  if (entry.type === 'alarm') return entry.kind;
  if (entry.type === 'export') return entry.record;
  return entry.type === 'viewing' ? (entry.refusal ?? 'released') : entry.type;
}

function viewOf(one: StoredBreach): OneBreach['breach'] {
  return { ...one, laws: [...one.laws] };
}

function dutyView(owed: CaseDuty, nowMs: number): DutyView {
  const { law, duty, applies, dueAt, state, sentAt } = owed;
  const { title, reviewed } = breachLaw(law);
  return {
    law,
    lawTitle: title,
    isReviewed: reviewed !== null,
    addressee: duty.addressee,
    condition: duty.condition,
    article: duty.article,
    source: duty.source,
    retrieved: duty.retrieved,
    applies,
    withinMs: duty.withinMs,
    dueAt,
    isLate: state !== 'not-notified' && isLate(owed, nowMs),
    state,
    sentAt,
    content: duty.content.map((one) => ({ ...one })),
    mayFollow: duty.phasesArticle !== null,
    grounds: duty.grounds.map((one) => ({ ...one })),
  };
}
