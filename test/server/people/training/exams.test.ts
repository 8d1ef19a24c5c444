/** Exams: drawn and graded in the server, one at a time, a few a day, concluded once. */
import { describe, expect, it } from 'vitest';
import { COURSES } from '../../../../server/people/training/courses/catalogue.ts';
import type { Course } from '../../../../server/people/training/courses/course.ts';
import { drawQuestions, gradeAnswers, systemTicket } from '../../../../server/people/training/draw.ts';
import { type answerExam, beginExam, showExam } from '../../../../server/people/training/exams.ts';
import { findOpenExam } from '../../../../server/people/training/tables/exam-table.ts';
import { keepTraining } from '../../../../server/people/training/watch-training.ts';
import { CONCLUDED_EXAM_DAYS } from '../../../../server/people/training/vocabulary.ts';
import { person } from '../../platform/access/fixtures/principals.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { answersTo, courseOf, trainingBench } from './fixtures/training-bench.ts';

const DAY_MS = 86_400_000;
const ANNA = person('p-anna');
const OTTO = person('p-otto');

describe('an exam', () => {
  it('draws questions once each, in another order each time, and shows no right answer', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'phishing');
    const course = courseOf('phishing');
    expect(new Set(exam.questions.map(({ id }) => id)).size).toBe(course.exam.draws);
    const shown = JSON.stringify(showExam(bench.desk, exam, 'de'));
    for (const { id } of exam.questions) {
      expect(shown).not.toContain(course.texts.de.questions[id]!.because);
      expect(shown).toContain(course.texts.de.questions[id]!.asks);
    }
    expect(shown).not.toMatch(/right|"[abcde]"/);
    const orders = new Set(
      Array.from({ length: 40 }, () => JSON.stringify(drawQuestions(course, systemTicket).map(({ id }) => id))),
    );
    expect(orders.size).toBeGreaterThan(1);
  });

  it('is passed with enough right answers, and valid for the days of the course', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    const { passes, draws } = courseOf('bias').exam;
    const concluded = await bench.answer(ANNA, exam, answersTo(exam, draws - passes));
    expect(concluded).toMatchObject({ kind: 'concluded', exam: { outcome: 'passed', right: passes, of: draws } });
    if (concluded.kind !== 'concluded') throw new Error('concluded');
    expect(concluded.exam.validUntil).toBe(Math.round(bench.clock.wallMs()) + courseOf('bias').validDays * DAY_MS);
    expect(concluded.exam.marks.filter(({ isRight }) => !isRight)).toHaveLength(draws - passes);
  });

  it('fails with one right answer too few, and stores neither answers nor their number', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    const { passes, draws } = courseOf('bias').exam;
    const concluded = await bench.answer(ANNA, exam, answersTo(exam, draws - passes + 1));
    expect(concluded).toMatchObject({ exam: { outcome: 'failed', validUntil: null } });
    const [row] = await bench.context.knex('training_exams').where({ id: exam.id });
    expect(Object.keys(row).sort()).toEqual([
      'begun_at',
      'concluded_at',
      'course',
      'expires_at',
      'id',
      'outcome',
      'person_id',
      'questions',
      'valid_until',
      'version',
    ]);
    expect(row).toMatchObject({ outcome: 'failed', valid_until: null });
  });

  it('is concluded once: replayed answers, also at the same time, change nothing', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    const wrong = answersTo(exam, exam.questions.length);
    const all = await Promise.all(
      [wrong, answersTo(exam, 0), answersTo(exam, 0)].map((one) => bench.answer(ANNA, exam, one)),
    );
    expect(all.map(codeOf)).toEqual(['failed', 'exam-over', 'exam-over']);
    expect(codeOf(await bench.answer(ANNA, exam, answersTo(exam, 0)))).toBe('exam-over');
  });

  it('is the person’s own: another person neither sees nor answers it', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    expect(codeOf(await bench.answer(OTTO, exam, answersTo(exam, 0)))).toBe('not-found');
    expect(await findOpenExam(bench.context.knex, OTTO)).toBeUndefined();
  });

  it.each([
    [
      'a forged question',
      (answers: Answers) => answers.map((one, at) => (at === 0 ? { ...one, question: 'forged' } : one)),
    ],
    [
      'a question that was not drawn',
      (answers: Answers) => [...answers.slice(1), { question: undrawn(answers), option: 0 }],
    ],
    ['a question twice', (answers: Answers) => [...answers.slice(1), answers[1]!]],
    ['one answer too few', (answers: Answers) => answers.slice(1)],
    ['an option that was not shown', (answers: Answers) => answers.map((one) => ({ ...one, option: 4 }))],
  ])('refuses %s, and stays open', async (_what, forge) => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    expect(codeOf(await bench.answer(ANNA, exam, forge(answersTo(exam, 0))))).toBe('invalid-message');
    expect(codeOf(await bench.answer(ANNA, exam, answersTo(exam, 0)))).toBe('passed');
  });

  it('is resumed with the same questions, and keeps others closed: two begun at once are one', async () => {
    const bench = await trainingBench();
    const both = await Promise.all([bench.begin(ANNA, 'bias'), bench.begin(ANNA, 'bias')]);
    expect(both[0].exam).toEqual(both[1].exam);
    const other = await beginExam(bench.desk, ANNA, 'phishing');
    expect(other).toMatchObject({ kind: 'refused', code: 'exam-open' });
  });

  it('ends out of time, at the first answer or by the watch', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    bench.turn(courseOf('bias').exam.minutes * 60_000);
    expect(codeOf(await bench.answer(ANNA, exam, answersTo(exam, 0)))).toBe('out-of-time');
    await bench.begin(OTTO, 'bias');
    bench.turn(DAY_MS);
    await keepTraining(bench.desk);
    expect(await findOpenExam(bench.context.knex, OTTO)).toBeUndefined();
  });

  it('is not prolonged or passed by a clock that is set back', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    bench.turn(-2 * DAY_MS);
    expect(codeOf(await beginExam(bench.desk, ANNA, 'phishing'))).toBe('exam-open');
    bench.turn(2 * DAY_MS + courseOf('bias').exam.minutes * 60_000);
    expect(codeOf(await bench.answer(ANNA, exam, answersTo(exam, 0)))).toBe('out-of-time');
  });

  it('ends when its course has a new version, and does not count as an attempt', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    bench.renew('bias');
    expect(showExam(bench.desk, exam, 'en')).toBeUndefined();
    expect(codeOf(await bench.answer(ANNA, exam, answersTo(exam, 0)))).toBe('course-changed');
    for (let attempt = 0; attempt < courseOf('bias').exam.attemptsPerDay; attempt += 1) {
      const next = await bench.begin(ANNA, 'bias');
      expect(next.exam.version).toBe(exam.version + 1);
      expect(codeOf(await bench.answer(ANNA, next.exam, answersTo(next.exam, 9)))).toBe('failed');
    }
    const refused = await beginExam(bench.desk, ANNA, 'bias');
    expect(refused).toMatchObject({ code: 'rate-limited', retryAfterS: DAY_MS / 1_000 });
    bench.turn(DAY_MS);
    expect(codeOf(await beginExam(bench.desk, ANNA, 'bias'))).toBe('begun');
  });

  it('is neither begun nor concluded by a disabled person', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    bench.gone.add(ANNA);
    expect(codeOf(await bench.answer(ANNA, exam, answersTo(exam, 0)))).toBe('not-entitled');
    expect(codeOf(await beginExam(bench.desk, ANNA, 'bias'))).toBe('not-entitled');
  });

  it('is entered in the ledger at its beginning and its conclusion, and erased long after', async () => {
    const bench = await trainingBench();
    const { exam } = await bench.begin(ANNA, 'bias');
    await bench.answer(ANNA, exam, answersTo(exam, 0));
    await everythingEntered(bench.context);
    const subjects = await bench.context.knex('ledger_openings').where({ subject: `row/training_exams/${exam.id}` });
    expect(subjects).toHaveLength(2);
    bench.turn((courseOf('bias').validDays + CONCLUDED_EXAM_DAYS) * DAY_MS - 1);
    await keepTraining(bench.desk);
    expect(await bench.context.knex('training_exams')).toHaveLength(1);
    bench.turn(2);
    await keepTraining(bench.desk);
    expect(await bench.context.knex('training_exams')).toHaveLength(0);
  });
});

describe('grading', () => {
  it('does not depend on the order of the answers or the language', () => {
    for (const course of COURSES.values()) {
      const drawn = drawQuestions(course, systemTicket);
      const answers = answersOf(course, drawn);
      const graded = gradeAnswers(course, drawn, [...answers].reverse());
      expect(graded?.every(({ isRight }) => isRight)).toBe(true);
    }
  });
});

type Answers = ReturnType<typeof answersTo>;

function answersOf(course: Course, drawn: ReturnType<typeof drawQuestions>) {
  return drawn.map(({ id, options }) => ({
    question: id,
    option: options.indexOf(course.questions.find((one) => one.id === id)!.right),
  }));
}

function undrawn(answers: Answers): string {
  return courseOf('bias').questions.find(({ id }) => answers.every(({ question }) => question !== id))!.id;
}

function codeOf(answer: Awaited<ReturnType<typeof answerExam>> | Awaited<ReturnType<typeof beginExam>>): string {
  if (answer.kind === 'refused') return answer.code;
  return answer.kind === 'begun' ? 'begun' : answer.exam.outcome;
}
