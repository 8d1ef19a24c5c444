/**
 * The auditor's list, read from the ledger's entries and not from the table of acts: an act whose row was removed or changed is listed as it
 * was entered.
 */
import { personIdSchema, siteIdSchema } from '../../platform/access/vocabulary.ts';
import { commitTo, readOpening } from '../ledger/entry/commitment.ts';
import type { Entry } from '../ledger/entry/entry.ts';
import { sameBytes } from '../../contract/merkle/hash.ts';
import type { ActQuery } from './act-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { entriesAt } from '../ledger/log/log-tables.ts';
import { actOpenings } from '../ledger/entry/openings.ts';
import type { ActView } from './answers.ts';

export interface EnteredActsParts {
  readonly database: Connection;
  readonly log: Connection;
}

/**
 * Latest first; `position` is the log index plus one. An act whose opening was erased or differs from the log's commitment is not listed;
 * reconciliation reports it.
 */
export async function listEnteredActs({ database, log }: EnteredActsParts, query: ActQuery): Promise<ActView[]> {
  const { limit, person: actor, act, subject } = query;
  const saying = Object.entries({ actor, act, subject }).flatMap(([field, value]) =>
    value === undefined ? [] : [`"${field}":${JSON.stringify(value)}`],
  );
  const listed: ActView[] = [];
  for (let before = query.before === undefined ? undefined : query.before - 1; listed.length < limit; ) {
    const openings = await actOpenings(database, { before, limit, saying });
    const entries = await entriesAt(
      log,
      openings.map(({ index }) => index),
    );
    for (const { index, opening } of openings) {
      const read = readOpening(opening);
      const entry = entries.get(index);
      if (read.kind !== 'opened' || read.entry.type !== 'act' || entry === undefined) continue;
      if (sameBytes(commitTo(read.entry, opening), entry)) listed.push(viewOf(index, read.entry));
    }
    if (openings.length < limit) break;
    before = openings.at(-1)?.index;
  }
  return listed.slice(0, limit);
}

function viewOf(index: number, entry: Extract<Entry, { type: 'act' }>): ActView {
  const { actId: id, actor, role, act, site, kioskId, subject, result, details, at } = entry;
  const about = { role, act, kioskId, subject, result, details, at };
  return {
    position: index + 1,
    id,
    person: personIdSchema.parse(actor),
    session: entry.session ?? null,
    site: siteIdSchema.nullable().parse(site),
    ...about,
  };
}
