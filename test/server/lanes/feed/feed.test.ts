import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import type { Alarm } from '../../../../server/records/alarms/answers.ts';
import type { CatchUpAnswer, Hello } from '../../../../server/lanes/feed/feed-message.ts';
import type { OutcomeView } from '../../../../server/records/reports/answers.ts';
import type { LaneView } from '../../../../server/records/kiosks/answers.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

interface Console {
  readonly socket: Socket;
  readonly hello: Hello;
  next<T>(event: string): Promise<T>;
  catchUp(request: unknown): Promise<CatchUpAnswer>;
}

async function connect(
  server: RunningServer,
  headers: Record<string, string> = {},
  role: Role | 'nobody' = 'officer',
): Promise<Socket> {
  const cookie = role === 'nobody' ? {} : { cookie: (await server.as(role)).cookie };
  const socket = io(server.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...cookie, ...headers },
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

async function openConsole(server: RunningServer, role: Role = 'officer'): Promise<Console> {
  const socket = await connect(server, {}, role);
  const next = <T>(event: string) => new Promise<T>((resolve) => socket.once(event, resolve));
  const hello = await next<Hello>('hello');
  return {
    socket,
    hello,
    next,
    catchUp: (request) => socket.timeout(30_000).emitWithAck('catch-up', request) as Promise<CatchUpAnswer>,
  };
}

async function enrolledServer() {
  const server = await runServer();
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  return { server, kiosk };
}

describe('feed', () => {
  it('greets with its position, its time and every lane', async () => {
    const { server, kiosk } = await enrolledServer();
    await server.post('/v1/reports', kiosk.next().wire);
    const { hello } = await openConsole(server);
    expect(hello).toMatchObject({ mode: 'development', feedPosition: 1, lanes: [{ kioskId: kiosk.id, heard: null }] });
    expect(Math.abs(hello.serverTime - Date.now())).toBeLessThan(60_000);
  });

  it('sends outcomes, lanes and alarms once they are durable', async () => {
    const { server, kiosk } = await enrolledServer();
    const console = await openConsole(server);
    const heard = [
      console.next<OutcomeView>('outcome'),
      console.next<LaneView[]>('lanes'),
      console.next<Alarm>('alarm'),
    ];
    await server.post('/v1/reports', kiosk.next().wire);
    await server.post('/v1/status', kiosk.status({ at: Date.now() }));
    await server.post('/v1/reports', testKiosk().next({ reportedAt: 1 }).wire);
    expect(await Promise.all(heard)).toMatchObject([
      { feedPosition: 1, report: { sequence: 1 } },
      [{ heard: { state: 'free' } }],
      { kind: 'chain-fork' },
    ]);
  });

  it('lets a disconnected console catch up from the database, page by page', async () => {
    const { server, kiosk } = await enrolledServer();
    const console = await openConsole(server);
    for (let count = 0; count < 7; count++) await server.post('/v1/reports', kiosk.next().wire);
    const seen: number[] = [];
    let after = console.hello.feedPosition;
    for (;;) {
      const page = await console.catchUp({ after, limit: 3 });
      if (page.kind !== 'page') throw new Error(page.code);
      seen.push(...page.outcomes.map((one) => one.feedPosition));
      after = seen.at(-1) ?? after;
      if (after >= page.feedPosition) break;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([
    ['nothing', undefined],
    ['no bounds', {}],
    ['too much', { after: 0, limit: 101 }],
    ['a negative position', { after: -1, limit: 1 }],
    ['a text', 'all'],
    ['another name', { after: 0, limit: 1, name: 'erika' }],
  ])('refuses to catch up on %s', async (_fault, request) => {
    const { server } = await enrolledServer();
    const console = await openConsole(server);
    expect(await console.catchUp(request)).toEqual({ kind: 'refused', code: 'invalid-query' });
  });

  it('limits the requests of a console', async () => {
    const { server } = await enrolledServer();
    const console = await openConsole(server);
    const answers = await Promise.all(Array.from({ length: 80 }, () => console.catchUp({ after: 0, limit: 1 })));
    expect(
      answers.filter((answer) => answer.kind === 'refused' && answer.code === 'rate-limited').length,
    ).toBeGreaterThan(0);
  });

  it('limits the requests of a person across consoles', async () => {
    const { server } = await enrolledServer();
    const first = await openConsole(server);
    const ask = (console: Console, times: number) =>
      Promise.all(Array.from({ length: times }, () => console.catchUp({ after: 0, limit: 1 })));
    await ask(first, 80);
    const anew = await openConsole(server);
    const answers = await ask(anew, 40);
    expect(answers.filter(({ kind }) => kind === 'refused').length).toBeGreaterThan(0);
  });

  it('allows sixteen consoles per person, without blocking others', async () => {
    const { server } = await enrolledServer();
    const consoles = await Promise.all(Array.from({ length: 16 }, () => openConsole(server)));
    const more = await connect(server);
    await new Promise((resolve) => more.once('connect_error', resolve));
    expect((await openConsole(server, 'supervisor')).hello.mode).toBe('development');
    consoles[0]!.socket.disconnect();
    await expect
      .poll(
        async () => {
          const again = await connect(server);
          return new Promise((resolve) => {
            again.once('hello', () => resolve('hello'));
            again.once('connect_error', () => resolve('refused'));
          });
        },
        { timeout: 240_000 },
      )
      .toBe('hello');
  });

  it('disconnects a console that sends too much, and tolerates a request without a callback', async () => {
    const { server } = await enrolledServer();
    const console = await openConsole(server);
    console.socket.emit('catch-up', { after: 0, limit: 1 });
    console.socket.emit('catch-up');
    console.socket.emit('whatever', 1);
    expect(await console.catchUp({ after: 0, limit: 1 })).toMatchObject({ kind: 'page' });
    const cut = console.next('disconnect');
    console.socket.emit('catch-up', 'x'.repeat(5_000));
    await cut;
    expect((await openConsole(server)).hello.feedPosition).toBe(0);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another host', { host: 'evil.example' }],
  ])('refuses a page of %s', async (_fault, headers) => {
    const { server } = await enrolledServer();
    const socket = await connect(server, headers);
    const first = await new Promise((resolve) => {
      socket.once('connect_error', () => resolve('refused'));
      socket.once('connect', () => resolve('connected'));
    });
    expect(first).toBe('refused');
  });

  it('serves no client script and no long polling', async () => {
    const { server } = await enrolledServer();
    expect((await server.ask('/socket.io/socket.io.js')).status).not.toBe(200);
    expect((await server.ask('/socket.io/?EIO=4&transport=polling')).status).toBe(400);
  });
});
