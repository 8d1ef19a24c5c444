import { describe, expect, it } from 'vitest';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import type { AccountView } from '../../../../server/people/people/answers/people.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testBrowser, type TestBrowser } from './fixtures/browser.ts';
import { enrolByCode, invitedPerson, originOf, signIn, stepUp, twoAdministrators } from './fixtures/enrolled.ts';
import { SoftAuthenticator, type Misbehaviour } from './fixtures/soft-authenticator.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const MINUTE = 60_000;

async function withAdministrators() {
  const clock = handTurnedClock();
  const server = await runServer({ clock });
  const [anna, ben] = await twoAdministrators(server);
  return { clock, server, anna, ben };
}

async function signals(server: RunningServer): Promise<string[]> {
  await server.people.signals.settle();
  return (await listSignals(server.database.knex, 0, 100)).map(({ kind }) => kind);
}

async function account(browser: TestBrowser): Promise<AccountView> {
  return JSON.parse((await browser.get('/v1/session/account')).text) as AccountView;
}

describe('a passkey', () => {
  it('signs its person in without a name, and counts as a fresh proof', async () => {
    const { server, anna, clock } = await withAdministrators();
    const browser = testBrowser(server);
    expect((await signIn(browser, anna.key)).status).toBe(204);
    expect((await browser.session()).principal).toMatchObject({
      personId: 'anna-first',
      displayName: 'Anna First',
      method: 'passkey',
      steppedUpUntil: clock.wallMs() + 5 * MINUTE,
      duties: [{ role: 'administrator' }],
    });
  });

  it('does not reveal accounts: every challenge has the same form', async () => {
    const { server } = await withAdministrators();
    const ask = async () => JSON.parse((await testBrowser(server).post('/v1/session/passkey/options')).text);
    const { options } = await ask();
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(options.allowCredentials ?? []).toEqual([]);
    expect((await ask()).options.challenge).not.toBe(options.challenge);
  });

  it('is refused for each fault of its answer, without a cookie and with a signal', async () => {
    const faults: readonly (readonly [string, Misbehaviour])[] = [
      ['of another origin', { origin: 'http://evil.example' }],
      ['of another port of this machine', { origin: 'http://localhost:1' }],
      ['of an IP address instead of a name', { origin: 'http://127.0.0.1' }],
      ['of another relying party', { relyingPartyId: 'evil.example' }],
      ['without user verification', { unverified: true }],
      ['to another challenge', { challenge: 'A'.repeat(43) }],
      ['of another kind', { type: 'webauthn.create' }],
      ['from a frame of another site', { framed: true }],
      ['by another key', { forged: true }],
      ['for another person', { userHandle: 'A'.repeat(43) }],
    ];
    const { server, anna } = await withAdministrators();
    for (const [at, [fault, bad]] of faults.entries()) {
      const browser = testBrowser(server);
      const answer = await signIn(browser, anna.key, bad);
      expect([fault, answer.status, answer.text]).toEqual([fault, 403, expect.stringContaining('"sign-in-failed"')]);
      expect([fault, browser.cookies.size]).toEqual([fault, 0]);
      await server.people.signals.settle();
      const failures = (await listSignals(server.database.knex, 0, 100)).filter(
        ({ kind }) => kind === 'sign-in-failed',
      );
      expect([fault, failures.reduce((sum, { count }) => sum + count, 0)]).toEqual([fault, at + 1]);
    }
  });

  it('answers a challenge once, also when two send the same answer at once', async () => {
    const { server, anna } = await withAdministrators();
    const begun = await testBrowser(server).post('/v1/session/passkey/options');
    const { ceremony, options } = JSON.parse(begun.text);
    const body = { ceremony, response: anna.key.get(options) };
    const answers = await Promise.all([1, 2, 3].map(() => testBrowser(server).post('/v1/session/passkey', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403]);
    expect((await testBrowser(server).post('/v1/session/passkey', body)).status).toBe(403);
    expect(await signals(server)).toContain('challenge-replayed');
  });

  it('refuses a challenge after five minutes, of another server, or for another purpose', async () => {
    const { server, clock, anna } = await withAdministrators();
    const begun = await testBrowser(server).post('/v1/session/passkey/options');
    const { ceremony, options } = JSON.parse(begun.text);
    const other = await runServer();
    expect(
      (await testBrowser(other).post('/v1/session/passkey', { ceremony, response: anna.key.get(options) })).status,
    ).toBe(403);
    const purpose = JSON.parse((await anna.browser.post('/v1/session/step-up/passkey/options')).text);
    const misused = { ceremony: purpose.ceremony, response: anna.key.get(purpose.options) };
    expect((await testBrowser(server).post('/v1/session/passkey', misused)).status).toBe(403);
    clock.turn(5 * MINUTE);
    expect(
      (await testBrowser(server).post('/v1/session/passkey', { ceremony, response: anna.key.get(options) })).status,
    ).toBe(403);
  });

  it('is blocked when its counter decreases, and its person’s sessions end', async () => {
    const { server, anna } = await withAdministrators();
    await signIn(testBrowser(server), anna.key);
    anna.key.counter -= 1;
    const answer = await signIn(testBrowser(server), anna.key);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('"sign-in-failed"')]);
    expect((await anna.browser.session()).principal).toBeNull();
    anna.key.counter += 10;
    expect((await signIn(testBrowser(server), anna.key)).status).toBe(403);
    expect(await signals(server)).toContain('passkey-counter-regressed');
  });

  it('is accepted repeatedly when it does not count', async () => {
    const { server, ben } = await withAdministrators();
    const browser = testBrowser(server);
    const answer = await ben.browser.post('/v1/people/invitations', { id: 'dora-fourth', displayName: 'Dora' });
    const key = new SoftAuthenticator(originOf(server), { counts: false });
    const begun = await browser.post('/v1/people/enrolment/passkey/options', { code: JSON.parse(answer.text).code });
    const { ceremony, options } = JSON.parse(begun.text);
    await browser.post('/v1/people/enrolment/passkey', { ceremony, response: key.create(options), name: 'Phone' });
    for (let times = 0; times < 3; times++) expect((await signIn(testBrowser(server), key)).status).toBe(204);
  });

  it('steps up one session for five minutes', async () => {
    const { server, clock, anna } = await withAdministrators();
    clock.turn(5 * MINUTE);
    const invite = () => anna.browser.post('/v1/people/invitations', { id: 'carla-third', displayName: 'Carla' });
    expect((await invite()).text).toContain('"step-up-required"');
    const elsewhere = testBrowser(server);
    await signIn(elsewhere, anna.key);
    expect((await invite()).text).toContain('"step-up-required"');
    const before = anna.browser.cookies.get('postern-session');
    expect((await stepUp(anna)).status).toBe(204);
    expect(anna.browser.cookies.get('postern-session')).not.toBe(before);
    expect((await invite()).status).toBe(201);
    clock.turn(5 * MINUTE);
    expect((await invite()).text).toContain('"step-up-required"');
  });

  it('does not step up another person’s session, nor with a challenge of another session', async () => {
    const { server, clock, anna, ben } = await withAdministrators();
    clock.turn(5 * MINUTE);
    expect((await stepUp({ browser: anna.browser, key: ben.key })).status).toBe(403);
    const elsewhere = testBrowser(server);
    await signIn(elsewhere, anna.key);
    const { ceremony, options } = JSON.parse((await elsewhere.post('/v1/session/step-up/passkey/options')).text);
    const answer = await anna.browser.post('/v1/session/step-up/passkey', {
      ceremony,
      response: anna.key.get(options),
    });
    expect(answer.status).toBe(403);
    expect(await signals(server)).toContain('step-up-failed');
  });

  it('is added, renamed and removed; the last one stays', async () => {
    const { server, clock, anna } = await withAdministrators();
    const second = new SoftAuthenticator(originOf(server));
    const add = async () => {
      const begun = await anna.browser.post('/v1/session/passkeys/options');
      if (begun.status !== 200) return begun;
      const { ceremony, options } = JSON.parse(begun.text);
      expect(options.excludeCredentials).toHaveLength(1);
      return anna.browser.post('/v1/session/passkeys', { ceremony, response: second.create(options), name: 'Spare' });
    };
    expect((await anna.browser.session()).principal?.advice).toBe('add-a-second-passkey');
    clock.turn(5 * MINUTE);
    expect((await add()).text).toContain('"step-up-required"');
    await stepUp(anna);
    expect((await add()).status).toBe(201);
    expect((await anna.browser.session()).principal?.advice).toBeNull();
    const [first, spare] = (await account(anna.browser)).passkeys;
    expect(spare?.name).toBe('Spare');
    await anna.browser.patch(`/v1/session/passkeys/${spare?.id}`, { name: 'In the safe' });
    expect((await account(anna.browser)).passkeys[1]?.name).toBe('In the safe');
    expect((await anna.browser.delete(`/v1/session/passkeys/${first?.id}`)).status).toBe(204);
    expect((await signIn(testBrowser(server), anna.key)).status).toBe(403);
    const last = await anna.browser.delete(`/v1/session/passkeys/${spare?.id}`);
    expect(last.text).toContain('"last-credential"');
    expect((await signIn(testBrowser(server), second)).status).toBe(204);
  });

  it('cannot be renamed or removed by another person', async () => {
    const { anna, ben } = await withAdministrators();
    const [key] = (await account(anna.browser)).passkeys;
    expect((await ben.browser.patch(`/v1/session/passkeys/${key?.id}`, { name: 'Mine' })).status).toBe(404);
    await ben.browser.delete(`/v1/session/passkeys/${key?.id}`);
    expect((await account(anna.browser)).passkeys).toMatchObject([{ id: key?.id, name: 'Test key' }]);
  });

  it('works across a server restart between its two steps', async () => {
    const { server, clock, anna } = await withAdministrators();
    const { ceremony, options } = JSON.parse((await testBrowser(server).post('/v1/session/passkey/options')).text);
    await server.close();
    const again = await runServer({ dataDir: server.dataDir, clock, port: server.port });
    const answer = await testBrowser(again).post('/v1/session/passkey', { ceremony, response: anna.key.get(options) });
    expect(answer.status).toBe(204);
  });
});

