/** Courses that people take again after a breach, by the facts of its case, without a proposal. */
import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { runningDuties } from '../../../people/duties/duty-table.ts';
import { readOpening } from '../../../records/ledger/entry/commitment.ts';
import type { Entry } from '../../../records/ledger/entry/entry.ts';
import { openingsBetween, openingsOf } from '../../../records/ledger/entry/openings.ts';
import { assignByRule } from '../../../people/training/assign-by-rule.ts';
import type { CourseId } from '../../../people/training/vocabulary.ts';
import { factsOf, listBreaches, type StoredBreach } from './breach-table.ts';

const DAY_MS = 86_400_000;
/** A case that was closed while no server ran still leads to its courses. */
const LOOK_BACK_MS = 7 * DAY_MS;
const MAX_CASES = 1_000;
const MAX_DUTIES = 10_000;
/** Days in which the course is taken. */
const DAYS = 14;

/** The meanings of facts that name people who had a part in the breach. */
const OF_PART: ReadonlySet<string> = new Set(['cause', 'access']);

/** The course that covers an act, by the beginning of its name; an act of another kind leads to none. */
const COURSES_OF_ACTS: readonly (readonly [prefix: string, course: CourseId])[] = [
  ['evidence.', 'evidence'],
  ['declaration.view', 'evidence'],
  ['record.export', 'evidence'],
  ['hold.', 'evidence'],
  ['lane.open', 'social-engineering'],
  ['people.', 'phishing'],
  ['recovery.', 'phishing'],
  ['session.', 'phishing'],
  ['key.', 'phishing'],
  ['account.', 'phishing'],
];

export function courseAfter(act: string): CourseId | undefined {
  return COURSES_OF_ACTS.find(([prefix]) => act.startsWith(prefix))?.[1];
}

/**
 * Stores the refreshers to which closed cases lead, and enters each in the ledger. A case that was handled has each notice signed or decided
 * on by two people, so one person alone cannot send a colleague into an exam.
 */
export async function refreshAfterBreaches({
  knex,
  queue,
  ledger,
  clock,
}: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>): Promise<void> {
  const now = Math.round(clock.wallMs());
  const isLate = ({ state, outcome, closedAt }: StoredBreach) =>
    state === 'closed' && outcome === 'handled' && closedAt !== null && closedAt >= now - LOOK_BACK_MS;
  if (!(await listBreaches(knex, MAX_CASES)).some(isLate)) return;
  const made = await queue.run(async (transaction) => {
    const duties = await runningDuties(transaction, now, MAX_DUTIES);
    let count = 0;
    for (const { id } of (await listBreaches(transaction, MAX_CASES)).filter(isLate)) {
      for (const [course, named] of await namedByFacts(transaction, id)) {
        const people = named.filter((person) => duties.some(({ personId }) => personId === person));
        const about = { course, people, cause: 'breach', reference: id.slice(0, 8), days: DAYS, now } as const;
        if (await assignByRule(transaction, { ...about, id: `breach-${id.slice(0, 16)}-${course}` })) count += 1;
      }
    }
    return count;
  });
  if (made > 0) await ledger.settle();
}

/** The people whom the facts of a case name, by the course that covers their part. */
async function namedByFacts(database: Connection, id: string): Promise<Map<CourseId, PersonId[]>> {
  const named = new Map<CourseId, PersonId[]>();
  for (const { entry: index, meaning } of await factsOf(database, id)) {
    if (!OF_PART.has(meaning)) continue;
    const [kept] = await openingsBetween(database, index, index + 1);
    const part = await partOf(database, entryIn(kept?.opening));
    if (part === undefined) continue;
    const known = named.get(part.course) ?? [];
    if (!known.includes(part.person)) named.set(part.course, [...known, part.person].sort());
  }
  return named;
}

type Opening = Awaited<ReturnType<typeof openingsBetween>>[number]['opening'];

function entryIn(opening: Opening): Entry | undefined {
  const read = opening === undefined ? undefined : readOpening(opening);
  return read?.kind === 'opened' ? read.entry : undefined;
}

interface Part {
  readonly person: PersonId;
  readonly course: CourseId;
}

/** A viewing names its grant, and a file the act that made it. */
async function partOf(database: Connection, entry: Entry | undefined): Promise<Part | undefined> {
  switch (entry?.type) {
    case 'act': {
      const [person, course] = [personIdSchema.safeParse(entry.actor).data, courseAfter(entry.act)];
      return person === undefined || course === undefined ? undefined : { person, course };
    }
    case 'grant': {
      const person = personIdSchema.safeParse(entry.officer).data;
      return person && { person, course: 'evidence' };
    }
    case 'viewing':
      return partOf(database, await entryAbout(database, `grant/${entry.grant}`));
    case 'export':
      return entry.actId === null ? undefined : partOf(database, await entryAbout(database, `act/${entry.actId}`));
    default:
      return undefined;
  }
}

async function entryAbout(database: Connection, subject: string): Promise<Entry | undefined> {
  return entryIn((await openingsOf(database, [subject])).get(subject)?.opening);
}
