/** The requests of a person's own training, in every language. */
import { describe, expect, it } from 'vitest';
import { courseOf } from './fixtures/training-bench.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { signInAs } from '../people/fixtures/sign-in-as.ts';
import type { ConcludedExam, ExamView, OwnTraining } from '../../../../server/people/training/answers.ts';

async function trainee(role: 'officer' | 'partner' = 'officer') {
  const server = await runServer();
  const cookie = `postern-session=${await signInAs(server, 'p-otto', role)}`;
  const ask = async (method: string, path: string, sent?: object) => {
    const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const body = sent === undefined ? {} : { body: Buffer.from(JSON.stringify(sent)) };
    const { status, text } = await server.ask(path, { as: 'nobody', method, headers, ...body });
    const json: unknown = JSON.parse(text);
    return { status, json, text, code: (json as { error?: { code: string } }).error?.code };
  };
  return { server, ask };
}

/** Answers that are right, found by the texts that the browser shows. */
function rightAnswers({ questions }: ExamView) {
  const { questions: bank, texts } = courseOf('evidence');
  return questions.map(({ id, options }) => {
    const right = bank.find((one) => one.id === id)!.right;
    return { question: id, option: options.indexOf(texts.fr.questions[id]!.options[right]!) };
  });
}

describe('own training', () => {
  it('leads from the lessons over an exam to a validity, in the language of the person', async () => {
    const { ask } = await trainee();
    const own = await ask('GET', '/v1/training?language=de');
    expect((own.json as OwnTraining).courses.map(({ validUntil }) => validUntil)).toEqual([null, null, null, null]);
    const lessons = await ask('GET', '/v1/training/courses/evidence?language=de');
    expect(lessons.json).toHaveProperty('title', 'Regeln für Kontrollaufnahmen');
    expect(lessons.text).not.toContain('because');
    const begun = await ask('POST', '/v1/training/exams', { course: 'evidence', language: 'fr' });
    expect(begun.status).toBe(201);
    const exam = begun.json as ExamView;
    expect(begun.text).not.toContain('because');
    const again = await ask('GET', `/v1/training/exams/${exam.id}?language=fr`);
    expect(again.json).toEqual(begun.json);
    const answers = { answers: rightAnswers(exam), language: 'fr' };
    const path = `/v1/training/exams/${exam.id}/answers`;
    const concluded = await ask('POST', path, answers);
    expect(concluded.json).toMatchObject({ outcome: 'passed', right: 5, of: 5 });
    expect((await ask('POST', path, answers)).code).toBe('exam-over');
    expect((await ask('GET', `/v1/training/exams/${exam.id}`)).status).toBe(404);
    const after = await ask('GET', '/v1/training');
    const evidence = (after.json as OwnTraining).courses.find(({ id }) => id === 'evidence');
    expect(evidence).toMatchObject({ validUntil: (concluded.json as ConcludedExam).validUntil, attemptsLeft: 2 });
  });

  it('is reached without a session by no one, and refuses unknown courses, languages and fields', async () => {
    const { server, ask } = await trainee('partner');
    expect((await server.ask('/v1/training', { as: 'nobody' })).status).toBe(401);
    expect((await ask('GET', '/v1/training/courses/cooking')).status).toBe(404);
    expect((await ask('GET', '/v1/training?language=la')).status).toBe(400);
    expect((await ask('POST', '/v1/training/exams', { course: 'cooking' })).status).toBe(422);
    expect((await ask('POST', '/v1/training/exams', { course: 'bias', seed: 1 })).status).toBe(422);
    expect(
      (await ask('POST', '/v1/training/exams/none/answers', { answers: [{ question: 'q', option: 0 }] })).status,
    ).toBe(404);
  });
});
