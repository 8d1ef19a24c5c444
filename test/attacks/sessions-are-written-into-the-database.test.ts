import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import { attackedServer, type AttackedServer } from './harness/attacked-server.ts';
import { type Employee, staffOf } from './harness/staff.ts';
import { visitor, type Visitor } from './harness/visitor.ts';

type Row = Record<string, unknown>;

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const cookieOf = ({ cookies }: Visitor): string =>
  [...cookies].find(([name]) => name.includes('session'))?.[0] ?? 'no cookie';

/** A browser with this token instead of a sign-in. */
function forger(server: AttackedServer, like: Visitor, token: string): Visitor {
  const browser = visitor(server.people);
  browser.cookies.set(cookieOf(like), token);
  return browser;
}

/** Asks for reading and acting, alone and as two administrators. Resolves to the codes of the refusals. */
async function everyRequest(one: Visitor, other: Visitor): Promise<readonly (string | undefined)[]> {
  const term = { validFrom: 0, validUntil: 9_999_999_999_999, trainingValidUntil: 9_999_999_999_999 };
  const duty = { person: 'mole', role: 'supervisor', sites: 'all', lanes: 'all', shifts: [], ...term };
  const answers = [
    await one.post('/v1/people/invitations', { id: 'mole', displayName: 'Mole' }),
    await one.post('/v1/proposals', { kind: 'duty-give', payload: duty }),
    await other.post(`/v1/proposals/${'0'.repeat(32)}/approval`, { digest: '0'.repeat(64) }),
    await other.get('/v1/people'),
    await other.get('/v1/session/account'),
    await one.get('/v1/lanes'),
    await one.ask('DELETE', '/v1/session/sessions'),
  ];
  return answers.map(({ code }) => code);
}

const ALL_REFUSED = Array.from({ length: 7 }, () => 'not-signed-in');
const actsOf = (knex: Knex) => knex('acts').count({ rows: '*' }).first() as Promise<Row>;
const alarmsOf = async (knex: Knex) =>
  (await knex('alarms').where({ kind: 'session-forged' }).pluck('about')) as string[];
const sessionOf = (knex: Knex, { id }: Employee) => knex('sessions').where({ person_id: id }).first() as Promise<Row>;
const personOf = async (browser: Visitor) =>
  (await browser.json<{ principal: { personId: string } | null }>('/v1/session')).principal?.personId ?? null;

/** Writes into the database of the running server. */
async function written<T>(server: AttackedServer, work: (knex: Knex) => Promise<T>): Promise<T> {
  return server.tamper(async (knex) => {
    // The server writes, too
    await knex.raw('PRAGMA busy_timeout=60000');
    return work(knex);
  });
}

/** The alarm is entered right after the refusal. */
async function alarmed(server: AttackedServer): Promise<readonly string[]> {
  await expect.poll(() => server.tamper(alarmsOf), { timeout: 120_000 }).not.toEqual([]);
  return server.tamper(alarmsOf);
}

test('two sessions of administrators that are inserted into the database sign no one in, and an alarm names the table', async () => {
  const server = await attackedServer();
  const { anna, ben } = await staffOf(server);
  const before = await server.tamper(actsOf);
  const tokens = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')] as const;
  await written(server, async (knex) => {
    const now = Date.now();
    for (const [index, person] of [anna.id, ben.id].entries())
      await knex('sessions').insert({
        ...{ id: randomBytes(16).toString('hex'), token_digest: digestOf(tokens[index] ?? ''), person_id: person },
        ...{ method: 'passkey', device: 'Firefox', signed_in_at: now, seen_at: now, ends_at: now + 3_600_000 },
        // The forger does not have the key: one row has no code, the other one of the right form
        ...{ stepped_up_at: now, code: index === 0 ? '' : randomBytes(32).toString('hex') },
      });
  });
  const [one, other] = tokens.map((token) => forger(server, anna.browser, token));
  if (one === undefined || other === undefined) throw new Error('two tokens');
  expect(await everyRequest(one, other)).toEqual(ALL_REFUSED);
  expect([await personOf(one), await personOf(other)]).toEqual([null, null]);
  expect(await alarmed(server)).toEqual(['session/sessions']);
  expect(await server.tamper(actsOf)).toEqual(before);
  expect(JSON.stringify(server.lines)).not.toContain(tokens[0]);
  // The victims keep their own sessions, and see that there is another one
  expect(await personOf(anna.browser)).toBe(anna.id);
  const account = await anna.browser.json<{ sessions: unknown[]; forgedSessions: number }>('/v1/session/account');
  expect([account.sessions.length, account.forgedSessions]).toEqual([1, 1]);
  // A start makes none of them valid
  await server.stop();
  await server.start();
  expect([await personOf(one), await personOf(other)]).toEqual([null, null]);
  expect(await personOf(anna.browser)).toBe(anna.id);
});

test('the code of a valid session fits no other row and no other content', async () => {
  const server = await attackedServer();
  const { anna, ben, hire } = await staffOf(server);
  const mole = await hire('mole');
  const own = await written(server, (knex) => sessionOf(knex, mole));
  const before = await server.tamper(actsOf);
  const token = randomBytes(32).toString('base64url');
  const copy = { ...own, id: 'f'.repeat(32), token_digest: digestOf(token) };
  const made = forger(server, mole.browser, token);
  // The row of the mole under another id, and the codes of the victim's row and of the mole's in a row of the victim
  const victim = await written(server, (knex) => sessionOf(knex, anna));
  for (const row of [
    copy,
    { ...copy, person_id: anna.id },
    { ...victim, id: copy.id, token_digest: copy.token_digest },
  ]) {
    await written(server, (knex) => knex('sessions').insert(row));
    expect(await everyRequest(made, made)).toEqual(ALL_REFUSED);
    await written(server, (knex) => knex('sessions').where({ id: copy.id }).delete());
  }
  // The mole's own row becomes the victim's, becomes freshly proved, or lasts longer
  const changes = [
    { person_id: ben.id },
    { method: 'password' },
    { stepped_up_at: Date.now() + 60_000 },
    { ends_at: Number(own['ends_at']) + 1 },
    { signed_in_at: Number(own['signed_in_at']) + 1 },
    { code: victim['code'] },
  ];
  for (const change of changes) {
    await written(server, (knex) => knex('sessions').where({ id: own['id'] }).update(change));
    expect([change, await everyRequest(mole.browser, mole.browser)]).toEqual([change, ALL_REFUSED]);
    await written(server, (knex) => knex('sessions').where({ id: own['id'] }).update(own));
  }
  expect(await personOf(mole.browser)).toBe(mole.id);
  // The victim's row gets the digest of the mole's token
  await written(server, async (knex) => {
    await knex('sessions').where({ id: own['id'] }).delete();
    await knex('sessions').where({ id: victim['id'] }).update({ token_digest: own['token_digest'] });
  });
  expect(await everyRequest(mole.browser, mole.browser)).toEqual(ALL_REFUSED);
  expect(await alarmed(server)).toEqual(['session/sessions']);
  expect(await server.tamper(actsOf)).toEqual(before);
});
