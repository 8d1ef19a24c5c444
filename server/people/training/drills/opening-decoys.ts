/** The invented openings of lanes that a drill shows to officers, and their sealed answers. */
import { z } from 'zod';
import { type PersonId, type SiteId, siteIdSchema } from '../../../platform/access/vocabulary.ts';
import { type KioskId, kioskIdSchema, sha256HexSchema } from '../../../contract/field.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import type { DrillAnswer, DrillScenario } from '../vocabulary.ts';
import { type AnswerSealer, endOf, keepAnswer, openAnswer } from './drill-decoys.ts';
import { listDrills, type StoredDrill } from './drill-table.ts';
import { listParts, type StoredPart } from './part-table.ts';
import { SCENARIOS } from './scenarios.ts';

/** As long as a real one waits for another person before it counts as overdue. */
const CONFIRM_WITHIN_MS = 600_000;

const payloadSchema = z.strictObject({ digest: sha256HexSchema, site: siteIdSchema, kioskId: kioskIdSchema });

export interface OpeningDecoy {
  readonly id: string;
  /** Who is asked. */
  readonly personId: PersonId;
  /** As of an order. No order has it. */
  readonly digest: string;
  readonly site: SiteId;
  readonly kioskId: KioskId;
  readonly openedBy: PersonId;
  readonly openedAt: number;
  readonly confirmBy: number;
  /** How the person answered; `null` before. */
  readonly answer: { readonly scenario: DrillScenario; readonly answer: DrillAnswer } | null;
}

export interface OpeningDecoys {
  /** Those that this person is shown now. */
  shownTo(database: Connection, personId: PersonId, nowMs: number): Promise<readonly OpeningDecoy[]>;
  /** The one with this digest, of any person; `undefined` while it is not shown. */
  find(database: Connection, digest: string, nowMs: number): Promise<OpeningDecoy | undefined>;
  /** Keeps the first answer. */
  answer(transaction: Transaction, id: string, answer: DrillAnswer): Promise<void>;
}

export function openingDecoys(sealer: AnswerSealer): OpeningDecoys {
  const decoyOf = (drill: StoredDrill, part: StoredPart): OpeningDecoy | undefined => {
    const payload = payloadSchema.safeParse(part.payload).data;
    if (payload === undefined) return undefined;
    const answer = openAnswer(sealer, part);
    return {
      ...payload,
      id: part.id,
      personId: part.personId,
      openedBy: drill.proposedBy,
      openedAt: part.shownFrom,
      confirmBy: part.shownFrom + CONFIRM_WITHIN_MS,
      answer: answer === null ? null : { scenario: drill.scenario, answer },
    };
  };
  const allShown = async (database: Connection, nowMs: number): Promise<OpeningDecoy[]> => {
    const shown: OpeningDecoy[] = [];
    for (const drill of await listDrills(database)) {
      if (SCENARIOS[drill.scenario].shownAmong !== 'openings' || nowMs >= endOf(drill)) continue;
      for (const part of await listParts(database, { drill: drill.id })) {
        const decoy = part.shownFrom <= nowMs ? decoyOf(drill, part) : undefined;
        if (decoy !== undefined) shown.push(decoy);
      }
    }
    return shown;
  };
  return {
    shownTo: async (database, personId, nowMs) =>
      (await allShown(database, nowMs)).filter((one) => one.personId === personId),
    find: async (database, digest, nowMs) => (await allShown(database, nowMs)).find((one) => one.digest === digest),
    answer: (transaction, id, answer) => keepAnswer(sealer, transaction, id, answer),
  };
}
