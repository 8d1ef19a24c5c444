import { describe, expect, it } from 'vitest';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testBrowser } from './fixtures/browser.ts';
import { signIn, twoAdministrators } from './fixtures/enrolled.ts';
import { PASSWORD, personWithPassword, signInWithPassword } from './fixtures/with-password.ts';

const STEP = 30_000;
const MINUTE = 60_000;

async function withEmil() {
  const clock = handTurnedClock();
  const server = await runServer({ clock, passwords: true });
  const [anna, ben] = await twoAdministrators(server);
  const emil = await personWithPassword(server, clock, anna);
  clock.turn(STEP);
  return { clock, server, anna, ben, emil };
}

async function signals(server: RunningServer): Promise<string[]> {
  await server.people.signals.settle();
  return (await listSignals(server.database.knex, 0, 100)).map(({ kind }) => kind);
}

describe('password with a code', () => {
  it('has no route when policy does not allow passwords', async () => {
    const server = await runServer();
    const browser = testBrowser(server);
    expect((await signInWithPassword(browser, 'emil-fifth', PASSWORD, '123456')).status).toBe(404);
    expect((await browser.session()).signIn.passwords).toBe(false);
  });

  it('signs its person in, and counts as a fresh proof', async () => {
    const { server, clock, emil } = await withEmil();
    const browser = testBrowser(server);
    expect((await signInWithPassword(browser, ' Emil-Fifth ', PASSWORD, emil.code())).status).toBe(204);
    expect((await browser.session()).principal).toMatchObject({
      personId: 'emil-fifth',
      method: 'password',
      steppedUpUntil: clock.wallMs() + 5 * MINUTE,
      advice: 'add-a-passkey',
    });
  });

  it('takes each code once, at most one step early or late', async () => {
    const { server, clock, emil } = await withEmil();
    const attempt = async (code: string) =>
      (await signInWithPassword(testBrowser(server), emil.id, PASSWORD, code)).status;
    expect(await attempt(emil.code(-2))).toBe(403);
    expect(await attempt(emil.code(2))).toBe(403);
    expect(await attempt(emil.code(1))).toBe(204);
    expect(await attempt(emil.code(1))).toBe(403);
    expect(await attempt(emil.code())).toBe(403);
    expect(await signals(server)).toContain('code-replayed');
    clock.turn(3 * STEP);
    expect(await attempt(emil.code(-1))).toBe(204);
  });

  it('takes one code once, also when two requests send it at the same time', async () => {
    const { server, emil } = await withEmil();
    const code = emil.code();
    const answers = await Promise.all(
      [1, 2, 3].map(() => signInWithPassword(testBrowser(server), emil.id, PASSWORD, code)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403]);
  });

  it('gives the same answer for a wrong name, password or code', async () => {
    const { server, emil } = await withEmil();
    const tries = [
      ['nobody-here', PASSWORD, emil.code()],
      [emil.id, 'seven lorries under snow', emil.code()],
      [emil.id, PASSWORD, '000000'],
      [emil.id, PASSWORD, 'no code'],
      ['anna-first', PASSWORD, emil.code()],
      ["'; drop table people; --", PASSWORD, emil.code()],
      ['', '', ''],
    ] as const;
    const answers = await Promise.all(
      tries.map(([name, password, code]) => signInWithPassword(testBrowser(server), name, password, code)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(403);
  });

  it('keeps neither password nor secret in readable form in the database', async () => {
    const { server, emil } = await withEmil();
    const rows = JSON.stringify([
      await server.database.knex('passwords'),
      await server.database.knex('code_generators'),
      await server.database.knex('sign_in_paces'),
    ]);
    expect(rows).not.toContain(PASSWORD);
    expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(rows).not.toContain(emil.id + ' ');
    expect(server.log.join('')).not.toContain(PASSWORD);
  });

  it('steps up by a code, accepts each code once, and makes the person wait after many wrong codes', async () => {
    const { server, clock, emil } = await withEmil();
    clock.turn(5 * MINUTE);
    const stepUp = (code: string) => emil.browser.post('/v1/session/step-up/code', { code });
    const code = emil.code();
    expect((await stepUp(code)).status).toBe(204);
    expect((await stepUp(code)).status).toBe(403);
    for (let times = 0; times < 4; times++) expect((await stepUp('000000')).status).toBe(403);
    const answer = await stepUp(emil.code(1));
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '30']);
    clock.turn(STEP);
    expect((await stepUp(emil.code())).status).toBe(204);
    expect(await signals(server)).toContain('step-up-failed');
  });

  it('is set and removed by its owner, while another way to sign in remains', async () => {
    const { server, clock, anna } = await withEmil();
    const begun = JSON.parse((await anna.browser.post('/v1/session/account/password/options')).text);
    const { generateSync } = await import('otplib');
    const code = generateSync({ secret: begun.secret, epoch: Math.floor(clock.wallMs() / 1_000) });
    const set = (password: string, typed = code) =>
      anna.browser.post('/v1/session/account/password', { ceremony: begun.ceremony, password, code: typed });
    expect((await set('anna first anna')).text).toContain('names-the-person');
    expect((await set('short')).text).toContain('too-short');
    expect((await set('password123456')).text).toContain('common');
    expect((await set('a fine long password', '000000')).text).toContain('wrong-code');
    expect((await set('a fine long password')).status).toBe(204);
    expect((await set('a fine long password')).status).toBe(403);
    clock.turn(STEP);
    const next = generateSync({ secret: begun.secret, epoch: Math.floor(clock.wallMs() / 1_000) });
    const browser = testBrowser(server);
    expect((await signInWithPassword(browser, 'anna-first', 'a fine long password', next)).status).toBe(204);
    expect((await browser.delete('/v1/session/account/password')).status).toBe(204);
    expect((await signInWithPassword(browser, 'anna-first', 'a fine long password', next)).status).toBe(403);
  });

  it('is not removed when it is the only way to sign in', async () => {
    const { emil } = await withEmil();
    expect((await emil.browser.delete('/v1/session/account/password')).text).toContain('"last-credential"');
  });
});

