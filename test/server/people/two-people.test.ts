/** Acts on a colleague's account that one administrator cannot do alone. */
import { describe, expect, it } from 'vitest';
import { putRecovery, type Recovery } from '../../../server/people/tables/recoveries.ts';
import type { AskedRecovery, IssuedCode } from '../../../server/people/answers/people.ts';
import { handTurnedClock } from '../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../fixtures/running-server.ts';
import { testBrowser } from './fixtures/browser.ts';
import { enrolByCode, invitedPerson, originOf, stepUp, twoAdministrators, type Enrolled } from './fixtures/enrolled.ts';
import { SoftAuthenticator } from './fixtures/soft-authenticator.ts';
import { changeRecorded, insertRecorded } from '../fixtures/write-recorded.ts';

const MINUTE = 60_000;
const DAY_MS = 86_400_000;

async function withAdministrators() {
  const clock = handTurnedClock();
  const server = await runServer({ clock });
  const [anna, ben] = await twoAdministrators(server);
  return { server, clock, anna, ben };
}

const codeOf = ({ text }: { text: string }) => /"code":"([a-z-]+)"/.exec(text)?.[1];

/** Proposes, and approves as the other person. Resolves to the code of the refusal, if any. */
async function decide(by: Enrolled, other: Enrolled, kind: string, payload: unknown): Promise<string | undefined> {
  const proposed = await by.browser.post('/v1/proposals', { kind, payload });
  if (proposed.status !== 201) return codeOf(proposed);
  const { id, digest } = JSON.parse(proposed.text) as { id: string; digest: string };
  return codeOf(await other.browser.post(`/v1/proposals/${id}/approval`, { digest }));
}

function duty(server: RunningServer, person: string, role: string) {
  const now = server.context.clock.wallMs();
  return {
    ...{ person, role, sites: 'all', lanes: 'all', shifts: [] },
    ...{ validFrom: now, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS },
  };
}

async function recovered(anna: Enrolled, ben: Enrolled, id: string): Promise<string> {
  const asked = JSON.parse((await anna.browser.post(`/v1/people/${id}/recoveries`)).text) as AskedRecovery;
  const approved = await ben.browser.post(`/v1/people/recoveries/${asked.id}/approval`);
  return `${asked.half.code} ${(JSON.parse(approved.text) as IssuedCode).code}`;
}

describe('an invitation', () => {
  it('is refused to one administrator for a person with a duty whose keys were revoked', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    expect(await decide(anna, ben, 'duty-give', duty(server, carla.id, 'officer'))).toBeUndefined();
    const code = await recovered(anna, ben, carla.id);
    const again = await anna.browser.post('/v1/people/invitations', { id: carla.id, displayName: 'Carla Third' });
    expect([again.status, codeOf(again)]).toEqual([409, 'two-people-required']);
    expect((await enrolByCode(server, code)).id).toBe(carla.id);
  });

  it('is refused to one administrator for a person who is proposed for a duty', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    const payload = duty(server, carla.id, 'officer');
    expect((await ben.browser.post('/v1/proposals', { kind: 'duty-give', payload })).status).toBe(201);
    await recovered(anna, ben, carla.id);
    const again = await anna.browser.post('/v1/people/invitations', { id: carla.id, displayName: 'Carla Third' });
    expect(codeOf(again)).toBe('two-people-required');
  });

  it('makes no key after its person has been given a duty', async () => {
    const { server, anna } = await withAdministrators();
    const invited = await anna.browser.post('/v1/people/invitations', { id: 'dora-fourth', displayName: 'Dora' });
    const { code } = JSON.parse(invited.text) as { code: string };
    const stranger = testBrowser(server);
    const begun = JSON.parse((await stranger.post('/v1/people/enrolment/passkey/options', { code })).text);
    const { knex } = server.database;
    const [of = {}] = (await knex('duties').limit(1)) as Record<string, unknown>[];
    await insertRecorded(knex, 'duties', { ...of, id: 'f'.repeat(32), person_id: 'dora-fourth', role: 'officer' });
    expect(codeOf(await stranger.post('/v1/people/enrolment', { code }))).toBeUndefined();
    expect(codeOf(await stranger.post('/v1/people/enrolment/passkey/options', { code }))).toBe(
      'enrolment-code-refused',
    );
    const response = new SoftAuthenticator(originOf(server)).create(begun.options);
    const ended = await stranger.post('/v1/people/enrolment/passkey', {
      ...{ ceremony: begun.ceremony, response, name: 'Key' },
    });
    expect(codeOf(ended)).toBe('enrolment-code-refused');
    expect(await knex('passkeys').where({ person_id: 'dora-fourth' })).toEqual([]);
  });
});

describe('a recovery code', () => {
  it('is useless to either administrator alone', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    expect(await decide(anna, ben, 'duty-give', duty(server, carla.id, 'officer'))).toBeUndefined();
    const asked = JSON.parse((await anna.browser.post(`/v1/people/${carla.id}/recoveries`)).text) as AskedRecovery;
    const approved = await ben.browser.post(`/v1/people/recoveries/${asked.id}/approval`);
    const [first, second] = [asked.half, JSON.parse(approved.text) as IssuedCode];
    expect([first.part, second.part, first.code.length]).toEqual(['first-half', 'second-half', 17]);
    const look = async (code: string) => codeOf(await testBrowser(server).post('/v1/people/enrolment', { code }));
    for (const code of [first.code, second.code, second.code + first.code, first.code + first.code]) {
      expect(await look(code)).toBe('enrolment-code-refused');
    }
    expect(await look(`${first.code} ${second.code}`.toLowerCase())).toBeUndefined();
    const { text } = await ben.browser.get('/v1/people/recoveries');
    expect(text).not.toMatch(/half|[0-9a-f]{64}/);
  });

  it('must be requested again if it was requested before codes had halves', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    const asked = JSON.parse((await anna.browser.post(`/v1/people/${carla.id}/recoveries`)).text) as AskedRecovery;
    const { half: _half, ...before } = asked;
    const old = { ...before, personId: carla.id, askedBy: anna.id, halfDigest: null } as unknown as Recovery;
    await server.context.queue.run((transaction) => putRecovery(transaction, old));
    const approved = await ben.browser.post(`/v1/people/recoveries/${asked.id}/approval`);
    expect(codeOf(approved)).toBe('proposal-inapplicable');
    expect((await carla.browser.session()).principal).not.toBeNull();
  });
});

