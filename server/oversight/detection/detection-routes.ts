import type { Router } from 'express';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../platform/access/judge.ts';
import type { Act } from '../../platform/access/vocabulary.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { readBaselines } from './baselines/read-baselines.ts';
import {
  baselinesSchema,
  caseFileSchema,
  caseListSchema,
  findingListSchema,
  hiddenSchema,
  oneCaseSchema,
  rulesSchema,
} from './answers.ts';
import { LONGEST_WORD } from './events/event.ts';
import { ENTITY_KINDS } from './rules/entity.ts';
import { findCase, listCases, notesOf } from './cases/case-table.ts';
import { exportCase } from './cases/export-case.ts';
import { handleCase } from './cases/handle-case.ts';
import { listExceptions } from './exceptions/exception-table.ts';
import { hiddenByException } from './exceptions/hidden.ts';
import { countWaiting, findFinding, listFindings, recordsOfRules } from './findings/finding-table.ts';
import { judgeFinding } from './findings/judge-finding.ts';
import { listResponses } from './responses/response-table.ts';
import { responseView } from './responses/views.ts';
import { caseView, exceptionView, findingView, ruleView } from './views.ts';
import { ALL_DISPOSITION_REASONS, CASE_OUTCOMES, DISPOSITIONS, ESCALATIONS, NOTE_CODES } from './vocabulary.ts';

/** Findings and cases of one answer. */
const MAX = 500;
const MAX_BODY_BYTES = 512;

const judgementSchema = z.strictObject({
  disposition: z.enum(DISPOSITIONS),
  reason: z.enum(ALL_DISPOSITION_REASONS),
});
const caseStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('note'), code: z.enum(NOTE_CODES) }),
  z.strictObject({ step: z.literal('escalate'), to: z.enum(ESCALATIONS) }),
  z.strictObject({ step: z.literal('close'), outcome: z.enum(CASE_OUTCOMES) }),
]);
/** A subject without an id, such as a site of events without one, has no plot. */
const entitySchema = z.object({ kind: z.enum(ENTITY_KINDS), id: z.string().min(1).max(LONGEST_WORD) });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>;

/** Routes of security officers and auditors: findings, their cases, and the rules. @param log the ledger's database */
export function detectionRoutes(gate: AccessGate, parts: Parts, log: Connection): Router {
  const routes = guardedRoutes(gate);
  const { knex } = parts;
  const idOf = ({ id }: { readonly id: string }): string => idSchema.safeParse(id).data ?? '';
  const maxBodyBytes = MAX_BODY_BYTES;

  routes.get('/v1/detection/findings', 'detection.see', { answer: findingListSchema }, async ({ now }, permit) => {
    const asker = askerOf(permit, 'finding.judge', now);
    const findings = await listFindings(knex, { limit: MAX });
    return {
      serverTime: now,
      waiting: await countWaiting(knex),
      findings: findings.map((one) => findingView(one, asker)),
    };
  });

  const ofJudgement = { body: judgementSchema, maxBodyBytes };
  routes.post('/v1/detection/findings/:id/judgement', 'finding.judge', ofJudgement, ({ params, body }, permit) =>
    judgeFinding(parts, permit, idOf(params), body),
  );

  const ofHidden = { answer: hiddenSchema };
  routes.get('/v1/detection/findings/:id/hidden', 'detection.see', ofHidden, async ({ params, now }) => {
    const found = await findFinding(knex, idOf(params));
    return found === undefined ? NOT_FOUND : { serverTime: now, ...(await hiddenByException(knex, found, now)) };
  });

  routes.get('/v1/detection/cases', 'detection.see', { answer: caseListSchema }, async ({ now }, permit) => {
    const asker = askerOf(permit, 'case.handle', now);
    return { serverTime: now, cases: (await listCases(knex, MAX)).map((one) => caseView(one, asker)) };
  });

  routes.get('/v1/detection/cases/:id', 'detection.see', { answer: oneCaseSchema }, async ({ params, now }, permit) => {
    const found = await findCase(knex, idOf(params));
    if (found === undefined) return NOT_FOUND;
    const findings = await listFindings(knex, { limit: MAX, caseId: found.id });
    return {
      serverTime: now,
      case: caseView(found, askerOf(permit, 'case.handle', now)),
      findings: findings.map((one) => findingView(one, askerOf(permit, 'finding.judge', now))),
      notes: await notesOf(knex, found.id),
      responses: (await listResponses(knex, { limit: MAX, caseId: found.id })).map((one) =>
        responseView(one, askerOf(permit, 'response.decide', now)),
      ),
    };
  });

  const ofStep = { body: caseStepSchema, maxBodyBytes };
  routes.post('/v1/detection/cases/:id', 'case.handle', ofStep, ({ params, body }, permit) =>
    handleCase(parts, permit, idOf(params), body),
  );

  const ofFile = { sends: { 200: caseFileSchema } };
  routes.post('/v1/detection/cases/:id/file', 'case.export', ofFile, async ({ params, response }, permit) => {
    const bytes = await exportCase(parts, log, permit, idOf(params));
    if (bytes === undefined) return NOT_FOUND;
    response.type('application/json').send(Buffer.from(bytes));
    return undefined;
  });

  const ofBaselines = { answer: baselinesSchema };
  routes.get('/v1/detection/baselines/:kind/:id', 'detection.see', ofBaselines, async ({ params, now }) => {
    const entity = entitySchema.safeParse(params).data;
    if (entity === undefined) return NOT_FOUND;
    return { serverTime: now, entity, baselines: [...(await readBaselines(knex, entity, now))] };
  });

  routes.get('/v1/detection/rules', 'detection.see', { answer: rulesSchema }, async ({ now }) => ({
    serverTime: now,
    rules: (await recordsOfRules(knex)).map(ruleView),
    exceptions: (await listExceptions(knex)).map((one) => exceptionView(one, now)),
  }));

  return routes.router;
}

/** The person, if their duties allow an act, after a fresh proof where it needs one. */
function askerOf({ principal }: Permit, act: Act, nowMs: number): string | null {
  return judgeEntry(principal, act, nowMs).kind === 'allowed' ? principal.personId : null;
}
