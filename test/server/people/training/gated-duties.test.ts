/** Two people decide which duties need which courses; without a valid course the duty's acts are refused, and nothing else. */
import { describe, expect, it } from 'vitest';
import { subjectsSince } from '../../../../server/records/alarms/alarm-table.ts';
import { raiseAndEnter } from '../../../../server/records/alarms/enter-alarm.ts';
import type { AlarmKind } from '../../../../server/platform/base/alarm-kinds.ts';
import type { Duty } from '../../../../server/platform/access/principal.ts';
import { insertKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import { QUIET_AFTER_RULE_MS } from '../../../../server/people/training/assign-by-rule.ts';
import { refreshAfterAlarms } from '../../../../server/people/training/refresh-after-alarms.ts';
import { listRefreshers } from '../../../../server/people/training/tables/refresher-table.ts';
import type { PersonId, Role } from '../../../../server/platform/access/vocabulary.ts';
import { COURSES } from '../../../../server/people/training/courses/catalogue.ts';
import { dayOf } from '../../../../server/people/training/standing.ts';
import { insertExam, concludeExam } from '../../../../server/people/training/tables/exam-table.ts';
import { insertTrainingPolicy, type Requirement } from '../../../../server/people/training/tables/policy-table.ts';
import { trainedDuties } from '../../../../server/people/training/trained-duties.ts';
import { refresherKind, trainingPolicyKind } from '../../../../server/people/training/training-kinds.ts';
import { keepTraining, raiseUnapplied } from '../../../../server/people/training/watch-training.ts';
import type { CalendarAnswer } from '../../../../server/oversight/calendar/answers.ts';
import type { ControlsAnswer } from '../../../../server/oversight/compliance/controls/answers.ts';
import type { ExamView, OwnTraining, TrainingOverview } from '../../../../server/people/training/answers.ts';
import { CONCLUDED_EXAM_DAYS, type CourseId } from '../../../../server/people/training/vocabulary.ts';
import { duty, kiosk, person, site } from '../../platform/access/fixtures/principals.ts';
import { entryIndexOf } from '../../../../server/records/ledger/entry/openings.ts';
import { rowSubject } from '../../../../server/records/ledger/recorded/row-content.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { employ, type Employed } from '../../fixtures/employ.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { courseOf } from './fixtures/training-bench.ts';

const DAY_MS = 86_400_000;
const LIMIT = 60_000;
const PROPOSAL = 'c'.repeat(32);

async function authority() {
  const server = await runServer();
  const { context } = server;
  const now = Math.round(context.clock.wallMs());
  const terms = {
    validFrom: now - 100 * DAY_MS,
    validUntil: now + 100 * DAY_MS,
    trainingValidUntil: now + 100 * DAY_MS,
  };
  const hire = (name: string, role: Role, where: Partial<Duty> = {}) =>
    employ(server, name, duty(role, { ...terms, ...where }));
  const parts = {
    ...{ courses: COURSES, passwords: false, onChange: () => undefined },
    isPerson: (_database: unknown, id: PersonId) => Promise.resolve(id !== 'p-gone'),
  };
  return {
    ...{ server, context, now, hire, parts },
    ask: (who: Employed, method: string, path: string, sent?: object) => ask(server, who, method, path, sent),
    /** Puts a policy in force since yesterday. */
    decree: (...requirements: Requirement[]) =>
      context.queue.run((transaction) =>
        insertTrainingPolicy(transaction, {
          ...{ id: PROPOSAL, requirements, fromDay: dayOf(now - DAY_MS), graceDays: 0 },
          ...{ proposedBy: 'p-anna', approvedBy: 'p-berta', approvedAt: now - 2 * DAY_MS },
        }),
      ),
    /** Stores a pass of an exam at a moment. */
    pass: (personId: PersonId, course: CourseId, at = now, validUntil = at + 365 * DAY_MS) =>
      context.queue.run(async (transaction) => {
        const id = `${personId}-${course}-${at}`;
        await insertExam(transaction, { id, personId, course, version: 1, questions: [], begunAt: at, expiresAt: at });
        await concludeExam(transaction, id, { outcome: 'passed', at, validUntil });
      }),
    dutiesOf: (personId: PersonId, at = now) => trainedDuties(parts, context.knex, personId, at),
    decide: (kind: ReturnType<typeof trainingPolicyKind> | ReturnType<typeof refresherKind>, payload: unknown) =>
      context.queue.run((transaction) =>
        kind.apply(transaction, kind.schema.parse(payload) as never, {
          ...{ proposalId: PROPOSAL, proposedBy: person('p-anna'), proposedAs: 'administrator' as const },
          ...{ approvedBy: person('p-berta'), approvedAs: 'administrator' as const, approvedIn: 's', at: now },
        }),
      ),
  };
}

async function ask(server: RunningServer, { cookie }: Employed, method: string, path: string, sent?: object) {
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const body = sent === undefined ? {} : { body: Buffer.from(JSON.stringify(sent)) };
  const { status, text } = await server.ask(path, { as: 'nobody', method, headers, ...body });
  const json: unknown = text === '' ? {} : JSON.parse(text);
  return { json, code: (json as { error?: { code: string } }).error?.code ?? String(status) };
}

describe('a duty without a valid course', () => {
  it('refuses its acts with a reason of its own; the course, the session and safety acts stay', async () => {
    const { ask, hire, decree } = await authority();
    const otto = await hire('p-otto', 'supervisor');
    expect((await ask(otto, 'GET', '/v1/referrals')).code).toBe('200');
    await decree({ role: 'supervisor', courses: ['bias'] });
    expect((await ask(otto, 'GET', '/v1/referrals')).code).toBe('course-missing');
    expect((await ask(otto, 'GET', '/v1/proposals')).code).toBe('course-missing');
    for (const safe of ['/v1/lanes', '/v1/alarms', '/v1/emergencies', '/v1/session', '/v1/session/account'])
      expect([safe, (await ask(otto, 'GET', safe)).code]).toEqual([safe, '200']);
    const view = (await ask(otto, 'GET', '/v1/session')).json as { acts: string[] };
    expect(view.acts).toContain('lane.open-in-emergency');
    expect(view.acts).not.toContain('lane.open');
    const own = (await ask(otto, 'GET', '/v1/training')).json as OwnTraining;
    expect(own.courses.find(({ id }) => id === 'bias')).toMatchObject({ validUntil: null, againBy: null });
    expect(own.courses.find(({ id }) => id === 'bias')?.askedFrom).toBeTypeOf('number');
    const exam = (await ask(otto, 'POST', '/v1/training/exams', { course: 'bias' })).json as ExamView;
    const { questions: bank, texts } = courseOf('bias');
    const answers = exam.questions.map(({ id, options }) => ({
      question: id,
      option: options.indexOf(texts.en.questions[id]!.options[bank.find((one) => one.id === id)!.right]!),
    }));
    expect((await ask(otto, 'POST', `/v1/training/exams/${exam.id}/answers`, { answers })).code).toBe('200');
    expect((await ask(otto, 'GET', '/v1/referrals')).code).toBe('200');
  });

  it('leaves other roles alone, and ends with the next policy', async () => {
    const { hire, decree, dutiesOf } = await authority();
    const otto = await hire('p-otto', 'officer');
    await decree({ role: 'auditor', courses: ['bias'] });
    expect((await dutiesOf(otto.personId))[0]).not.toHaveProperty('coursesValidUntil');
  });
});

describe('administrators', () => {
  it('stay able to act while fewer than two have the courses, and an alarm says so', async () => {
    const { ask, context, hire, decree, pass, dutiesOf, parts, now } = await authority();
    const [anna, berta, carl] = [
      await hire('p-anna', 'administrator'),
      await hire('p-berta', 'administrator'),
      await hire('p-carl', 'administrator'),
    ];
    await decree({ role: 'administrator', courses: ['phishing'] });
    const watched = { ...context, ...parts };
    const abouts = async () => [...(await subjectsSince(context.knex, 'training-not-applied', 0))];
    for (const one of [anna, berta, carl]) expect((await ask(one, 'GET', '/v1/people')).code).toBe('200');
    await raiseUnapplied(watched);
    await raiseUnapplied(watched);
    expect(await abouts()).toEqual(['role/administrator']);
    await pass(anna.personId, 'phishing');
    expect((await ask(carl, 'GET', '/v1/people')).code).toBe('200');
    await pass(berta.personId, 'phishing', now, now + 10 * DAY_MS);
    expect((await ask(carl, 'GET', '/v1/people')).code).toBe('course-missing');
    expect((await ask(anna, 'GET', '/v1/people')).code).toBe('200');
    // When the second pass ends, the third administrator may act again
    const later = (await dutiesOf(carl.personId, now + 11 * DAY_MS))[0];
    expect(later).not.toHaveProperty('coursesValidUntil');
  });

  it('are not asked for courses that fewer than two of them hold on the first day', async () => {
    const { hire, parts, decide, pass, now } = await authority();
    const kind = trainingPolicyKind(parts);
    const wanted = {
      requirements: [{ role: 'administrator', courses: ['phishing'] }],
      ...{ fromDay: dayOf(now + 20 * DAY_MS), graceDays: 30 },
    };
    const [anna, berta] = [await hire('p-anna', 'administrator'), await hire('p-berta', 'administrator')];
    expect(await decide(kind, wanted)).toEqual({ kind: 'inapplicable', code: 'too-few-administrators' });
    await pass(anna.personId, 'phishing');
    await pass(berta.personId, 'phishing', now, now + 10 * DAY_MS);
    expect(await decide(kind, wanted)).toEqual({ kind: 'inapplicable', code: 'too-few-administrators' });
    await pass(berta.personId, 'phishing', now + 1, now + 30 * DAY_MS);
    expect(await decide(kind, wanted)).toMatchObject({ kind: 'applied' });
  });
});

describe('proposals about training', () => {
  it('are made by one person and approved by another, and concern the future', async () => {
    const { ask, hire, now } = await authority();
    const [anna, berta] = [await hire('p-anna', 'administrator'), await hire('p-berta', 'administrator')];
    const propose = (payload: object) => ask(anna, 'POST', '/v1/proposals', { kind: 'training-policy', payload });
    const payload = {
      requirements: [{ role: 'officer', courses: ['bias'] }],
      ...{ fromDay: dayOf(now + DAY_MS), graceDays: 14 },
    };
    expect((await propose({ ...payload, fromDay: dayOf(now) })).code).toBe('proposal-inapplicable');
    expect((await propose({ ...payload, requirements: [...payload.requirements, ...payload.requirements] })).code).toBe(
      'invalid-message',
    );
    const { id, digest } = (await propose(payload)).json as { id: string; digest: string };
    const approval = `/v1/proposals/${id}/approval`;
    expect((await ask(anna, 'POST', approval, { digest })).code).toBe('another-person-required');
    expect((await ask(berta, 'POST', approval, { digest })).code).toBe('204');
    const overview = (await ask(berta, 'GET', '/v1/training/overview')).json as TrainingOverview;
    expect(overview).toMatchObject({ policy: null, next: [payload] });
  });

  it('order a refresher, which ends earlier passes with its day; a wrong day or person is refused', async () => {
    const { context, hire, parts, decide, pass, decree, dutiesOf, now } = await authority();
    const otto = await hire('p-otto', 'officer');
    await decree({ role: 'officer', courses: ['bias'] });
    await pass(otto.personId, 'bias', now - DAY_MS);
    const kind = refresherKind(parts);
    const wanted = {
      course: 'bias',
      people: [otto.personId],
      role: null,
      byDay: dayOf(now),
      cause: 'incident',
      reference: 'Case 7',
    };
    expect(kind.schema.safeParse({ ...wanted, role: 'officer' }).success).toBe(false);
    expect(kind.schema.safeParse({ ...wanted, people: null }).success).toBe(false);
    const objection = (payload: object) =>
      kind.objection?.(context.knex, kind.schema.parse({ ...wanted, ...payload }), person('p-anna'), now);
    expect(await objection({ byDay: dayOf(now - DAY_MS) })).toBe('by-in-the-past');
    expect(await objection({ byDay: dayOf(now + 100 * DAY_MS) })).toBe('by-too-far');
    expect(await objection({ people: ['p-gone'] })).toBe('no-such-person');
    expect(await decide(kind, wanted)).toMatchObject({ kind: 'applied' });
    const [held] = await dutiesOf(otto.personId);
    expect(held?.coursesValidUntil).toBe(Date.parse(dayOf(now)) + DAY_MS);
    expect(held!.coursesValidUntil! > now).toBe(true);
    const clock = { ...context.clock, wallMs: () => now + (CONCLUDED_EXAM_DAYS + 2) * DAY_MS };
    await keepTraining({ ...context, clock, courses: COURSES });
    expect(await context.knex('training_refreshers')).toHaveLength(0);
  });
});

describe('an alarm', () => {
  it('leads to the course that covers it, for those on duty at its lane, once in 90 days, with an entry in the ledger', async () => {
    const { ask, context, hire, decree, pass, dutiesOf, now } = await authority();
    const north = { sites: [site('north')] };
    const [otto, olga] = [await hire('p-otto', 'officer', north), await hire('p-olga', 'officer', north)];
    const [sven, anna] = [
      await hire('p-sven', 'officer', { sites: [site('south')] }),
      await hire('p-anna', 'administrator', north),
    ];
    await decree({ role: 'officer', courses: ['bias'] });
    for (const { personId } of [otto, olga, sven]) await pass(personId, 'bias', now - DAY_MS);
    const lane = { id: kiosk('north-1'), site: 'north', lane: '1', publicKey: new Uint8Array(32), evidenceUrl: null };
    await context.queue.run((transaction) => insertKiosk(transaction, { ...lane, enrolledAt: now }));
    const raise = (kind: AlarmKind, at = now) =>
      context.queue.run((transaction) =>
        raiseAndEnter(transaction, { kind, kioskId: lane.id, fromSequence: null, toSequence: null }, at),
      );
    const look = (at = now) => refreshAfterAlarms({ ...context, clock: { ...context.clock, wallMs: () => at } });
    await raise('proposal-reported');
    await look();
    expect(await listRefreshers(context.knex)).toEqual([]);
    const alarm = await raise('second-look-disagrees');
    await raise('second-look-disagrees');
    await look();
    await look();
    const byDay = dayOf(now + 14 * DAY_MS);
    expect(await listRefreshers(context.knex)).toMatchObject([
      {
        ...{ id: `alarm-${alarm.id}`, course: 'bias', people: ['p-olga', 'p-otto'], role: null, byDay },
        ...{ cause: 'alarm', reference: 'second-look-disagrees', proposedBy: 'server', approvedBy: 'server' },
      },
    ]);
    const until = async ({ personId }: Employed) => (await dutiesOf(personId))[0]?.coursesValidUntil;
    expect(await until(otto)).toBe(Date.parse(byDay) + DAY_MS);
    expect(await until(sven)).toBe(now - DAY_MS + 365 * DAY_MS);
    const overview = (await ask(anna, 'GET', '/v1/training/overview')).json as TrainingOverview;
    expect(overview.refreshers).toMatchObject([{ cause: 'alarm', people: ['p-olga', 'p-otto'] }]);
    // A person who was asked lately is not asked again; a new one is
    await hire('p-omar', 'officer', north);
    await raise('second-look-disagrees', now + DAY_MS);
    await look(now + DAY_MS);
    const asked = (await listRefreshers(context.knex)).map(({ people }) => people);
    expect(asked).toEqual([['p-omar'], ['p-olga', 'p-otto']]);
    await raise('second-look-disagrees', now + QUIET_AFTER_RULE_MS + 1);
    await look(now + QUIET_AFTER_RULE_MS + 1);
    expect((await listRefreshers(context.knex))[0]?.people).toEqual(['p-olga', 'p-otto']);
    await everythingEntered(context);
    const entries = await Promise.all(
      (await listRefreshers(context.knex)).map(({ id }) =>
        entryIndexOf(context.knex, rowSubject('training_refreshers', [id])),
      ),
    );
    expect(entries.map((index) => typeof index)).toEqual(['number', 'number', 'number']);
  });
});

describe('the calendar and the certification pack', () => {
  it('read the courses that were passed, and not only the training on record', async () => {
    const { ask, hire, decree, pass, now } = await authority();
    const [otto, olga] = [await hire('p-otto', 'officer'), await hire('p-olga', 'officer')];
    const [anna, paul] = [await hire('p-anna', 'administrator'), await hire('p-paul', 'privacy-officer')];
    const ends = async () => {
      const { items } = (await ask(anna, 'GET', '/v1/calendar')).json as CalendarAnswer;
      return items.filter(({ kind }) => kind === 'training-end').map(({ subject, isOverdue }) => [subject, isOverdue]);
    };
    const lapsed = async () => {
      const { figures } = (await ask(paul, 'GET', '/v1/compliance/controls')).json as ControlsAnswer;
      return figures.find(({ query }) => query === 'lapsed-trainings');
    };
    expect(await ends()).toEqual([]);
    expect(await lapsed()).toMatchObject({ count: 0, state: 'good' });
    await decree({ role: 'officer', courses: ['bias'] });
    await pass(olga.personId, 'bias', now, now + 20 * DAY_MS);
    expect(await ends()).toEqual([
      [otto.personId, true],
      [olga.personId, false],
    ]);
    expect(await lapsed()).toMatchObject({ count: 1, state: 'attention' });
  });
});

describe('the overview', () => {
  it(
    'shows names and dates, and no failed exam',
    async () => {
      const { ask, hire, pass, now } = await authority();
      const otto = await hire('p-otto', 'officer');
      const paula = await hire('p-paula', 'privacy-officer');
      await pass(otto.personId, 'bias');
      await ask(otto, 'POST', '/v1/training/exams', { course: 'phishing' });
      const { json } = await ask(paula, 'GET', '/v1/training/overview');
      expect(JSON.stringify(json)).not.toMatch(/failed|out-of-time|attempt/);
      const shown = (json as TrainingOverview).people.find(({ personId }) => personId === 'p-otto');
      expect(shown?.courses.find(({ course }) => course === 'bias')).toMatchObject({ validUntil: now + 365 * DAY_MS });
      expect((await ask(otto, 'GET', '/v1/training/overview')).code).toBe('not-entitled');
    },
    LIMIT,
  );
});
