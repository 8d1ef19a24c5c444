/** The portal for people of traders through the whole server: invitation, passkey, session, own declarations. */
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import {
  declarationListSchema,
  portalSessionSchema,
} from '../../../../server/goods/declarations/api/portal-answers.ts';
import { accountSchema } from '../../../../server/people/portals/answers.ts';
import { PORTAL_ROUTES } from '../../../../server/goods/declarations/front/portal-routes.ts';
import { digestOf, makeToken } from '../../../../server/people/people/session-token.ts';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import { streamEvents } from '../../oversight/detection/stream/stream-events.ts';
import { changed, H1, H7 } from './fixtures/declarations.ts';
import {
  enrolTrader,
  jsonOf,
  newInvitationCode,
  portalBrowser,
  signInTrader,
  type PortalBrowser,
} from './fixtures/portal-browser.ts';
import { traderBench, type TraderBench, traderOfFile } from './fixtures/trader-bench.ts';

const newTrader = traderOfFile();

const sessionOf = async (browser: PortalBrowser) => {
  const answer = await browser.ask('GET', '/v1/session');
  expect(answer.status).toBe(200);
  return portalSessionSchema.parse(jsonOf(answer));
};

async function laterBench(): Promise<{ readonly bench: TraderBench; readonly wait: (ms: number) => void }> {
  let laterMs = 0;
  const bench = await traderBench({ clock: { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + laterMs } });
  return { bench, wait: (ms) => (laterMs += ms) };
}

const noted = async ({ server }: TraderBench, kind: string): Promise<number> => {
  await server.people.signals.settle();
  const signals = await listSignals(server.context.knex, 0, 100);
  return signals.filter((one) => one.kind === kind).reduce((sum, { count }) => sum + count, 0);
};

