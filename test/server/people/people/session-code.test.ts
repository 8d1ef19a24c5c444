import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AlarmReason } from '../../../../server/records/alarms/alarm-table.ts';
import type { ServerEvent } from '../../../../server/platform/base/events.ts';
import type { AccountView } from '../../../../server/people/people/answers/people.ts';
import { SERVER_FILE } from '../../../../server/platform/database/database.ts';
import { connectSqlite } from '../../../../server/platform/database/sqlite-file.ts';
import { Sealer } from '../../../../server/people/people/sealer.ts';
import { SessionCodes, type CodedSession, type StoredColumns } from '../../../../server/people/people/session-code.ts';
import { digestOf, makeToken } from '../../../../server/people/people/session-token.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testBrowser, type TestBrowser } from './fixtures/browser.ts';

const SESSION: CodedSession = {
  ...{ id: '1'.repeat(32), tokenDigest: 'a'.repeat(64), person: 'p-anna', method: 'passkey', device: 'Firefox' },
  ...{ signedInAt: 1_000, endsAt: 2_000, steppedUpAt: 1_000 },
};

function codesOf(fill: number) {
  const events: ServerEvent[] = [];
  const raised: AlarmReason[] = [];
  const codes = new SessionCodes(new Sealer(new Uint8Array(32).fill(fill)).key('session'), {
    events: { emit: (event) => void events.push(event) },
    alarms: { raise: (reason) => void raised.push(reason) },
  });
  return { codes, events, raised };
}

const rowOf = (session: CodedSession, code: unknown, seenAt = 1_500): StoredColumns => ({
  ...{ id: session.id, token_digest: session.tokenDigest, person_id: session.person, method: session.method },
  ...{ device: session.device, signed_in_at: session.signedInAt, seen_at: seenAt, ends_at: session.endsAt },
  ...{ stepped_up_at: session.steppedUpAt, code },
});

describe('the code of a session', () => {
  it('is made by the server alone, and holds while only the time of the last request changes', () => {
    const { codes, raised } = codesOf(4);
    const code = codes.codeOf('sessions', SESSION);
    expect(code).toMatch(/^[0-9a-f]{64}$/);
    expect([1_500, 1_900].map((seenAt) => codes.accepts('sessions', rowOf(SESSION, code, seenAt)))).toEqual([
      true,
      true,
    ]);
    // PostgreSQL returns sums and large integers as text
    expect(codes.accepts('sessions', { ...rowOf(SESSION, code), signed_in_at: '1000' })).toBe(true);
    expect(raised).toEqual([]);
    expect(codesOf(5).codes.accepts('sessions', rowOf(SESSION, code))).toBe(false);
  });

  it.each<[string, Partial<CodedSession>]>([
    ['id', { id: '2'.repeat(32) }],
    ['token', { tokenDigest: 'b'.repeat(64) }],
    ['person', { person: 'p-ben' }],
    ['method', { method: 'password' }],
    ['device', { device: 'Chrome' }],
    ['time of the sign-in', { signedInAt: 1_001 }],
    ['end', { endsAt: 2_001 }],
    ['time of the proof', { steppedUpAt: 1_999 }],
    ['missing proof', { steppedUpAt: null }],
    ['text between two columns', { person: 'p-annap', method: 'asskey' }],
  ])('does not hold for another %s', (_what, change) => {
    const { codes, events, raised } = codesOf(4);
    const code = codes.codeOf('sessions', SESSION);
    expect(codes.accepts('sessions', rowOf({ ...SESSION, ...change }, code))).toBe(false);
    expect(events).toEqual([{ event: 'session-forged', table: 'sessions' }]);
    expect(raised).toMatchObject([{ kind: 'session-forged', about: 'session/sessions' }]);
  });

  it('does not hold in another table', () => {
    const { codes } = codesOf(4);
    const session = { ...SESSION, method: null, steppedUpAt: null };
    const { person_id: person, ...rest } = rowOf(session, codes.codeOf('trader_sessions', session));
    expect(codes.accepts('trader_sessions', { ...rest, person })).toBe(true);
    expect(codes.accepts('sharing_sessions', { ...rest, person })).toBe(false);
  });

  it('is refused when it is absent, empty, cut, longer, in capitals or no text', () => {
    const { codes } = codesOf(4);
    const code = codes.codeOf('sessions', SESSION);
    for (const bad of [undefined, null, '', code.slice(1), `${code}0`, code.toUpperCase(), Buffer.from(code), 7])
      expect([bad, codes.accepts('sessions', rowOf(SESSION, bad))]).toEqual([bad, false]);
  });

  it('is not looked for in columns that the server never writes', () => {
    const { codes, raised } = codesOf(4);
    const row = rowOf(SESSION, codes.codeOf('sessions', SESSION));
    for (const bad of [
      { signed_in_at: 'soon' },
      { id: null },
      { ends_at: 1.5 },
      { method: 4 },
      { device: Buffer.of(1) },
    ])
      expect(codes.accepts('sessions', { ...row, ...bad })).toBe(false);
    expect(raised).toHaveLength(5);
  });
});

