import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../platform/access/judge.ts';
import type { Act } from '../../platform/access/vocabulary.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { readBaselines } from './baselines/read-baselines.ts';
import type { BaselinesAnswer, CaseList, FindingList, HiddenAnswer, OneCase, RulesAnswer } from './answers.ts';
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
const BODY_LIMIT_BYTES = 512;

export const judgementSchema = z.strictObject({
  disposition: z.enum(DISPOSITIONS),
  reason: z.enum(ALL_DISPOSITION_REASONS),
});
export const caseStepSchema = z.discriminatedUnion('step', [
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
  const routes = guardedRouter(gate);
  const { knex, clock } = parts;
  const now = () => Math.round(clock.wallMs());
  const idOf = (request: Request): string => idSchema.safeParse(request.params['id']).data ?? '';
  const options = { bodyLimitBytes: BODY_LIMIT_BYTES };

  routes.get('/v1/detection/findings', 'detection.see', { takesNoQuery: true }, async (_request, response, permit) => {
    const asker = askerOf(permit, 'finding.judge', now());
    const findings = await listFindings(knex, { limit: MAX });
    const answer: FindingList = {
      serverTime: now(),
      waiting: await countWaiting(knex),
      findings: findings.map((one) => findingView(one, asker)),
    };
    response.json(answer);
  });

  routes.post('/v1/detection/findings/:id/judgement', 'finding.judge', options, async (request, response, permit) => {
    const body = messageOf(judgementSchema, request, response);
    if (body === undefined) return;
    const answer = await judgeFinding(parts, permit, idOf(request), body);
    if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
    else response.status(204).end();
  });

  routes.get(
    '/v1/detection/findings/:id/hidden',
    'detection.see',
    { takesNoQuery: true },
    async (request, response) => {
      const found = await findFinding(knex, idOf(request));
      if (found === undefined) return sendFailure(response, { code: 'not-found' });
      const at = now();
      const hidden = await hiddenByException(knex, found, at);
      response.json({ serverTime: at, ...hidden } satisfies HiddenAnswer);
    },
  );

  routes.get('/v1/detection/cases', 'detection.see', { takesNoQuery: true }, async (_request, response, permit) => {
    const asker = askerOf(permit, 'case.handle', now());
    const cases = await listCases(knex, MAX);
    response.json({ serverTime: now(), cases: cases.map((one) => caseView(one, asker)) } satisfies CaseList);
  });

  routes.get('/v1/detection/cases/:id', 'detection.see', { takesNoQuery: true }, async (request, response, permit) => {
    const found = await findCase(knex, idOf(request));
    if (found === undefined) return sendFailure(response, { code: 'not-found' });
    const findings = await listFindings(knex, { limit: MAX, caseId: found.id });
    const answer: OneCase = {
      serverTime: now(),
      case: caseView(found, askerOf(permit, 'case.handle', now())),
      findings: findings.map((one) => findingView(one, askerOf(permit, 'finding.judge', now()))),
      notes: await notesOf(knex, found.id),
      responses: (await listResponses(knex, { limit: MAX, caseId: found.id })).map((one) =>
        responseView(one, askerOf(permit, 'response.decide', now())),
      ),
    };
    response.json(answer);
  });

  routes.post('/v1/detection/cases/:id', 'case.handle', options, async (request, response, permit) => {
    const body = messageOf(caseStepSchema, request, response);
    if (body === undefined) return;
    const answer = await handleCase(parts, permit, idOf(request), body);
    if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
    else response.status(204).end();
  });

  routes.post(
    '/v1/detection/cases/:id/file',
    'case.export',
    { bodyLimitBytes: 'none' },
    async (request, response, permit) => {
      const bytes = await exportCase(parts, log, permit, idOf(request));
      if (bytes === undefined) sendFailure(response, { code: 'not-found' });
      else response.type('application/json').send(Buffer.from(bytes));
    },
  );

  routes.get(
    '/v1/detection/baselines/:kind/:id',
    'detection.see',
    { takesNoQuery: true },
    async (request, response) => {
      const asked = entitySchema.safeParse(request.params);
      if (!asked.success) return sendFailure(response, { code: 'not-found' });
      const serverTime = now();
      const baselines = await readBaselines(knex, asked.data, serverTime);
      response.json({ serverTime, entity: asked.data, baselines: [...baselines] } satisfies BaselinesAnswer);
    },
  );

  routes.get('/v1/detection/rules', 'detection.see', { takesNoQuery: true }, async (_request, response) => {
    const at = now();
    const answer: RulesAnswer = {
      serverTime: at,
      rules: (await recordsOfRules(knex)).map(ruleView),
      exceptions: (await listExceptions(knex)).map((one) => exceptionView(one, at)),
    };
    response.json(answer);
  });

  return routes.router;
}

/** The person, if their duties allow an act, after a fresh proof where it needs one. */
function askerOf({ principal }: Permit, act: Act, nowMs: number): string | null {
  return judgeEntry(principal, act, nowMs).kind === 'allowed' ? principal.personId : null;
}
