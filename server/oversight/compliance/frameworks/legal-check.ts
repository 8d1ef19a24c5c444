/** The running system against the chosen frameworks: for the page, and each day with an alarm. */
import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import { subjectsSince } from '../../../records/alarms/alarm-table.ts';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { listPolicies } from '../../../privacy/tables/retention-policies.ts';
import { agreementsAt } from '../../../sharing/agreement/in-force.ts';
import { type FrameworksAnswer, frameworksSchema } from './answers.ts';
import { FRAMEWORKS } from './frameworks.ts';
import { type Answerable, judgeFramework, type LegalFacts, legalConflicts } from './judge.ts';
import type { FrameworkId } from './vocabulary.ts';

const DAY_MS = 86_400_000;
const QUIET_MS = 20 * 3_600_000;

/** From the configuration. */
export interface LegalSettings {
  readonly frameworks: readonly FrameworkId[];
  readonly answerable: Answerable;
}

/** The latest approved retention policy, and each agreement that has not ended. */
async function factsNow(database: Connection, answerable: Answerable, nowMs: number): Promise<LegalFacts> {
  const [latest] = await listPolicies(database, 1);
  const agreements = await agreementsAt(database, nowMs);
  return {
    answerable,
    policy: latest?.policy ?? null,
    agreements: agreements.filter(({ state }) => state !== 'ended').map(({ agreement }) => agreement),
  };
}

/** Rules of the chosen frameworks that the running system contradicts; those that a person confirms are not counted. */
export async function countConflicts(
  database: Connection,
  { frameworks, answerable }: LegalSettings,
  nowMs: number,
): Promise<number> {
  const facts = await factsNow(database, answerable, nowMs);
  return legalConflicts(frameworks, facts).filter(({ verdict }) => verdict === 'conflict').length;
}

export async function readFrameworks(
  database: Connection,
  { frameworks, answerable }: LegalSettings,
  nowMs: number,
): Promise<FrameworksAnswer> {
  const facts = await factsNow(database, answerable, nowMs);
  return {
    serverTime: nowMs,
    frameworks: FRAMEWORKS.map(({ id: framework, title, reviewed }) => {
      const isChosen = frameworks.includes(framework);
      return {
        framework,
        title,
        isChosen,
        isReviewed: reviewed !== null,
        rules: judgeFramework(framework, facts).map((judged) => {
          const { id: rule, about, article, source, retrieved, verdict, subjects } = judged;
          const cited = { rule, about, article, source, retrieved };
          return isChosen ? { ...cited, verdict, subjects: [...subjects] } : { ...cited, verdict: null, subjects: [] };
        }),
      };
    }),
  };
}

/** Route of privacy officers, security officers and auditors: legal frameworks. */
export function frameworkRoutes(
  gate: AccessGate,
  { knex }: Pick<RoomContext, 'knex'>,
  settings: LegalSettings,
): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/compliance/frameworks', 'frameworks.see', { answer: frameworksSchema }, ({ now }) =>
    readFrameworks(knex, settings, now),
  );
  return routes.router;
}

/**
 * Looks at the start and every day, and raises an alarm for each rule with a conflict. An alarm of a rule is repeated daily while the conflict
 * lasts. @returns a function that stops
 */
export function watchFrameworks(
  { knex, clock, alarms, events }: Pick<RoomContext, 'knex' | 'clock' | 'alarms' | 'events'>,
  { frameworks, answerable }: LegalSettings,
): () => Promise<void> {
  const look = async (): Promise<void> => {
    if (frameworks.length === 0) return;
    const now = Math.round(clock.wallMs());
    // A server that restarts often does not repeat them
    const raised = await subjectsSince(knex, 'legal-conflict', now - QUIET_MS);
    const facts = await factsNow(knex, answerable, now);
    for (const { framework, rule, verdict } of legalConflicts(frameworks, facts)) {
      const about = `${framework}/${rule}`;
      if (verdict !== 'conflict' || raised.has(about)) continue;
      alarms.raise({ kind: 'legal-conflict', kioskId: null, fromSequence: null, toSequence: null, about });
    }
  };
  return poll(clock, DAY_MS, look, (error) => events.emit({ event: 'fault', where: 'compliance', error }));
}