describe('a row of a session that someone wrote into the database', () => {
  /** A connection without the triggers that limit the server's own. */
  const databaseOf = ({ dataDir }: RunningServer) => {
    const knex = connectSqlite(join(dataDir, SERVER_FILE));
    onTestFinished(() => knex.destroy());
    return knex;
  };
  const signedIn = async (server: RunningServer, role = 'officer') => {
    const browser = testBrowser(server);
    expect((await browser.post('/v1/development/sign-in', { role })).status).toBe(204);
    const { principal } = await browser.session();
    return { browser, id: principal?.sessionId ?? '' };
  };
  const tokenOf = ({ cookies }: TestBrowser) => cookies.get('postern-session') ?? '';
  const alarmsOf = async ({ context }: RunningServer) => {
    await context.alarms.settle();
    const rows: readonly Record<string, unknown>[] = await context.knex('alarms').where({ kind: 'session-forged' });
    return rows.map(({ about, count }) => [about, Number(count) > 0]);
  };

  it('signs no one in, raises one alarm an hour with the table, and appears in no log with its token', async () => {
    const clock = handTurnedClock();
    const server = await runServer({ clock });
    const { browser, id } = await signedIn(server);
    const knex = databaseOf(server);
    const kept = (await knex('sessions').where({ id }).first()) as Record<string, unknown>;
    const forger = testBrowser(server);
    const token = makeToken();
    forger.cookies.set('postern-session', token);
    for (const code of [String(kept['code']), '', '0'.repeat(64)]) {
      await knex('sessions').insert({ ...kept, id: 'f'.repeat(32), token_digest: digestOf(token), code });
      expect((await forger.session()).principal).toBeNull();
      expect((await forger.get('/v1/lanes')).status).toBe(401);
      await knex('sessions')
        .where({ id: 'f'.repeat(32) })
        .delete();
    }
    expect(await alarmsOf(server)).toEqual([['session/sessions', true]]);
    expect((await browser.session()).principal).not.toBeNull();
    const log = server.log.join('');
    expect(log).toContain('"event":"session-forged","table":"sessions"');
    expect(log).not.toContain(token);
    expect(log).not.toContain(digestOf(token));
    clock.turn(3_600_000);
    await knex('sessions').insert({ ...kept, id: 'f'.repeat(32), token_digest: digestOf(token) });
    expect((await forger.session()).principal).toBeNull();
    expect(await alarmsOf(server)).toHaveLength(2);
  });

  it('gives its person’s right neither by token nor by id after a column was changed', async () => {
    const server = await runServer();
    const { browser, id } = await signedIn(server);
    const other = await signedIn(server, 'administrator');
    const knex = databaseOf(server);
    const kept = (await knex('sessions').where({ id }).first()) as Record<string, unknown>;
    const changes = [
      { person_id: 'development-administrator' },
      { method: 'passkey' },
      { stepped_up_at: Date.now() },
      { ends_at: Number(kept['ends_at']) + 1 },
      { code: String(((await knex('sessions').where({ id: other.id }).first()) as Record<string, unknown>)['code']) },
      { device: 'another' },
    ];
    for (const change of changes) {
      await knex('sessions').where({ id }).update(change);
      expect([change, (await browser.session()).principal]).toEqual([change, null]);
      expect(await server.people.principalIn(id)).toBeUndefined();
      await knex('sessions').where({ id }).update(kept);
    }
    expect((await browser.session()).principal?.personId).toBe('development-officer');
    // The tokens of two sessions are exchanged
    const digests = [digestOf(tokenOf(browser)), digestOf(tokenOf(other.browser))] as const;
    const swap = async (which: string, digest: string) =>
      knex('sessions').where({ id: which }).update({ token_digest: digest });
    await swap(id, 'held');
    await swap(other.id, digests[0]);
    await swap(id, digests[1]);
    expect((await browser.session()).principal).toBeNull();
    expect((await other.browser.session()).principal).toBeNull();
  });

  it('is counted and not listed where a person sees their sessions', async () => {
    const server = await runServer();
    const { browser, id } = await signedIn(server);
    const knex = databaseOf(server);
    const kept = (await knex('sessions').where({ id }).first()) as Record<string, unknown>;
    await knex('sessions').insert({ ...kept, id: 'f'.repeat(32), token_digest: digestOf(makeToken()) });
    const account = JSON.parse((await browser.get('/v1/session/account')).text) as AccountView;
    expect(account).toMatchObject({ sessions: [{ id, isThisOne: true }], forgedSessions: 1 });
    expect(await alarmsOf(server)).toEqual([['session/sessions', true]]);
  });

  it('stays refused when the person’s row was changed between a request and its proof', async () => {
    const server = await runServer();
    const { browser, id } = await signedIn(server);
    const knex = databaseOf(server);
    const session = (await server.people.sessions.findById(id))?.session;
    if (session === undefined) throw new Error('no session');
    await signedIn(server, 'administrator');
    await knex('sessions').where({ id }).update({ person_id: 'development-administrator' });
    const token = await server.context.queue.run((transaction) => server.people.sessions.stepUp(transaction, session));
    browser.cookies.set('postern-session', token ?? '');
    expect((await browser.session()).principal).toBeNull();
  });

  it('is not accepted with the code of the session before its proof', async () => {
    const server = await runServer();
    const { browser, id } = await signedIn(server);
    const knex = databaseOf(server);
    const before = (await knex('sessions').where({ id }).first()) as Record<string, unknown>;
    expect((await browser.post('/v1/development/step-up', {})).status).toBe(204);
    expect((await browser.session()).principal?.steppedUpUntil).not.toBeNull();
    await knex('sessions').where({ id }).update({ code: before['code'] });
    expect((await browser.session()).principal).toBeNull();
  });
});