describe('a person of a trader', () => {
  it('enrols with a code that two administrators approved, once', async () => {
    const bench = await traderBench();
    const { code, digest } = newInvitationCode();
    const browser = portalBrowser(bench);
    const look = () =>
      browser.ask('POST', '/v1/people/enrolment', { code: code.replaceAll(/(.{5})/g, '$1 ').toLowerCase() });
    expect(await look()).toMatchObject({ status: 401 });
    const invite = { change: 'invite', trader: 'trader-1', name: 'Tara Trader', code: digest };
    expect(await bench.decide(invite, 'trader-person')).toBeUndefined();
    expect(await bench.decide(invite, 'trader-person')).toBe('invitation-known');
    expect(jsonOf(await look())).toMatchObject({ name: 'Tara Trader', trader: 'trader-1' });
    expect(await noted(bench, 'trader-code-refused')).toBe(1);
  });

  it('has a session for their trader alone, and signs in again with the passkey', async () => {
    const bench = await newTrader();
    const { browser, key } = await enrolTrader(bench);
    expect((await sessionOf(browser)).person).toMatchObject({ name: 'Tara Trader', trader: bench.trader });
    expect((await browser.ask('DELETE', '/v1/session')).status).toBe(204);
    expect(browser.cookie).toBe('');
    expect((await sessionOf(browser)).person).toBeNull();
    expect((await signInTrader(browser, key)).status).toBe(204);
    const account = accountSchema.parse(jsonOf(await browser.ask('GET', '/v1/session/account')));
    expect(account).toMatchObject({ passkeys: [{ name: 'Office key' }], sessions: [{ isThis: true }] });
  });

  it('has no session by a row that someone wrote into the database, and sees how many there are', async () => {
    const bench = await newTrader();
    const { browser, key } = await enrolTrader(bench);
    const { knex } = bench.server.context;
    const kept = (await knex('trader_sessions').orderBy('signed_in_at', 'desc').first()) as Record<string, unknown>;
    const forger = portalBrowser(bench);
    const token = makeToken();
    forger.cookie = browser.cookie.replace(/=.*/, `=${token}`);
    const forged = { ...kept, id: 'f'.repeat(32), token_digest: digestOf(token) };
    for (const code of [kept['code'], '', '0'.repeat(64)]) {
      await knex('trader_sessions').insert({ ...forged, code });
      expect((await sessionOf(forger)).person).toBeNull();
      const account = jsonOf(await browser.ask('GET', '/v1/session/account'));
      expect(accountSchema.parse(account)).toMatchObject({ sessions: [{ isThis: true }], forgedSessions: 1 });
      await knex('trader_sessions').where({ id: forged.id }).delete();
    }
    await knex('trader_sessions').insert(forged);
    expect((await signInTrader(forger, key)).status).toBe(204);
    expect(await knex('trader_sessions').where({ id: forged.id })).toHaveLength(1);
    await bench.server.context.alarms.settle();
    const alarms = await knex('alarms').where({ kind: 'session-forged' }).pluck('about');
    expect(alarms).toEqual(['session/trader_sessions']);
  });

  it('cannot use an invitation twice, nor after a week', async () => {
    const { bench, wait } = await laterBench();
    const { code, digest } = newInvitationCode();
    await bench.decide({ change: 'invite', trader: 'trader-1', name: 'Tara Trader', code: digest }, 'trader-person');
    wait(7 * 86_400_000);
    const browser = portalBrowser(bench);
    expect(jsonOf(await browser.ask('POST', '/v1/people/enrolment', { code }))).toMatchObject({
      code: 'invitation-refused',
    });
  });

  it('is refused when the answer is forged, of another origin, or replayed', async () => {
    const bench = await traderBench();
    const { browser, key } = await enrolTrader(bench);
    await browser.ask('DELETE', '/v1/session');
    for (const bad of [
      { forged: true },
      { origin: 'http://evil.example' },
      { unverified: true },
      { userHandle: 'AAAA' },
    ])
      expect(jsonOf(await signInTrader(browser, key, bad))).toMatchObject({ code: 'sign-in-failed' });
    const begun = jsonOf(await browser.ask('POST', '/v1/session/passkey/options', {}));
    const answer = { ceremony: begun['ceremony'], response: key.get(begun['options'] as { challenge: string }) };
    expect((await browser.ask('POST', '/v1/session/passkey', answer)).status).toBe(204);
    browser.cookie = '';
    expect(jsonOf(await browser.ask('POST', '/v1/session/passkey', answer))).toMatchObject({ code: 'sign-in-failed' });
    expect(await noted(bench, 'trader-sign-in-refused')).toBe(5);
  });

  it('loses all sessions when a copy of the passkey may exist', async () => {
    const bench = await newTrader();
    const { browser, key } = await enrolTrader(bench);
    expect((await signInTrader(browser, key)).status).toBe(204);
    const other = portalBrowser(bench);
    key.counter = 0;
    expect(jsonOf(await signInTrader(other, key))).toMatchObject({ code: 'sign-in-failed' });
    expect((await sessionOf(browser)).person).toBeNull();
  });

  it('is signed out after a quarter of an hour without a request, and after eight hours', async () => {
    const { bench, wait } = await laterBench();
    const { browser, key } = await enrolTrader(bench);
    wait(14 * 60_000);
    expect((await sessionOf(browser)).person).not.toBeNull();
    await expect
      .poll(async () => Number((await bench.server.context.knex('trader_sessions').first())['seen_at']))
      .toBeGreaterThan(Date.now() + 13 * 60_000);
    wait(14 * 60_000);
    expect((await sessionOf(browser)).person).not.toBeNull();
    wait(16 * 60_000);
    expect((await sessionOf(browser)).person).toBeNull();
    await signInTrader(browser, key);
    wait(8 * 3_600_000);
    expect((await sessionOf(browser)).person).toBeNull();
  });

  it('ends all their sessions everywhere, and two administrators end the person', async () => {
    const bench = await newTrader();
    const { browser, key, digest } = await enrolTrader(bench);
    const other = portalBrowser(bench);
    expect((await signInTrader(other, key)).status).toBe(204);
    expect((await browser.ask('DELETE', '/v1/session/everywhere')).status).toBe(204);
    expect((await sessionOf(other)).person).toBeNull();
    expect((await signInTrader(other, key)).status).toBe(204);
    expect(await bench.decide({ change: 'end', code: digest }, 'trader-person')).toBeUndefined();
    expect((await sessionOf(other)).person).toBeNull();
    expect((await signInTrader(other, key)).status).toBe(401);
    expect(await bench.decide({ change: 'end', code: digest }, 'trader-person')).toBe('no-such-trader-person');
  });

  it('adds a second passkey and removes the first, never the last, soon after sign-in only', async () => {
    const { bench, wait } = await laterBench();
    const { browser, key } = await enrolTrader(bench);
    const first = key.id.toString('base64url');
    expect(jsonOf(await browser.ask('DELETE', `/v1/session/passkeys/${first}`))).toMatchObject({
      code: 'last-passkey',
    });
    const begun = jsonOf(await browser.ask('POST', '/v1/session/passkeys/options', {}));
    const { SoftAuthenticator } = await import('../../people/people/fixtures/soft-authenticator.ts');
    const second = new SoftAuthenticator(browser.origin);
    const response = second.create(begun['options'] as Parameters<typeof second.create>[0]);
    const added = { ceremony: begun['ceremony'], response, name: 'Second' };
    expect((await browser.ask('POST', '/v1/session/passkeys', added)).status).toBe(204);
    expect(jsonOf(await browser.ask('POST', '/v1/session/passkeys', added))).toMatchObject({ code: 'sign-in-failed' });
    wait(6 * 60_000);
    expect(jsonOf(await browser.ask('DELETE', `/v1/session/passkeys/${first}`))).toMatchObject({
      code: 'proof-required',
    });
    expect((await signInTrader(browser, second)).status).toBe(204);
    expect((await browser.ask('DELETE', `/v1/session/passkeys/${first}`)).status).toBe(204);
    expect((await signInTrader(portalBrowser(bench), key)).status).toBe(401);
  });
});