describe('sessions of a person', () => {
  it('are listed for the person, and one session can end another', async () => {
    const { server, anna, ben } = await withAdministrators();
    const phone = testBrowser(server);
    await signIn(phone, anna.key);
    const { sessions } = await account(anna.browser);
    expect(sessions.map(({ isThisOne }) => isThisOne).sort()).toEqual([false, true]);
    expect(sessions[0]?.device).toBe('Chromium on Linux');
    const other = sessions.find(({ isThisOne }) => !isThisOne)?.id ?? '';
    expect((await ben.browser.delete(`/v1/session/sessions/${other}`)).status).toBe(404);
    expect((await anna.browser.delete(`/v1/session/sessions/${other}`)).status).toBe(204);
    expect((await phone.session()).principal).toBeNull();
    await signIn(phone, anna.key);
    expect((await anna.browser.delete('/v1/session/sessions')).status).toBe(204);
    expect((await phone.session()).principal).toBeNull();
    expect((await anna.browser.session()).principal).not.toBeNull();
  });

  it('are all ended by an administrator at once, with a signal', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    expect((await carla.browser.delete('/v1/people/ben-second/sessions')).status).toBe(403);
    expect(await signals(server)).toContain('act-refused');
    expect((await ben.browser.delete('/v1/people/carla-third/sessions')).status).toBe(204);
    expect((await carla.browser.session()).principal).toBeNull();
    expect((await ben.browser.post('/v1/people/carla-third/disable')).status).toBe(204);
    expect((await signIn(testBrowser(server), carla.key)).status).toBe(403);
    expect((await ben.browser.post('/v1/people/ben-second/disable')).text).toContain('"another-person-required"');
  });
});

