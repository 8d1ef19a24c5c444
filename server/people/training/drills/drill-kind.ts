/** The proposal of a drill: two people decide the scenario, whom it asks, and its days. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ACCESS_TABLE } from '../../../platform/access/access-table.ts';
import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import type { KioskId } from '../../../contract/field.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { runningDuties, type StoredDuty } from '../../duties/duty-table.ts';
import { listKiosks } from '../../../records/kiosks/kiosks.ts';
import type { ProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { dayOf, startOf } from '../standing.ts';
import { DRILL_SCENARIOS, type DrillScenario } from '../vocabulary.ts';
import { insertDrill, listDrills } from './drill-table.ts';
import { insertPart } from './part-table.ts';
import { type Ingredients, SCENARIOS } from './scenarios.ts';

const DAY_MS = 86_400_000;
const LATEST_START_MS = 90 * DAY_MS;
const LONGEST_DAYS = 31;
const SHORTEST_DAYS = 2;
const MAX_PEOPLE = 200;
const MAX_DUTIES = 10_000;
const MAX_LANES = 3;

const day = z.iso.date('must be a day such as 2026-12-31');

export const drillSchema = z.strictObject({
  scenario: z.enum(DRILL_SCENARIOS),
  /** `null`: everyone who could approve such a proposal. */
  people: z
    .array(personIdSchema)
    .min(1)
    .max(MAX_PEOPLE)
    .refine((ids) => new Set(ids).size === ids.length, 'must not contain duplicates')
    .nullable(),
  fromDay: day,
  untilDay: day,
});
export type DrillPayload = z.infer<typeof drillSchema>;

export interface DrillKindParts {
  /** A number from 0 up to, but not including, `below`. */
  readonly ticket: (below: number) => number;
}

/**
 * A person is first shown the invented proposal at a random moment of the first half of the days. People who may see plans of drills are not
 * asked, and neither are the two who decide.
 */
export function drillKind({ ticket }: DrillKindParts): ProposalKind<DrillPayload> {
  const objection = async (database: Connection, drill: DrillPayload, now: number) => {
    if (drill.fromDay <= dayOf(now)) return 'from-in-the-past';
    if (startOf(drill.fromDay) > now + LATEST_START_MS) return 'drill-too-far';
    const days = (startOf(drill.untilDay) - startOf(drill.fromDay)) / DAY_MS + 1;
    if (days < SHORTEST_DAYS || days > LONGEST_DAYS) return 'drill-length';
    const drills = await listDrills(database);
    const isBusy = drills.some(({ fromDay, untilDay }) => fromDay <= drill.untilDay && drill.fromDay <= untilDay);
    if (isBusy) return 'drill-running';
    const able = new Set((await candidates(database, drill.scenario, now)).keys());
    if ((drill.people ?? [...able]).some((one) => !able.has(one))) return 'drill-not-for-person';
    return able.size === 0 ? 'drill-for-no-one' : undefined;
  };
  return {
    kind: 'training-drill',
    proposeAct: 'drills.propose',
    approveAct: 'drills.approve',
    opensForMs: 7 * DAY_MS,
    schema: drillSchema,
    targetsOf: () => Promise.resolve([]),
    objection: (database, drill, _by, now) => objection(database, drill, now),
    async apply(transaction, drill, { proposalId, proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const objected = await objection(transaction, drill, now);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const { scenario, fromDay, untilDay, people } = drill;
      const begins = startOf(fromDay);
      const halfSeconds = Math.floor((startOf(untilDay) + DAY_MS - begins) / 2 / 1_000);
      for (const [personId, lanes] of await candidates(transaction, scenario, now)) {
        if (people !== null && !people.includes(personId)) continue;
        const shownFrom = begins + ticket(halfSeconds) * 1_000;
        const made = { planner: proposedBy, lanes, shownFrom, random: randomBytes(32).toString('hex') };
        const payload = SCENARIOS[scenario].payload(made);
        const id = randomBytes(16).toString('hex');
        await insertPart(transaction, { id, drill: proposalId, personId, payload, shownFrom });
      }
      await insertDrill(transaction, {
        id: proposalId,
        scenario,
        fromDay,
        untilDay,
        proposedBy,
        approvedBy,
        approvedAt: now,
      });
      return { kind: 'applied' };
    },
  };
}

/** People who can be asked, with lanes of one of their sites. */
export async function candidates(
  database: Connection,
  scenario: DrillScenario,
  now: number,
): Promise<ReadonlyMap<PersonId, Ingredients['lanes']>> {
  const duties = await runningDuties(database, now, MAX_DUTIES);
  const informed = new Set(duties.filter(({ role }) => mayKnow(role)).map(({ personId }) => personId));
  const kiosks = (await listKiosks(database)).filter(({ disabledAt }) => disabledAt === null);
  const able = new Map<PersonId, Ingredients['lanes']>();
  for (const duty of duties) {
    const mayApprove = ACCESS_TABLE[SCENARIOS[scenario].approveAct].roles[duty.role] !== undefined;
    if (!mayApprove || informed.has(duty.personId)) continue;
    const lanes = able.get(duty.personId) ?? lanesOf(duty, kiosks);
    if (SCENARIOS[scenario].needsLanes !== true || lanes !== undefined) able.set(duty.personId, lanes);
  }
  return able;
}

/** A person who can see a plan of drills is not surprised by the drill. */
function mayKnow(role: StoredDuty['role']): boolean {
  return (['drills.see', 'drills.propose', 'audit.see'] as const).some(
    (act) => ACCESS_TABLE[act].roles[role] !== undefined,
  );
}

function lanesOf(
  duty: StoredDuty,
  kiosks: readonly { readonly id: KioskId; readonly site: string }[],
): Ingredients['lanes'] {
  const own = kiosks.filter(
    ({ id, site }) =>
      (duty.sites === 'all' || duty.sites.some((one) => one === site)) &&
      (duty.lanes === 'all' || duty.lanes.includes(id)),
  );
  const [first] = own;
  if (first === undefined) return undefined;
  const kiosksThere = own.filter(({ site }) => site === first.site).slice(0, MAX_LANES);
  return { site: first.site, kiosks: kiosksThere.map(({ id }) => id) };
}