describe('a duty', () => {
  it('is refused for a person who has not enrolled', async () => {
    const { server, anna, ben } = await withAdministrators();
    await anna.browser.post('/v1/people/invitations', { id: 'dora-fourth', displayName: 'Dora' });
    expect(await decide(anna, ben, 'duty-give', duty(server, 'dora-fourth', 'officer'))).toBe('proposal-inapplicable');
  });
});

describe('disabling an administrator', () => {
  it('takes two people when there are two administrators; one may be a privacy officer', async () => {
    const { server, anna, ben } = await withAdministrators();
    const petra = await invitedPerson(server, anna, 'petra-third');
    expect(await decide(anna, ben, 'duty-give', duty(server, petra.id, 'privacy-officer'))).toBeUndefined();
    const alone = await anna.browser.post('/v1/people/ben-second/disable');
    expect([alone.status, codeOf(alone)]).toEqual([409, 'two-people-required']);
    expect((await ben.browser.session()).principal).not.toBeNull();
    expect(await decide(anna, anna, 'person-disable', { person: 'ben-second' })).toBe('another-person-required');
    expect(await decide(anna, ben, 'person-disable', { person: 'ben-second' })).toBe('proposal-inapplicable');
    expect(await decide(ben, anna, 'person-disable', { person: 'ben-second' })).toBe('proposal-inapplicable');
    expect(await decide(petra, anna, 'person-disable', { person: 'ben-second' })).toBe('not-entitled');
    expect(await decide(anna, petra, 'person-disable', { person: 'ben-second' })).toBeUndefined();
    expect((await ben.browser.session()).principal).toBeNull();
    const acts = await server.database.knex('acts').where({ act: 'people.disable' }).select('person_id', 'subject');
    expect(acts).toContainEqual({ person_id: 'anna-first', subject: 'ben-second' });
  });

  it('takes one person when there are three, and then no further one', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    expect(await decide(anna, ben, 'duty-give', duty(server, carla.id, 'administrator'))).toBeUndefined();
    await stepUp(carla);
    const both = await Promise.all([
      anna.browser.post('/v1/people/ben-second/disable'),
      ben.browser.post('/v1/people/carla-third/disable'),
      carla.browser.post('/v1/people/anna-first/disable'),
    ]);
    expect(both.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
  });

  it('leaves recovery possible; a start prints and records a code for each missing administrator', async () => {
    const { server, clock, anna, ben } = await withAdministrators();
    const { knex } = server.database;
    await changeRecorded(knex, 'people', { id: 'ben-second' }, { disabled_at: clock.wallMs() });
    expect(codeOf(await ben.browser.get('/v1/people'))).toBe('not-signed-in');
    await server.close();
    const again = await runServer({ dataDir: server.dataDir, clock, port: server.port });
    expect(again.firstRun?.codes).toHaveLength(1);
    const [printed] = await again.database
      .knex('acts')
      .where({ act: 'account.print-codes' })
      .orderBy('at', 'desc')
      .orderBy('position', 'desc');
    expect(printed).toMatchObject({ person_id: 'command-line', details: '{"codes":1}' });
    const [code = ''] = again.firstRun?.codes ?? [];
    const dora = await enrolByCode(again, code, { id: 'dora-fourth', displayName: 'Dora' });
    const asked = await anna.browser.post('/v1/people/ben-second/recoveries');
    const { id } = JSON.parse(asked.text) as { id: string };
    expect((await dora.browser.post(`/v1/people/recoveries/${id}/approval`)).status).toBe(201);
    await again.close();
    expect((await runServer({ dataDir: server.dataDir, clock })).firstRun).toBeUndefined();
  });
});

describe('adding a passkey', () => {
  const begin = async ({ browser }: Enrolled, server: RunningServer) => {
    const begun = await browser.post('/v1/session/passkeys/options');
    const { ceremony, options } = JSON.parse(begun.text);
    return { ceremony, response: new SoftAuthenticator(originOf(server)).create(options), name: 'Another' };
  };

  it('checks at its end that the proof is still fresh', async () => {
    const { server, clock, anna } = await withAdministrators();
    clock.turn(4 * MINUTE);
    const answer = await begin(anna, server);
    clock.turn(2 * MINUTE);
    expect(codeOf(await anna.browser.post('/v1/session/passkeys', answer))).toBe('step-up-required');
    expect(await server.database.knex('passkeys').where({ person_id: 'anna-first' })).toHaveLength(1);
  });

  it('counts the keys again at its end: of many simultaneous additions ten are kept', async () => {
    const { server, anna } = await withAdministrators();
    const begun = [];
    for (let n = 0; n < 11; n++) begun.push(await begin(anna, server));
    const ended = await Promise.all(begun.map((one) => anna.browser.post('/v1/session/passkeys', one)));
    expect(ended.filter(({ status }) => status === 201)).toHaveLength(9);
    expect(await server.database.knex('passkeys').where({ person_id: 'anna-first' })).toHaveLength(10);
  });
});