describe('detection', () => {
  it('reads sign-ins and new passkeys with their network, once a day, refused ones by trader, and ended people', async () => {
    const bench = await traderBench();
    const { browser, key, digest } = await enrolTrader(bench);
    expect((await signInTrader(browser, key)).status).toBe(204);
    const begun = jsonOf(await browser.ask('POST', '/v1/session/passkeys/options', {}));
    const { SoftAuthenticator } = await import('../../people/people/fixtures/soft-authenticator.ts');
    const second = new SoftAuthenticator(browser.origin);
    const response = second.create(begun['options'] as Parameters<typeof second.create>[0]);
    const added = { ceremony: begun['ceremony'], response, name: 'Second' };
    expect((await browser.ask('POST', '/v1/session/passkeys', added)).status).toBe(204);
    expect((await signInTrader(browser, key, { forged: true })).status).toBe(401);
    const read = async () => (await streamEvents(bench.server.context)).filter(({ actor }) => actor === 'trader-1');
    const network = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
    const by = { actor: 'trader-1', role: 'trader', subject: digest };
    const before = await read();
    expect(before.filter(({ kind }) => kind.startsWith('trader-'))).toMatchObject([
      { kind: 'trader-person-enrolled', ...by },
      { kind: 'trader-passkey-added', ...by },
      { kind: 'trader-signed-in', ...by, console: network },
      { kind: 'trader-passkey-added', ...by },
      { kind: 'trader-passkey-added-from', ...by, console: network },
    ]);
    // The passkeys of a person end with the person; where they were added stays known
    expect(await bench.decide({ change: 'end', code: digest }, 'trader-person')).toBeUndefined();
    await bench.server.people.signals.settle();
    const events = await read();
    expect(events.filter(({ kind }) => kind.startsWith('trader-'))).toMatchObject([
      { kind: 'trader-person-enrolled', ...by },
      { kind: 'trader-signed-in', ...by, console: network },
      { kind: 'trader-passkey-added-from', ...by, console: network },
      { kind: 'trader-person-ended', ...by },
    ]);
    expect(new Set(events.flatMap((event) => event.console ?? [])).size).toBe(1);
    expect(JSON.stringify(events)).not.toMatch(/127\.0\.0|Tara/);
    expect(await noted(bench, 'trader-sign-in-refused')).toBe(1);
  });
});

