/** The stream of events: the ledger's entries in their order and the counted signals, from a stored position. */
import type { Connection } from '../../../platform/database/connection.ts';
import type { DetectionEvent } from '../events/event.ts';
import { type Disposition, DISPOSITIONS } from '../vocabulary.ts';
import { eventsOfFact } from './events-of-fact.ts';
import type { Fact, JudgedFacts, Rows } from './facts.ts';
import { PAGE, readPage } from './read-page.ts';
import { readSignals, type SeenSignals } from './read-signals.ts';

/** Up to where events were read. */
export interface Position {
  /** Index of the next entry. */
  readonly entry: number;
  readonly signals: SeenSignals;
  /** Time of the latest event; events never go back in time. */
  readonly latestAt: number;
}

export const START: Position = { entry: 0, signals: {}, latestAt: 0 };

/** A person's judgement of an earlier finding. */
export interface Judged extends JudgedFacts {
  readonly at: number;
  readonly verdict: Disposition;
}

export type StreamItem =
  | { readonly kind: 'event'; readonly event: DetectionEvent }
  | { readonly kind: 'judged'; readonly judged: Judged };

export interface Batch {
  readonly items: readonly StreamItem[];
  readonly position: Position;
  readonly hasMore: boolean;
  /** An entry before others has no index yet. */
  readonly hasGap: boolean;
}

/**
 * The items after a position, at most one page of entries. Reading again from the same position gives the same, except that signals which were
 * counted after the first reading join the earlier ones.
 */
export async function readBatch(
  database: Connection,
  from: Position,
  { nowMs, passGap }: { readonly nowMs: number; readonly passGap: boolean },
): Promise<Batch> {
  const page = await readPage(database, from.entry, passGap);
  const items: StreamItem[] = [];
  let latestAt = from.latestAt;
  const add = (event: DetectionEvent): void => {
    latestAt = Math.max(latestAt, event.at);
    items.push({ kind: 'event', event: { ...event, at: latestAt } });
  };
  for (const fact of page.facts) {
    eventsOfFact(fact, page.rows, latestAt).forEach(add);
    const judged = judgedIn(fact, page.rows);
    if (judged !== undefined) items.push({ kind: 'judged', judged });
  }
  const { hasGap } = page;
  // While entries of the past are read, present signals would overtake them
  const hasMore = page.next - from.entry >= PAGE;
  if (hasMore) return { items, position: { ...from, entry: page.next, latestAt }, hasMore, hasGap };
  const signals = await readSignals(database, from.signals, nowMs);
  signals.events.forEach(add);
  return { items, position: { entry: page.next, signals: signals.seen, latestAt }, hasMore, hasGap };
}

function judgedIn({ entry }: Fact, rows: Rows): Judged | undefined {
  if (entry.type !== 'act' || entry.act !== 'finding.judge' || entry.result !== 'done') return undefined;
  const about = entry.subject === null ? undefined : rows.judged.get(entry.subject);
  const verdict = DISPOSITIONS.find((one) => one === entry.details['disposition']);
  return about === undefined || verdict === undefined ? undefined : { ...about, verdict, at: entry.at };
}
