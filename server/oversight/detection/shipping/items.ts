/** The findings and events after a position in the ledger, as lines for a receiver. */
import { createHash } from 'node:crypto';
import type { Connection } from '../../../platform/database/connection.ts';
import type { DetectionEvent } from '../events/event.ts';
import { ecsEvent, ecsFinding, EVENTS_OF_TRAVELLERS } from '../export/ecs.ts';
import type { ExportFormat } from '../export/export-formats.ts';
import { ocsfFinding } from '../export/ocsf.ts';
import { type FindingSeverity, severityOf } from '../export/severity-of.ts';
import { findFinding } from '../findings/finding-table.ts';
import { eventsOfFact } from '../stream/events-of-fact.ts';
import { PAGE, readPage } from '../stream/read-page.ts';
import { readSignals } from '../stream/read-signals.ts';
import type { Position } from '../stream/stream.ts';

export interface Item {
  /** The same for each repetition. */
  readonly id: string;
  readonly kind: 'finding' | 'event';
  /** Wall ms. */
  readonly at: number;
  readonly severity: FindingSeverity | 'none';
  /** One line of JSON. */
  readonly json: string;
}

export interface ItemPage {
  readonly items: readonly Item[];
  readonly position: Position;
  /** The end of the ledger is not reached. */
  readonly hasMore: boolean;
  readonly hasGap: boolean;
}

export interface Wanted {
  readonly format: ExportFormat;
  readonly withEvents: boolean;
  /** The name of the ledger. */
  readonly server: string;
  /** Events before this time are left out. */
  readonly since: number;
}

/**
 * Reads at most one page of entries. A finding is an item when it is stored, when it has waited for long, and when it is judged, each time in
 * its present state.
 * @param passGap reads on behind missing entries: they were removed, which reconciliation reports
 */
export async function readItems(
  database: Connection,
  from: Position,
  wanted: Wanted & { readonly nowMs: number; readonly passGap: boolean },
): Promise<ItemPage> {
  const page = await readPage(database, from.entry, wanted.passGap);
  const items: Item[] = [];
  const found = new Set<string>();
  let { latestAt } = from;
  const add = (event: DetectionEvent, id: string): void => {
    latestAt = Math.max(latestAt, event.at);
    const stays = EVENTS_OF_TRAVELLERS.includes(event.kind) || event.at < wanted.since;
    if (wanted.withEvents && !stays) items.push(itemOf({ ...event, at: latestAt }, id, wanted.server));
  };
  for (const fact of page.facts) {
    const { entry } = fact;
    if (entry.type === 'row' && entry.table === 'detection_findings') found.add(String(entry.key[0]));
    eventsOfFact(fact, page.rows, latestAt).forEach((event, at) => add(event, `entry/${fact.index}/${at}`));
  }
  for (const id of found) {
    const finding = await findFinding(database, id);
    if (finding === undefined) continue;
    const document =
      wanted.format === 'ocsf' ? ocsfFinding(finding, wanted.server) : ecsFinding(finding, wanted.server);
    items.push({ id, kind: 'finding', at: finding.at, severity: severityOf(finding), json: JSON.stringify(document) });
  }
  const { hasGap } = page;
  const hasMore = page.next - from.entry >= PAGE;
  if (hasMore) return { items, position: { ...from, entry: page.next, latestAt }, hasMore, hasGap };
  const signals = await readSignals(database, from.signals, wanted.nowMs);
  for (const event of signals.events) add(event, `signal/${digestOf(event)}`);
  return { items, position: { entry: page.next, signals: signals.seen, latestAt }, hasMore, hasGap };
}

function itemOf(event: DetectionEvent, id: string, server: string): Item {
  return { id, kind: 'event', at: event.at, severity: 'none', json: JSON.stringify(ecsEvent(event, { id, server })) };
}

function digestOf(event: DetectionEvent): string {
  return createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 32);
}
