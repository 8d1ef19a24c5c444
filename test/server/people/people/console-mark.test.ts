/** The console of a sign-in: a number that the browser keeps. Acts and signals name only its keyed digest. */
import { describe, expect, it } from 'vitest';
import type { EventKind } from '../../../../server/oversight/detection/events/event.ts';
import { readBatch, START } from '../../../../server/oversight/detection/stream/stream.ts';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { testBrowser, type TestBrowser } from './fixtures/browser.ts';
import { twoAdministrators } from './fixtures/enrolled.ts';
import { PASSWORD, personWithPassword, signInWithPassword } from './fixtures/with-password.ts';

const STEP = 30_000;

async function bench() {
  const clock = handTurnedClock();
  const server = await runServer({ clock, passwords: true });
  const [anna] = await twoAdministrators(server);
  const emil = await personWithPassword(server, clock, anna);
  const signIn = async (browser: TestBrowser, code = emil.code()) => {
    const { status } = await signInWithPassword(browser, emil.id, PASSWORD, code);
    clock.turn(STEP);
    return status;
  };
  clock.turn(STEP);
  return { server, emil, signIn, clock };
}

describe('the console of a sign-in', () => {
  it('is the same in one browser and another one in the next, in the events of detection', async () => {
    const { server, emil, signIn, clock } = await bench();
    const [one, other] = [testBrowser(server), testBrowser(server)];
    for (const browser of [one, other, one]) expect(await signIn(browser)).toBe(204);
    await everythingEntered(server.context);
    const { items } = await readBatch(server.database.knex, START, { nowMs: clock.wallMs(), passGap: false });
    const consolesOf = (kind: EventKind) =>
      items.flatMap((item) =>
        item.kind === 'event' && item.event.kind === kind && item.event.actor === emil.id
          ? [item.event.console ?? '']
          : [],
      );
    const [first, second, third] = consolesOf('signed-in').slice(-3);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(third).toBe(first);
    expect(second).not.toBe(first);
    const [network, ...others] = new Set(consolesOf('signed-in-from'));
    expect([network, others]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), []]);
    expect([first, second]).not.toContain(network);
  });

  it('is counted with failures, which name the person; a new browser is not counted', async () => {
    const { server, emil, signIn } = await bench();
    const [known, unknown] = [testBrowser(server), testBrowser(server)];
    expect(await signIn(known)).toBe(204);
    expect(await signIn(known, '000000')).toBe(403);
    expect(await signIn(unknown, '000000')).toBe(403);
    await server.people.signals.settle();
    const counted = await listSignals(server.database.knex, 0, 100);
    expect(counted).toContainEqual(expect.objectContaining({ kind: 'sign-in-failed', about: emil.id, count: 2 }));
    const atConsole = counted.filter(({ kind }) => kind === 'sign-in-failed-at-console');
    expect(atConsole).toMatchObject([{ about: expect.stringMatching(/^[0-9a-f]{32}$/), count: 1 }]);
  });

  it('has a cookie that is sealed, so that no browser can take the place of another', async () => {
    const { server, signIn } = await bench();
    const browser = testBrowser(server);
    expect(await signIn(browser)).toBe(204);
    const kept = browser.cookies.get('postern-console') ?? '';
    expect(kept.length).toBeGreaterThan(64);
    browser.cookies.set('postern-console', 'a'.repeat(32));
    expect(await signIn(browser)).toBe(204);
    expect(browser.cookies.get('postern-console')).not.toBe('a'.repeat(32));
  });
});
