/** A person's own training: courses, exams and results. Reached without a duty. */
import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import {
  concludedExamSchema,
  courseViewSchema,
  drillListSchema,
  drillTextSchema,
  examViewSchema,
  ownTrainingSchema,
  trainingOverviewSchema,
} from './answers.ts';
import { drillText, showDrills } from './drills/show-drills.ts';
import { answerExam, beginExam, showExam, type TrainingDesk } from './exams.ts';
import { trainingOverview } from './overview.ts';
import { ownTraining } from './own-training.ts';
import { findExam } from './tables/exam-table.ts';
import { COURSE_IDS, COURSE_LANGUAGES, DRILL_SCENARIOS } from './vocabulary.ts';

const language = z.enum(COURSE_LANGUAGES);
const courseQuerySchema = z.strictObject({ language: language.default('en') });
const beginExamSchema = z.strictObject({ course: z.enum(COURSE_IDS), language: language.default('en') });
const examAnswersSchema = z.strictObject({
  language: language.default('en'),
  answers: z
    .array(z.strictObject({ question: z.string().max(40), option: z.int().min(0).max(4) }))
    .min(1)
    .max(40),
});
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

export function trainingRoutes(gate: AccessGate, desk: TrainingDesk): Router {
  const routes = guardedRoutes(gate);

  const query = courseQuerySchema;

  routes.ofOneself('get', '/v1/training', { query, answer: ownTrainingSchema }, (asked, { personId }) =>
    ownTraining(desk, personId, asked.query.language),
  );

  routes.get('/v1/training/overview', 'training.see', { answer: trainingOverviewSchema }, ({ now }) =>
    trainingOverview(desk, desk.knex, now),
  );

  routes.get('/v1/training/drills', 'drills.see', { answer: drillListSchema }, ({ now }) => showDrills(desk.knex, now));

  routes.ofOneself('get', '/v1/training/drills/:scenario', { query, answer: drillTextSchema }, (asked) => {
    const scenario = DRILL_SCENARIOS.find((one) => one === asked.params.scenario);
    return scenario === undefined ? NOT_FOUND : drillText(scenario, asked.query.language);
  });

  routes.ofOneself('get', '/v1/training/courses/:course', { query, answer: courseViewSchema }, (asked) => {
    const course = [...desk.courses.values()].find(({ id }) => id === asked.params.course);
    if (course === undefined) return NOT_FOUND;
    const { id, version, sources } = course;
    const { title, lessons } = course.texts[asked.query.language];
    return { id, version, title, lessons, sources };
  });

  const ofExam = { body: beginExamSchema, answer: examViewSchema, status: 201 };
  routes.ofOneself('post', '/v1/training/exams', ofExam, async ({ body }, { personId }) => {
    const begun = await beginExam(desk, personId, body.course);
    if (begun.kind === 'refused') return begun;
    return showExam(desk, begun.exam, body.language) ?? NOT_FOUND;
  });

  routes.ofOneself('get', '/v1/training/exams/:id', { query, answer: examViewSchema }, async (asked, { personId }) => {
    const exam = await findExam(desk.knex, idOf(asked.params.id), personId);
    return (exam && showExam(desk, exam, asked.query.language)) ?? NOT_FOUND;
  });

  const ofAnswers = { body: examAnswersSchema, answer: concludedExamSchema };
  routes.ofOneself('post', '/v1/training/exams/:id/answers', ofAnswers, async ({ params, body }, { personId }) => {
    const concluded = await answerExam(desk, personId, idOf(params.id), body);
    return concluded.kind === 'refused' ? concluded : concluded.exam;
  });

  return routes.router;
}

/** An invalid id names no exam. */
function idOf(id: string): string {
  return idSchema.safeParse(id).data ?? '';
}