describe('one-time code', () => {
  it('of the first run makes two administrators, and no more', async () => {
    const { server, clock } = await withAdministrators();
    const spent = server.firstRun?.codes[0] ?? '';
    const refused = await testBrowser(server).post('/v1/people/enrolment', { code: spent });
    expect(refused.text).toContain('"enrolment-code-refused"');
    await server.close();
    const again = await runServer({ dataDir: server.dataDir, clock });
    expect(again.firstRun).toBeUndefined();
  });

  it('of the first run is replaced at a new start, expires, and is not for existing people', async () => {
    const clock = handTurnedClock();
    const server = await runServer({ clock });
    const [old = ''] = server.firstRun?.codes ?? [];
    await server.close();
    const again = await runServer({ dataDir: server.dataDir, clock });
    expect((await testBrowser(again).post('/v1/people/enrolment', { code: old })).status).toBe(403);
    const [one = '', other = ''] = again.firstRun?.codes ?? [];
    await enrolByCode(again, one, { id: 'anna-first', displayName: 'Anna' });
    const person = { id: 'anna-first', displayName: 'Impostor' };
    const taken = await testBrowser(again).post('/v1/people/enrolment/passkey/options', { code: other, person });
    expect(taken.text).toContain('"person-exists"');
    clock.turn(60 * MINUTE);
    expect((await testBrowser(again).post('/v1/people/enrolment', { code: other })).status).toBe(403);
    await again.close();
    const third = await runServer({ dataDir: server.dataDir, clock });
    expect(third.firstRun?.codes).toHaveLength(1);
  });

  it('is accepted once, also when two people use it at the same time', async () => {
    const { server, anna } = await withAdministrators();
    const invited = await anna.browser.post('/v1/people/invitations', { id: 'carla-third', displayName: 'Carla' });
    const { code } = JSON.parse(invited.text);
    const tries = await Promise.all(
      [1, 2].map(async () => {
        const browser = testBrowser(server);
        const begun = JSON.parse((await browser.post('/v1/people/enrolment/passkey/options', { code })).text);
        return { browser, begun, key: new SoftAuthenticator(originOf(server)) };
      }),
    );
    const answers = await Promise.all(
      tries.map(({ browser, begun, key }) => {
        const response = key.create(begun.options);
        return browser.post('/v1/people/enrolment/passkey', { ceremony: begun.ceremony, response, name: 'Key' });
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
  });

  it('remains valid after a crash between the steps', async () => {
    const { server, clock, anna } = await withAdministrators();
    const invited = await anna.browser.post('/v1/people/invitations', { id: 'carla-third', displayName: 'Carla' });
    const { code } = JSON.parse(invited.text);
    await testBrowser(server).post('/v1/people/enrolment/passkey/options', { code });
    await server.close();
    const again = await runServer({ dataDir: server.dataDir, clock });
    expect((await enrolByCode(again, code.toLowerCase().replaceAll('-', ' '))).id).toBe('carla-third');
  });

  it('of an invitation names its person, is replaced by the next, and expires', async () => {
    const { server, clock, anna, ben } = await withAdministrators();
    const person = { id: 'carla-third', displayName: 'Carla Third' };
    const first = JSON.parse((await anna.browser.post('/v1/people/invitations', person)).text);
    const look = (code: string) => testBrowser(server).post('/v1/people/enrolment', { code });
    expect(JSON.parse((await look(first.code)).text)).toMatchObject({ purpose: 'invitation', person });
    const second = JSON.parse((await ben.browser.post('/v1/people/invitations', person)).text);
    expect((await look(first.code)).status).toBe(403);
    clock.turn(7 * 24 * 60 * MINUTE);
    expect((await look(second.code)).status).toBe(403);
    expect(server.log.join('')).not.toContain(second.code);
    expect(JSON.stringify(await server.database.knex('enrolment_codes'))).not.toContain(second.code);
  });

  it('cannot be guessed: an address waits after twenty attempts', async () => {
    const { server } = await withAdministrators();
    const look = () => testBrowser(server).post('/v1/people/enrolment', { code: 'AAAAA-AAAAA-AAAAA-AAAAA' });
    for (let times = 0; times < 20; times++) expect((await look()).status).toBe(403);
    const answer = await look();
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '30']);
    expect(await signals(server)).toEqual(expect.arrayContaining(['enrolment-code-refused', 'sign-in-throttled']));
  });

  it('is refused for reserved names', async () => {
    const { anna } = await withAdministrators();
    for (const id of ['development-officer', 'recoveries', 'Carla', 'c', 'x'.repeat(33)]) {
      expect((await anna.browser.post('/v1/people/invitations', { id, displayName: 'X' })).status).toBe(422);
    }
    const markup = { id: 'carla-third', displayName: '<b>Carla</b>' };
    expect((await anna.browser.post('/v1/people/invitations', markup)).status).toBe(422);
  });
});

describe('recovery of an account', () => {
  it('needs two administrators, revokes the old keys, and gives a code once', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    const asked = await anna.browser.post('/v1/people/carla-third/recoveries');
    const { id, half } = JSON.parse(asked.text);
    const approve = (by: typeof anna) => by.browser.post(`/v1/people/recoveries/${id}/approval`);
    expect((await approve(anna)).text).toContain('"another-person-required"');
    expect((await approve(carla)).status).toBe(403);
    const [one, two] = await Promise.all([approve(ben), approve(ben)]);
    expect([one?.status, two?.status].sort()).toEqual([201, 404]);
    const { code: second } = JSON.parse([one, two].find((answer) => answer?.status === 201)?.text ?? '');
    const code = `${half.code}-${second}`;
    expect((await carla.browser.session()).principal).toBeNull();
    expect((await signIn(testBrowser(server), carla.key)).status).toBe(403);
    const anew = await enrolByCode(server, code);
    expect(anew.id).toBe('carla-third');
    expect((await signIn(testBrowser(server), anew.key)).status).toBe(204);
    expect((await signIn(testBrowser(server), carla.key)).status).toBe(403);
  });

  it('is refused for the administrator’s own account, needs a fresh proof, and expires', async () => {
    const { server, clock, anna, ben } = await withAdministrators();
    await invitedPerson(server, anna);
    expect((await anna.browser.post('/v1/people/anna-first/recoveries')).text).toContain('"another-person-required"');
    const ofBen = JSON.parse((await anna.browser.post('/v1/people/ben-second/recoveries')).text);
    const own = await ben.browser.post(`/v1/people/recoveries/${ofBen.id}/approval`);
    expect(own.text).toContain('"another-person-required"');
    const { id } = JSON.parse((await anna.browser.post('/v1/people/carla-third/recoveries')).text);
    clock.turn(5 * MINUTE);
    const stale = await ben.browser.post(`/v1/people/recoveries/${id}/approval`);
    expect(stale.text).toContain('"step-up-required"');
    expect((await anna.browser.delete(`/v1/people/recoveries/${id}`)).status).toBe(204);
    await stepUp(ben);
    expect((await ben.browser.post(`/v1/people/recoveries/${id}/approval`)).status).toBe(404);
  });

  it('is refused when the asking administrator is disabled or no longer an administrator', async () => {
    const { server, anna, ben } = await withAdministrators();
    await invitedPerson(server, anna);
    const ask = async () => {
      const { text } = await anna.browser.post('/v1/people/carla-third/recoveries');
      return (JSON.parse(text) as { id: string }).id;
    };
    const approve = async (id: string) => {
      const { status, text } = await ben.browser.post(`/v1/people/recoveries/${id}/approval`);
      return [status, /"code":"([a-z-]+)"/.exec(text)?.[1]];
    };
    const { knex } = server.database;
    const asked = await ask();
    const now = server.context.clock.wallMs();
    const duties = knex('duties').where({ person_id: 'anna-first' });
    const [{ valid_until: validUntil }] = (await duties.clone()) as [{ valid_until: number }];
    await duties.clone().update({ valid_until: now - 1 });
    expect(await approve(asked)).toEqual([409, 'proposal-inapplicable']);
    await duties.clone().update({ valid_until: validUntil });
    await changeRecorded(knex, 'people', { id: 'anna-first' }, { disabled_at: now });
    expect(await approve(asked)).toEqual([409, 'proposal-inapplicable']);
    expect(await knex('recoveries')).toHaveLength(1);
  });

  it('enables a disabled person again', async () => {
    const { server, anna, ben } = await withAdministrators();
    const carla = await invitedPerson(server, anna);
    await ben.browser.post('/v1/people/carla-third/disable');
    const again = await ben.browser.post('/v1/people/invitations', { id: 'carla-third', displayName: 'Carla' });
    expect(again.text).toContain('"person-exists"');
    const { id, half } = JSON.parse((await ben.browser.post('/v1/people/carla-third/recoveries')).text);
    const { code } = JSON.parse((await anna.browser.post(`/v1/people/recoveries/${id}/approval`)).text);
    expect((await enrolByCode(server, half.code + code)).id).toBe(carla.id);
  });
});
