import type { PersonId } from '../../../platform/access/vocabulary.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { listPeople } from '../../people/tables/people.ts';
import type { DrillList, DrillText, OwnTraining } from '../answers.ts';
import { type CourseLanguage, DRILL_SCENARIOS, type DrillScenario } from '../vocabulary.ts';
import { type AnswerSealer, endOf, openAnswer } from './drill-decoys.ts';
import { candidates } from './drill-kind.ts';
import { listDrills } from './drill-table.ts';
import { listParts } from './part-table.ts';
import { SCENARIO_TEXTS, SCENARIOS } from './scenarios.ts';

/** Plans, and the counts of ended drills. It has no answer of a person. */
export async function showDrills(database: Connection, nowMs: number): Promise<DrillList> {
  const names = new Map((await listPeople(database)).map(({ id, displayName }) => [id, displayName]));
  const able = new Map<PersonId, DrillScenario[]>();
  for (const scenario of DRILL_SCENARIOS) {
    for (const personId of (await candidates(database, scenario, nowMs)).keys())
      able.set(personId, [...(able.get(personId) ?? []), scenario]);
  }
  const drills = await listDrills(database);
  return {
    serverTime: nowMs,
    drills: drills.map(({ proposedBy: _planner, approvedBy: _second, ...drill }) => drill),
    people: [...able]
      .map(([personId, scenarios]) => ({ personId, displayName: names.get(personId) ?? personId, scenarios }))
      .sort(
        (one, other) => one.displayName.localeCompare(other.displayName) || (one.personId < other.personId ? -1 : 1),
      ),
  };
}

/** The person's own: those that they have answered, and those that ended. Latest first. */
export async function ownDrills(
  database: Connection,
  sealer: AnswerSealer,
  { personId, language, nowMs }: { readonly personId: PersonId; language: CourseLanguage; nowMs: number },
): Promise<OwnTraining['drills']> {
  const drills = new Map((await listDrills(database)).map((drill) => [drill.id, drill]));
  const own: (OwnTraining['drills'][number] & { readonly until: number })[] = [];
  for (const part of await listParts(database, { personId })) {
    const drill = drills.get(part.drill);
    const answer = openAnswer(sealer, part);
    if (drill === undefined || (answer === null && nowMs < endOf(drill))) continue;
    const { scenario, fromDay, untilDay } = drill;
    const { title } = SCENARIO_TEXTS[language][scenario];
    own.push({ id: part.id, scenario, title, fromDay, untilDay, answer, until: endOf(drill) });
  }
  return own.sort((one, other) => other.until - one.until).map(({ until: _until, ...shown }) => shown);
}

export function drillText(scenario: DrillScenario, language: CourseLanguage): DrillText {
  const { title, signs, advice } = SCENARIO_TEXTS[language][scenario];
  return {
    scenario,
    title,
    signs: [...signs],
    advice,
    sources: SCENARIOS[scenario].sources.map((one) => ({ ...one })),
  };
}
