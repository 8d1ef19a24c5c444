/** The invented proposals of a person, and their sealed answers. */
import type { Role } from '../../../platform/access/vocabulary.ts';
import { ACCESS_TABLE } from '../../../platform/access/access-table.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { dutiesHeldBy } from '../../duties/duty-table.ts';
import type { Sealer } from '../../people/sealer.ts';
import type { Decoy, Decoys } from '../../../records/proposals/decoy.ts';
import { startOf } from '../standing.ts';
import { DRILL_ANSWERS, type DrillAnswer } from '../vocabulary.ts';
import { listDrills, type StoredDrill } from './drill-table.ts';
import { listParts, type StoredPart, storeAnswer } from './part-table.ts';
import { SCENARIOS } from './scenarios.ts';

const DAY_MS = 86_400_000;
const PURPOSE = 'drill-answer';

export type AnswerSealer = Pick<Sealer, 'seal' | 'open'>;

export function drillDecoys(sealer: AnswerSealer): Decoys {
  return {
    async shownTo(database, personId, nowMs) {
      const parts = (await listParts(database, { personId })).filter(({ shownFrom }) => shownFrom <= nowMs);
      if (parts.length === 0) return [];
      const drills = new Map((await listDrills(database)).map((drill) => [drill.id, drill]));
      const decoys: Decoy[] = [];
      for (const part of parts) {
        const drill = drills.get(part.drill);
        if (drill === undefined || nowMs >= endOf(drill)) continue;
        if (SCENARIOS[drill.scenario].shownAmong !== 'proposals') continue;
        const answer = openAnswer(sealer, part);
        decoys.push({
          id: part.id,
          kind: SCENARIOS[drill.scenario].kind,
          payload: part.payload,
          proposedBy: drill.proposedBy,
          proposedAs: await plannerRole(database, drill),
          proposedAt: part.shownFrom,
          expiresAt: endOf(drill),
          answer: answer === null ? null : { scenario: drill.scenario, answer },
        });
      }
      return decoys.sort((one, other) => other.proposedAt - one.proposedAt);
    },
    answer: (transaction, id, answer) => keepAnswer(sealer, transaction, id, answer),
  };
}

/** Keeps the first answer, sealed. */
export async function keepAnswer(
  sealer: AnswerSealer,
  transaction: Transaction,
  id: string,
  answer: DrillAnswer,
): Promise<void> {
  await storeAnswer(transaction, id, sealer.seal(PURPOSE, id, new TextEncoder().encode(answer)));
}

/** End of the last day. */
export function endOf({ untilDay }: Pick<StoredDrill, 'untilDay'>): number {
  return startOf(untilDay) + DAY_MS;
}

/** `null` without an answer, and where the key that sealed it is gone. */
export function openAnswer(sealer: AnswerSealer, { id, answer }: StoredPart): DrillAnswer | null {
  const opened = answer === null ? undefined : sealer.open(PURPOSE, id, answer);
  const word = opened === undefined ? undefined : new TextDecoder().decode(opened);
  return DRILL_ANSWERS.find((one) => one === word) ?? null;
}

async function plannerRole(database: Connection, { proposedBy }: StoredDrill): Promise<Role> {
  const roles = (await dutiesHeldBy(database, proposedBy)).map(({ role }) => role);
  return roles.find((role) => ACCESS_TABLE['drills.propose'].roles[role] !== undefined) ?? 'security-officer';
}
