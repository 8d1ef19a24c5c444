/** Which lists a partner may send at a time, and which files must leave because their agreement has ended. */
import type { Connection } from '../../platform/database/connection.ts';
import type { AgreedList } from '../agreement/agreed-lists.ts';
import { agreementsAt } from '../agreement/in-force.ts';
import { keptFiles } from './tables/file-table.ts';
import type { ListState } from './vocabulary.ts';

export interface AgreedOwnList {
  readonly clause: AgreedList;
  readonly agreement: string;
  readonly version: number;
  /** The state of the version in force, otherwise of a paused one, otherwise of an ended one. */
  readonly state: ListState;
  readonly bytesPerDay: number;
}

const RANKS = { 'in-force': 0, paused: 1, ended: 2 } as const;

/** The lists of one partner by their ids. */
export async function agreedLists(database: Connection, party: string, nowMs: number): Promise<AgreedOwnList[]> {
  const found = new Map<string, AgreedOwnList>();
  for (const { agreement, state, signedAt } of await agreementsAt(database, nowMs)) {
    if (agreement.parties.recipient.party !== party || signedAt === null) continue;
    if (state === 'draft' || state === 'signed') continue;
    for (const clause of agreement.lists ?? []) {
      const before = found.get(clause.list);
      if (before !== undefined && RANKS[before.state] <= RANKS[state]) continue;
      const { id, version, rate } = agreement;
      found.set(clause.list, { clause, agreement: id, version, state, bytesPerDay: rate.bytesPerDay });
    }
  }
  return [...found.values()].sort((one, other) => one.clause.list.localeCompare(other.clause.list));
}

/** The lists that a version of an agreement takes from a partner now: it is in force or paused. */
export async function takenLists(database: Connection, nowMs: number): Promise<ReadonlySet<string>> {
  const all = await agreementsAt(database, nowMs);
  const taking = all.filter(({ state }) => state === 'in-force' || state === 'paused');
  return new Set(taking.flatMap(({ agreement }) => (agreement.lists ?? []).map(({ list }) => list)));
}

/** The lists with published files of a partner that no version of an agreement takes from it any more. */
export async function endedLists(database: Connection, nowMs: number): Promise<ReadonlySet<string>> {
  const ended = new Set<string>();
  for (const { party, list, publishedAt } of await keptFiles(database))
    if (publishedAt !== null && (await isOver(database, { party, list }, nowMs))) ended.add(list);
  return ended;
}

/** Whether no version of an agreement takes the list from the partner now: none is in force or paused. */
export async function isOver(
  database: Connection,
  { party, list }: { readonly party: string; readonly list: string },
  nowMs: number,
): Promise<boolean> {
  const own = (await agreedLists(database, party, nowMs)).find(({ clause }) => clause.list === list);
  return own === undefined || own.state === 'ended';
}
