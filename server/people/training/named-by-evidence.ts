/** Whom the evidence of an alarm names, from acts and viewings that the ledger has. The alarm itself names no person. */
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { listActs, type PlacedAct } from '../../records/acts/act-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { entryIndexOf } from '../../records/ledger/entry/openings.ts';
import { viewingsSince } from '../../records/reports/viewings.ts';
import type { Evidence } from './courses/after-incidents.ts';

/** Acts of one kind that are looked through. A lane is opened by hand a few times a day. */
const MAX_ACTS = 2_000;
/** A lane reports a viewing within this time, unless its network is down. */
const REPORTED_WITHIN_MS = 3_600_000;
const MAX_VIEWINGS = 2_000;

type Found = Pick<Alarm, 'kioskId' | 'firstAt' | 'lastAt'>;

/** Without repetitions, by id; empty: the evidence names no one. */
export async function namedByEvidence(database: Connection, evidence: Evidence, alarm: Found): Promise<PersonId[]> {
  const named = await peopleIn(database, evidence, alarm);
  return [...new Set(named)].sort();
}

async function peopleIn(database: Connection, evidence: Evidence, alarm: Found): Promise<PersonId[]> {
  switch (evidence.by) {
    case 'openings': {
      // The finding is about an order, which the act of the person who opened the lane names
      const findings = await findingsOf(database, evidence.act, 'unfounded', alarm);
      const digests = new Set(findings.map(({ subject }) => subject));
      const opened = await actsOf(database, evidence.opened);
      return peopleOf(
        database,
        opened.filter(({ details }) => digests.has(String(details['digest']))),
      );
    }
    case 'decisions': {
      const findings = await findingsOf(database, 'second-look.find', 'disagrees', alarm);
      const decided: PlacedAct[] = [];
      for (const { subject } of findings) {
        if (subject === null) continue;
        const acts = await listActs(database, { subject, limit: MAX_ACTS });
        decided.push(...acts.filter(({ details }) => DECIDING_STEPS.has(String(details['step']))));
      }
      return peopleOf(database, decided);
    }
    case 'viewings': {
      const viewings = await viewingsSince(database, alarm.firstAt - REPORTED_WITHIN_MS, MAX_VIEWINGS);
      const own = viewings.filter(
        ({ kioskId, refusal, at }) =>
          kioskId === alarm.kioskId && refusal === evidence.refusal && at <= alarm.lastAt + REPORTED_WITHIN_MS,
      );
      return own.flatMap(({ grant }) => personIdSchema.safeParse(grant?.officer).data ?? []);
    }
  }
}

/** Steps of a decision on a referral that someone answers for. */
const DECIDING_STEPS: ReadonlySet<string> = new Set(['decide', 'settle', 'give-second-opinion']);

/** The findings that raised the alarm: those at its lane in its time. */
async function findingsOf(database: Connection, act: string, finding: string, alarm: Found): Promise<PlacedAct[]> {
  return (await actsOf(database, [act])).filter(
    ({ kioskId, at, details }) =>
      kioskId === alarm.kioskId && details['finding'] === finding && at >= alarm.firstAt && at <= alarm.lastAt,
  );
}

async function actsOf(database: Connection, acts: readonly string[]): Promise<PlacedAct[]> {
  const found: PlacedAct[] = [];
  for (const act of acts) found.push(...(await listActs(database, { act, limit: MAX_ACTS })));
  return found.filter(({ result }) => result === 'done');
}

/** An act that someone wrote into the database past the server has no entry, and names no one. */
async function peopleOf(database: Connection, acts: readonly PlacedAct[]): Promise<PersonId[]> {
  const people: PersonId[] = [];
  for (const { id, person } of acts) if ((await entryIndexOf(database, `act/${id}`)) !== undefined) people.push(person);
  return people;
}