describe('a session', () => {
  it('submits a declaration on the way of the programs, and lists the trader’s own', async () => {
    const bench = await newTrader();
    const { browser } = await enrolTrader(bench);
    const submitted = await browser.ask('POST', '/v1/declarations', H1, { 'idempotency-key': 'submission-1' });
    expect([submitted.status, jsonOf(submitted)['state']]).toEqual([201, 'accepted']);
    await browser.ask('POST', '/v1/declarations', changed(H7, { '/lrn': undefined }), {
      'idempotency-key': 'submission-2',
    });
    await bench.submit(H7, { key: await bench.giveKey(`${bench.trader}-b`) });
    const listed = declarationListSchema.parse(jsonOf(await browser.ask('GET', '/v1/declarations')));
    expect(listed).toMatchObject({
      declarations: [
        { dataSet: 'H7', state: 'rejected', errors: 1 },
        { dataSet: 'H1', state: 'accepted', errors: 0 },
      ],
      next: null,
    });
    const rejected = declarationListSchema.parse(jsonOf(await browser.ask('GET', '/v1/declarations?state=rejected')));
    expect(rejected.declarations).toHaveLength(1);
    const { id = '' } = listed.declarations[1] ?? {};
    expect(jsonOf(await browser.ask('GET', `/v1/declarations/${id}`))).toEqual(jsonOf(submitted));
  });

  it('lists page by page, each declaration once', async () => {
    const bench = await newTrader();
    const { browser } = await enrolTrader(bench);
    for (let number = 0; number < 53; number += 1)
      await bench.submit({ dataSet: 'H7' }, { submission: `submission-${number}` });
    const first = declarationListSchema.parse(jsonOf(await browser.ask('GET', '/v1/declarations')));
    const second = declarationListSchema.parse(
      jsonOf(await browser.ask('GET', `/v1/declarations?before=${first.next}`)),
    );
    expect([first.declarations.length, second.declarations.length, second.next]).toEqual([50, 3, null]);
    expect(new Set([...first.declarations, ...second.declarations].map(({ id }) => id)).size).toBe(53);
    for (const bad of ['before=1', 'state=open', 'limit=5', 'state=accepted&state=rejected'])
      expect((await browser.ask('GET', `/v1/declarations?${bad}`)).status).toBe(400);
  });

  it('counts only in requests of the portal’s own page', async () => {
    const bench = await newTrader();
    const { browser } = await enrolTrader(bench);
    const strange = [
      { origin: 'http://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { host: 'evil.example' },
    ];
    for (const headers of strange) {
      const answer = await browser.ask('POST', '/v1/declarations', H1, {
        'idempotency-key': 'submission-1',
        ...headers,
      });
      expect([answer.status, jsonOf(answer).code]).toEqual([403, 'origin-not-allowed']);
      expect((await browser.ask('GET', '/v1/declarations', undefined, headers)).status).toBe(403);
      expect((await browser.ask('DELETE', '/v1/session', undefined, headers)).status).toBe(403);
    }
    // A key decides alone, also beside a cookie
    const readOnly = await bench.giveKey(`${bench.trader}-b`, ['declarations.read']);
    const beside = await browser.ask('POST', '/v1/declarations', H1, {
      'idempotency-key': 'submission-1',
      authorization: `Bearer ${readOnly}`,
    });
    expect(jsonOf(beside)).toMatchObject({ code: 'scope-missing' });
    expect((await sessionOf(browser)).person).not.toBeNull();
  });

  it('is in a cookie that scripts and other sites do not get', async () => {
    const bench = await newTrader();
    const { key } = await enrolTrader(bench);
    const answer = await signInTrader(portalBrowser(bench), key);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^postern-trader=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
  });
});

describe('the portal’s routes', () => {
  it('refuse what they cannot take with a code', async () => {
    const bench = await newTrader();
    const browser = portalBrowser(bench);
    for (const { method, name } of PORTAL_ROUTES.filter((one) => one.method === 'POST')) {
      const answer = await browser.ask(method, name.replace(':id', '0'.repeat(32)), { strange: 1 });
      expect([name, answer.status]).toEqual([name, 400]);
    }
    expect(jsonOf(await browser.ask('POST', '/v1/session/passkey', 'x'.repeat(20_000)))).toMatchObject({
      code: 'malformed-request',
    });
    expect((await browser.ask('GET', '/v1/session/account')).status).toBe(401);
    expect((await browser.ask('PUT', '/v1/session')).status).toBe(405);
  });

  it('make a guesser of codes wait', async () => {
    const bench = await traderBench();
    const browser = portalBrowser(bench);
    const codes: unknown[] = [];
    for (let guess = 0; guess < 22; guess += 1) {
      const answer = jsonOf(await browser.ask('POST', '/v1/people/enrolment', { code: newInvitationCode().code }));
      codes.push(answer.code);
    }
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'invitation-refused'));
    expect(codes.at(-1)).toBe('rate-limited');
    expect(await noted(bench, 'trader-throttled')).toBeGreaterThan(0);
  });
});
