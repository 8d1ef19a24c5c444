import { describe, expect, it } from 'vitest';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';
import { testBrowser } from './fixtures/browser.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const { idleMs, absoluteMs } = PEOPLE_CONFIG.limits;
const MINUTE = 60_000;

async function signedIn(role = 'officer') {
  const clock = handTurnedClock();
  const server = await runServer({ clock });
  const browser = testBrowser(server);
  expect((await browser.post('/v1/development/sign-in', { role })).status).toBe(204);
  const { queue } = server.context;
  /** The session after pending writes. */
  const use = async () => {
    const session = await browser.session();
    await queue.run(() => Promise.resolve());
    return session;
  };
  return { clock, server, browser, use };
}

describe('a session', () => {
  it('shows an unauthenticated visitor how to sign in, without names', async () => {
    const server = await runServer();
    const { principal, acts, mode, signIn } = await testBrowser(server).session();
    expect(principal).toBeNull();
    expect(acts).toEqual([]);
    expect(mode).toBe('development');
    expect(signIn.developmentRoles).toContain('privacy-officer');
  });

  it('names the person, their duties and permitted acts', async () => {
    const { browser } = await signedIn('privacy-officer');
    const { principal, acts } = await browser.session();
    expect(principal).toMatchObject({
      personId: 'development-privacy-officer',
      method: 'development',
      steppedUpUntil: null,
      duties: [{ role: 'privacy-officer', sites: 'all', lanes: 'all' }],
    });
    expect(acts).toContain('erasures.see');
    expect(acts).not.toContain('referral.decide');
  });

  it('is of one of two invented people of a role, so that what takes two people can be tried', async () => {
    const server = await runServer();
    const second = testBrowser(server);
    await second.post('/v1/development/sign-in', { role: 'privacy-officer', invented: 'second' });
    expect((await second.session()).principal).toMatchObject({
      personId: 'development-privacy-officer-2',
      duties: [{ role: 'privacy-officer' }],
    });
    const third = await testBrowser(server).post('/v1/development/sign-in', { role: 'auditor', invented: 'third' });
    expect(third.status).toBe(422);
    const officer = testBrowser(server);
    const keys: string[] = [];
    for (const invented of ['first', 'second']) {
      await officer.post('/v1/development/sign-in', { role: 'officer', invented });
      const { text } = await officer.post('/v1/development/passkey', {});
      keys.push((JSON.parse(text) as { readonly credentialId: string }).credentialId);
    }
    expect(new Set(keys).size).toBe(2);
    expect((await officer.get('/v1/development/officer-keys')).text).toContain(keys[1]);
  });

  it('sets a cookie that neither scripts nor other sites can use, and stores only its digest', async () => {
    const { server } = await signedIn();
    const answer = await testBrowser(server).post('/v1/development/sign-in', { role: 'auditor' });
    const [line = ''] = [answer.headers['set-cookie'] ?? []].flat();
    expect(line).toMatch(/^postern-session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = line.slice('postern-session='.length, line.indexOf(';'));
    const rows: unknown = await server.database.knex('sessions');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(server.log.join('')).not.toContain(token);
  });

  it('ends when it is not used, and continues while it is', async () => {
    const { clock, browser, use } = await signedIn();
    for (let times = 0; times < 3; times++) {
      clock.turn(idleMs - MINUTE);
      expect((await use()).principal).not.toBeNull();
    }
    clock.turn(idleMs);
    expect((await browser.session()).principal).toBeNull();
  });

  it('ends when the clock is set back', async () => {
    const { clock, browser, server } = await signedIn();
    const seenAt = (later: number) => server.database.knex('sessions').update({ seen_at: clock.wallMs() + later });
    await seenAt(MINUTE);
    expect((await browser.session()).principal).not.toBeNull();
    await seenAt(MINUTE + 1);
    expect((await browser.session()).principal).toBeNull();
  });

  it('is not prolonged by background requests of a page', async () => {
    const { clock, browser, server } = await signedIn();
    const cookie = `postern-session=${browser.cookies.get('postern-session') ?? ''}`;
    clock.turn(idleMs - MINUTE);
    const answer = await server.ask('/v1/session', { headers: { cookie, 'postern-background': '1' } });
    expect(answer.text).toContain('development-officer');
    clock.turn(MINUTE);
    expect((await browser.session()).principal).toBeNull();
  });

  it('ends after its absolute limit, even when in use', async () => {
    const { clock, browser, use } = await signedIn();
    const step = idleMs - MINUTE;
    for (let passed = step; passed < absoluteMs; passed += step) {
      clock.turn(step);
      expect((await use()).principal).not.toBeNull();
    }
    clock.turn(step);
    expect((await browser.session()).principal).toBeNull();
  });

  it('ends at once when the person signs out, also for a copied cookie', async () => {
    const { server, browser } = await signedIn();
    const copy = testBrowser(server);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    expect((await browser.delete('/v1/session')).status).toBe(204);
    expect(browser.cookies.has('postern-session')).toBe(false);
    expect((await copy.session()).principal).toBeNull();
    expect((await browser.delete('/v1/session')).status).toBe(204);
  });

  it('cannot be planted: signing in replaces the browser’s cookie and ends that session', async () => {
    const { server, browser: attacker } = await signedIn('auditor');
    const planted = attacker.cookies.get('postern-session') ?? '';
    const victim = testBrowser(server);
    victim.cookies.set('postern-session', planted);
    await victim.post('/v1/development/sign-in', { role: 'administrator' });
    expect(victim.cookies.get('postern-session')).not.toBe(planted);
    expect((await attacker.session()).principal).toBeNull();
    const invented = testBrowser(server);
    invented.cookies.set('postern-session', 'A'.repeat(43));
    expect((await invented.session()).principal).toBeNull();
  });

  it('gets a new token with a step-up; the old one is invalid', async () => {
    const { server, browser, clock } = await signedIn();
    const copy = testBrowser(server);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    expect((await browser.post('/v1/development/step-up')).status).toBe(204);
    expect((await copy.session()).principal).toBeNull();
    expect((await browser.session()).principal?.steppedUpUntil).toBe(clock.wallMs() + 5 * MINUTE);
    expect((await copy.post('/v1/development/step-up')).status).toBe(401);
  });

  it('steps up once when two requests use the same token at the same time', async () => {
    const { server, browser } = await signedIn();
    const copies = [testBrowser(server), testBrowser(server)];
    for (const copy of copies) for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    const answers = await Promise.all(copies.map((copy) => copy.post('/v1/development/step-up')));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
  });

  it('survives a restart of the server', async () => {
    const { server, browser, clock } = await signedIn();
    await server.close();
    const again = testBrowser(await runServer({ dataDir: server.dataDir, clock }));
    for (const [name, value] of browser.cookies) again.cookies.set(name, value);
    expect((await again.session()).principal?.personId).toBe('development-officer');
  });

  it.each([['cross-site'], ['same-site'], ['none']])('cannot be begun or ended by a %s page', async (site) => {
    const { browser } = await signedIn();
    const answer = await browser.post('/v1/development/sign-in', { role: 'auditor' }, { 'sec-fetch-site': site });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('origin-not-allowed')]);
    expect((await browser.session()).principal?.personId).toBe('development-officer');
  });

  it('takes JSON only, valid and of limited size', async () => {
    const { browser } = await signedIn();
    const path = '/v1/development/sign-in';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await browser.post(path, { role: 'auditor' }, form)).status).toBe(415);
    expect((await browser.post(path, { role: 'emperor' })).status).toBe(422);
    expect((await browser.post(path, { role: 'auditor', more: 1 })).status).toBe(422);
    expect((await browser.post(path, { role: 'auditor', more: 'x'.repeat(3_000) })).status).toBe(413);
  });

  it('ends when its person is disabled', async () => {
    const { server, browser } = await signedIn();
    await changeRecorded(server.database.knex, 'people', { id: 'development-officer' }, { disabled_at: 1 });
    expect((await browser.session()).principal).toBeNull();
  });

  it('refuses two cookies of one name', async () => {
    const { server, browser } = await signedIn();
    const mine = `postern-session=${browser.cookies.get('postern-session') ?? ''}`;
    const answer = await server.ask('/v1/session', { headers: { cookie: `${mine}; postern-session=other` } });
    expect(answer.text).toContain('"principal":null');
  });
});