describe('sign-in throttling', () => {
  const guess = (server: RunningServer, name: string, browser = testBrowser(server)) =>
    signInWithPassword(browser, name, 'a wrong password', '000000');

  it.each([['emil-fifth'], ['nobody-here']])(
    'makes guesses at %s wait, longer each time, across a restart',
    async (name) => {
      const { server, clock } = await withEmil();
      for (let times = 0; times < 5; times++) expect((await guess(server, name)).status).toBe(403);
      expect((await guess(server, name)).headers['retry-after']).toBe('30');
      clock.turn(29_000);
      await server.close();
      const again = await runServer({ dataDir: server.dataDir, clock, passwords: true });
      expect((await guess(again, name)).headers['retry-after']).toBe('1');
      clock.turn(1_000);
      expect((await guess(again, name)).status).toBe(403);
      expect((await guess(again, name)).headers['retry-after']).toBe('60');
      expect(await signals(again)).toEqual(expect.arrayContaining(['sign-in-failed', 'sign-in-throttled']));
    },
  );

  it('counts simultaneous guesses', async () => {
    const { server } = await withEmil();
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess(server, 'emil-fifth')));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
  });

  it('has no permanent lockout: waits end after a quarter of an hour, and known browsers and passkeys do not wait', async () => {
    const { server, clock, emil, anna } = await withEmil();
    const known = testBrowser(server);
    expect((await signInWithPassword(known, emil.id, PASSWORD, emil.code())).status).toBe(204);
    await known.delete('/v1/session');
    let longest = 0;
    for (let times = 0; times < 14; times++) {
      const answer = await guess(server, emil.id);
      const wait = Number(answer.headers['retry-after'] ?? 0);
      longest = Math.max(longest, wait);
      clock.turn(wait * 1_000);
    }
    expect(longest).toBeLessThanOrEqual(900);
    for (let times = 0; times < 2; times++) await guess(server, emil.id);
    const stranger = await signInWithPassword(testBrowser(server), emil.id, PASSWORD, emil.code());
    expect(stranger.status).toBe(429);
    expect((await signInWithPassword(known, emil.id, PASSWORD, emil.code())).status).toBe(204);
    expect((await signIn(testBrowser(server), anna.key)).status).toBe(204);
    clock.turn(15 * MINUTE);
    expect((await signInWithPassword(testBrowser(server), emil.id, PASSWORD, emil.code())).status).toBe(204);
  });

  it('refuses another person’s or a forged known-browser cookie', async () => {
    const { server, emil } = await withEmil();
    for (let times = 0; times < 5; times++) await guess(server, 'anna-first', emil.browser);
    expect((await guess(server, 'anna-first', emil.browser)).status).toBe(429);
    const forger = testBrowser(server);
    for (let times = 0; times < 5; times++) {
      forger.cookies.set('postern-device', Buffer.alloc(120, times).toString('base64url'));
      expect((await guess(server, 'ben-second', forger)).status).toBe(403);
    }
    expect((await guess(server, 'ben-second', forger)).status).toBe(429);
  });

  it('makes an address wait if it tries many names, despite successes in between', async () => {
    const { server, clock, emil } = await withEmil();
    for (let times = 0; times < 19; times++) {
      expect((await guess(server, `name-${times}`)).status).toBe(403);
      if (times % 6 !== 5) continue;
      expect((await signInWithPassword(testBrowser(server), emil.id, PASSWORD, emil.code())).status).toBe(204);
      clock.turn(STEP);
    }
    expect((await guess(server, 'name-last')).status).toBe(403);
    expect((await guess(server, 'name-more')).status).toBe(429);
  });
});

describe('the time of an answer', () => {
  it('does not reveal which accounts exist', async () => {
    const { server, clock, emil } = await withEmil();
    const timesOf = new Map<string, number[]>([
      [emil.id, []],
      ['nobody-here', []],
      ['anna-first', []],
    ]);
    // Interleaved and compared round by round, so that other load affects all alike. A busy machine gets more rounds, which do not hide a
    // real difference.
    const ratioOf = (one: readonly number[], other: readonly number[]) =>
      one.map((time, round) => time / (other[round] ?? time)).toSorted((a, b) => a - b)[one.length >> 1] ?? 1;
    const spread = () => {
      const all = [...timesOf.values()];
      return Math.max(...all.flatMap((one) => all.map((other) => ratioOf(one, other))));
    };
    for (let round = 0; round < 12 || (round < 60 && spread() > 1.5); round++) {
      for (const [name, times] of timesOf) {
        const started = performance.now();
        const answer = await signInWithPassword(testBrowser(server), name, 'a wrong password', '000000');
        times.push(performance.now() - started);
        expect(answer.status).toBe(403);
        // After each wait
        clock.turn(60 * MINUTE);
      }
    }
    // Without the stand-in hash, an unknown name would be answered without Argon2id, several times faster.
    expect(spread()).toBeLessThan(1.5);
  });
});
