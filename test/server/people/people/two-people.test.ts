/** Acts on a colleague's account that one administrator cannot do alone. */
import { describe, expect, it } from 'vitest';
import { putRecovery, type Recovery } from '../../../../server/people/people/tables/recoveries.ts';
import type { AskedRecovery, IssuedCode, RecoveryList } from '../../../../server/people/people/answers/people.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testBrowser } from './fixtures/browser.ts';
import {
  enrolByCode,
  invitedPerson,
  originOf,
  signIn,
  stepUp,
  twoAdministrators,
  type Enrolled,
} from './fixtures/enrolled.ts';
import { SoftAuthenticator } from './fixtures/soft-authenticator.ts';
import { changeRecorded, insertRecorded } from '../../fixtures/write-recorded.ts';

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

describe('the origin of an account', () => {
  const beforeOf = async (viewer: Enrolled, id: string) => {
    const { text } = await viewer.browser.get(`/v1/proposals/${id}`);
    const { before, basis } = (JSON.parse(text) as { proposal: { before: unknown; basis: string } }).proposal;
    return { before, basis };
  };
  const propose = async (by: Enrolled, payload: unknown) => {
    const answer = await by.browser.post('/v1/proposals', { kind: 'duty-give', payload });
    return { status: answer.status, ...(JSON.parse(answer.text) as { id: string; digest: string; code?: string }) };
  };

  it('is shown to the approver of the first duty, with a warning where one person invited and proposed', async () => {
    const { server, clock, anna, ben } = await withAdministrators();
    const since = clock.wallMs();
    const sock = await invitedPerson(server, anna, 'sock');
    const wish = duty(server, sock.id, 'administrator');
    const until = { validUntil: since + 5 * DAY_MS, trainingValidUntil: since + 5 * DAY_MS };
    const { id, digest } = await propose(anna, { ...wish, ...until });
    const shown = await beforeOf(ben, id);
    expect(shown.before).toEqual({
      ...{ displayName: 'Carla Third', since, invitedBy: ['anna-first'] },
      warnings: ['asked-by-inviter', 'new-account', 'new-asker'],
    });
    // The warnings come from the proposal, so that the time alone does not outdate what the approver was shown
    clock.turn(2 * DAY_MS);
    await signIn(ben.browser, ben.key);
    expect(await beforeOf(ben, id)).toEqual(shown);
    const approved = await ben.browser.post(`/v1/proposals/${id}/approval`, { digest, basis: shown.basis });
    expect(codeOf(approved) ?? approved.status).toBe(204);
    expect(await beforeOf(ben, id)).toEqual(shown);
  });

  it('warns of nothing where another administrator proposes for an older account, or proposes a further duty', async () => {
    const { server, clock, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    clock.turn(2 * DAY_MS);
    await signIn(anna.browser, anna.key);
    await signIn(ben.browser, ben.key);
    const first = await propose(ben, duty(server, carla.id, 'officer'));
    expect(await beforeOf(anna, first.id)).toMatchObject({ before: { warnings: [] } });
    await anna.browser.post(`/v1/proposals/${first.id}/approval`, { digest: first.digest });
    clock.turn(1);
    const second = await propose(anna, duty(server, carla.id, 'supervisor'));
    expect(await beforeOf(ben, second.id)).toMatchObject({
      before: { displayName: 'Carla Third', invitedBy: ['anna-first'], warnings: [] },
    });
  });

  it('names everyone who invited a person, the one who holds the last code included', async () => {
    const { server, anna, ben } = await withAdministrators();
    await ben.browser.post('/v1/people/invitations', { id: 'carla-third', displayName: 'Carla Third' });
    const carla = await invitedPerson(server, anna);
    const { id } = await propose(anna, duty(server, carla.id, 'officer'));
    const { before } = await beforeOf(ben, id);
    expect(before).toMatchObject({ invitedBy: ['ben-second', 'anna-first'] });
    expect((before as { warnings: string[] }).warnings).toContain('asked-by-inviter');
  });

  it('of a first administrator is a printed code', async () => {
    const { server, anna, ben } = await withAdministrators();
    const { id } = await propose(anna, duty(server, 'ben-second', 'administrator'));
    const { before } = await beforeOf(ben, id);
    expect(before).toMatchObject({ displayName: 'Ben Second', invitedBy: [], warnings: ['new-account', 'new-asker'] });
  });

  it('is shown to the second administrator of a recovery', async () => {
    const { server, clock, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    clock.turn(2 * DAY_MS);
    await signIn(anna.browser, anna.key);
    await signIn(ben.browser, ben.key);
    expect((await anna.browser.post(`/v1/people/${carla.id}/recoveries`)).status).toBe(201);
    const { recoveries } = JSON.parse((await ben.browser.get('/v1/people/recoveries')).text) as RecoveryList;
    expect(recoveries).toMatchObject([
      { before: { displayName: 'Carla Third', invitedBy: ['anna-first'], warnings: ['asked-by-inviter'] } },
    ]);
  });

  it('decides who may propose: with three able administrators not the one who invited', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    expect(await decide(anna, ben, 'duty-give', duty(server, carla.id, 'administrator'))).toBeUndefined();
    const dora = await invitedPerson(server, anna, 'dora-fourth');
    const wish = duty(server, dora.id, 'officer');
    const refused = await anna.browser.post('/v1/proposals', { kind: 'duty-give', payload: wish });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'proposal-inapplicable']);
    expect(refused.text).toContain('another-person-required');
    // Each of the others may propose it, and the person who invited may approve it
    await stepUp(carla);
    expect(await decide(carla, anna, 'duty-give', wish)).toBeUndefined();
    // The first duty came from others, so the rule is fulfilled
    expect(await decide(anna, ben, 'duty-give', duty(server, dora.id, 'supervisor'))).toBeUndefined();
  });

  it('is judged again at the approval, when a third administrator has come in the meantime', async () => {
    const { server, anna, ben } = await withAdministrators();
    const [carla, dora] = [await invitedPerson(server, anna), await invitedPerson(server, anna, 'dora-fourth')];
    const { id, digest } = await propose(anna, duty(server, dora.id, 'officer'));
    expect(await decide(anna, ben, 'duty-give', duty(server, carla.id, 'administrator'))).toBeUndefined();
    const answer = await ben.browser.post(`/v1/proposals/${id}/approval`, { digest });
    expect([codeOf(answer), answer.text.includes('another-person-required')]).toEqual(['proposal-inapplicable', true]);
  });

  it('does not count an administrator who is disabled', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    expect(await decide(anna, ben, 'duty-give', duty(server, carla.id, 'administrator'))).toBeUndefined();
    const dora = await invitedPerson(server, anna, 'dora-fourth');
    expect((await ben.browser.post(`/v1/people/${carla.id}/disable`)).status).toBe(204);
    expect(await decide(anna, ben, 'duty-give', duty(server, dora.id, 'officer'))).toBeUndefined();
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
    const acts = await server.database.knex('acts').where({ act: 'people.disable-approve' });
    expect(acts).toContainEqual(
      expect.objectContaining({ person_id: 'petra-third', role: 'privacy-officer', subject: 'ben-second' }),
    );
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
