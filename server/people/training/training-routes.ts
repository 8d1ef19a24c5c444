/** A person's own training: courses, exams and results. Reached without a duty. */
import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { readQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { CourseView, DrillList, DrillText, OwnTraining, TrainingOverview } from './answers.ts';
import { drillText, showDrills } from './drills/show-drills.ts';
import { answerExam, beginExam, showExam, type TrainingDesk } from './exams.ts';
import { trainingOverview } from './overview.ts';
import { ownTraining } from './own-training.ts';
import { findExam } from './tables/exam-table.ts';
import { COURSE_IDS, COURSE_LANGUAGES, DRILL_SCENARIOS } from './vocabulary.ts';

const language = z.enum(COURSE_LANGUAGES);
export const courseQuerySchema = z.strictObject({ language: language.default('en') });
export const beginExamSchema = z.strictObject({ course: z.enum(COURSE_IDS), language: language.default('en') });
export const examAnswersSchema = z.strictObject({
  language: language.default('en'),
  answers: z
    .array(z.strictObject({ question: z.string().max(40), option: z.int().min(0).max(4) }))
    .min(1)
    .max(40),
});
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

export function trainingRoutes(gate: AccessGate, desk: TrainingDesk): Router {
  const routes = guardedRouter(gate);

  routes.ofOneself('get', '/v1/training', async (request, response, principal) => {
    const read = readQuery(courseQuerySchema, request.query);
    if (read.kind === 'refused') sendFailure(response, { code: 'invalid-query', faults: read.faults });
    else response.json((await ownTraining(desk, principal.personId, read.query.language)) satisfies OwnTraining);
  });

  routes.get('/v1/training/overview', 'training.see', { takesNoQuery: true }, async (_request, response) => {
    const now = Math.round(desk.clock.wallMs());
    response.json((await trainingOverview(desk, desk.knex, now)) satisfies TrainingOverview);
  });

  routes.get('/v1/training/drills', 'drills.see', { takesNoQuery: true }, async (_request, response) => {
    response.json((await showDrills(desk.knex, Math.round(desk.clock.wallMs()))) satisfies DrillList);
  });

  routes.ofOneself('get', '/v1/training/drills/:scenario', (request, response) => {
    const read = readQuery(courseQuerySchema, request.query);
    const scenario = DRILL_SCENARIOS.find((one) => one === request.params['scenario']);
    if (read.kind === 'refused') sendFailure(response, { code: 'invalid-query', faults: read.faults });
    else if (scenario === undefined) sendFailure(response, { code: 'not-found' });
    else response.json(drillText(scenario, read.query.language) satisfies DrillText);
  });

  routes.ofOneself('get', '/v1/training/courses/:course', (request, response) => {
    const read = readQuery(courseQuerySchema, request.query);
    const course = [...desk.courses.values()].find(({ id }) => id === request.params['course']);
    if (read.kind === 'refused') sendFailure(response, { code: 'invalid-query', faults: read.faults });
    else if (course === undefined) sendFailure(response, { code: 'not-found' });
    else {
      const { id, version, sources } = course;
      const { title, lessons } = course.texts[read.query.language];
      response.json({ id, version, title, lessons, sources } satisfies CourseView);
    }
  });

  routes.ofOneself('post', '/v1/training/exams', async (request, response, { personId }) => {
    const wanted = messageOf(beginExamSchema, request, response);
    if (wanted === undefined) return;
    const begun = await beginExam(desk, personId, wanted.course);
    const view = begun.kind === 'begun' ? showExam(desk, begun.exam, wanted.language) : undefined;
    if (begun.kind === 'refused') sendFailure(response, begun);
    else if (view === undefined) sendFailure(response, { code: 'not-found' });
    else response.status(201).json(view);
  });

  routes.ofOneself('get', '/v1/training/exams/:id', async (request, response, { personId }) => {
    const read = readQuery(courseQuerySchema, request.query);
    if (read.kind === 'refused') {
      sendFailure(response, { code: 'invalid-query', faults: read.faults });
      return;
    }
    const exam = await findExam(desk.knex, idOf(request.params['id']), personId);
    const view = exam && showExam(desk, exam, read.query.language);
    if (view === undefined) sendFailure(response, { code: 'not-found' });
    else response.json(view);
  });

  routes.ofOneself('post', '/v1/training/exams/:id/answers', async (request, response, { personId }) => {
    const said = messageOf(examAnswersSchema, request, response);
    if (said === undefined) return;
    const concluded = await answerExam(desk, personId, idOf(request.params['id']), said);
    if (concluded.kind === 'refused') sendFailure(response, concluded);
    else response.json(concluded.exam);
  });

  return routes.router;
}

/** An invalid id names no exam. */
function idOf(value: unknown): string {
  const id = idSchema.safeParse(value);
  return id.success ? id.data : '';
}
