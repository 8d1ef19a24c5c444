import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Permit } from '../../../../server/platform/access/guarded-router.ts';
import { lookUpRequestSchema, type SourceSettings } from '../../../../server/contract/watchlist-source.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { WriteQueue } from '../../../../server/platform/database/write-queue.ts';
import { insertGrant } from '../../../../server/lanes/evidence/grant-table.ts';
import { MAX_GRANT_MS, lookUp, MAX_LOOK_UPS, watchlistCase } from '../../../../server/border/watchlist/look-up.ts';
import { referralBench } from '../referrals/fixtures/referral-bench.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';

const STOLEN = watchlistIdSchema.parse('stolen');
const DOCUMENT = { type: 'P', issuer: 'UTO', number: 'SECRET77' };
const QUERY = {
  list: STOLEN,
  base: 3,
  delta: 2,
  digest: 'a'.repeat(64),
  madeAt: 1,
  askedAt: 2,
  found: 'listed',
} as const;

type Answering = (request: { readonly requestId: string }, response: ServerResponse) => void;
const found =
  (word: string, over: object = {}): Answering =>
  ({ requestId }, response) =>
    response.end(JSON.stringify({ version: 1, requestId, answeredAt: 1, found: word, ...over }));

/** An authority's connector whose answer a test sets. */
async function connector() {
  const asked: { readonly requestId: string; readonly document: object }[] = [];
  const world = { answer: found('listed') };
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const read = lookUpRequestSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    asked.push(read);
    world.answer(read, response);
  };
  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const settings: SourceSettings = { url: `http://127.0.0.1:${port}/sltd`, timeoutMs: 60_000 };
  return { asked, world, settings };
}

async function hit(options: { readonly withGrant?: boolean } = {}) {
  const bench = await referralBench();
  for (const name of ['anna-b', 'boris-c']) bench.hire(name);
  const lane = await bench.lane('north-1', 7);
  for (const name of ['anna-b', 'boris-c']) await bench.watch(name);
  const checks = [{ name: 'document-watchlist', result: 'failed', reason: 'document-listed' }] as const;
  const id = await lane.refer(1, { reasons: ['document-listed'], checks: [...checks], watchlists: [QUERY] });
  await bench.act('anna-b', id, 'take', { version: 1 });
  const source = await connector();
  const { context, clock } = bench;
  const sources = new Map([['stolen', source.settings]]);
  const desk = { context, sources: () => sources };
  const permit = (name: string) =>
    ({
      principal: { personId: name, sessionId: '5e'.repeat(16) },
      duty: { role: 'officer' },
      act: 'watchlist.look-up',
    }) as unknown as Permit;
  const grant = (officer: string, issuedAt = clock.wallMs()) =>
    context.queue.run((transaction) =>
      insertGrant(transaction, {
        ...{ digest: randomBytes(32).toString('hex'), kioskId: lane.kiosk.id, transactionId: transactionOf(1) },
        ...{ officer: officer as never, issuedAt, payload: new Uint8Array(1), signature: new Uint8Array(64) },
      }),
    );
  if (options.withGrant !== false) await grant('anna-b');
  const ask = async (name = 'anna-b', list = STOLEN, document = DOCUMENT) => {
    clock.turn(1);
    const said = await lookUp(desk, permit(name), id, { list, document });
    return said.kind === 'refused' ? said.code : said.case.lookUps.at(-1);
  };
  /** On another server over the same database. */
  const askOn = async (own: typeof context) => {
    const on = { ...desk, context: own };
    const said = await lookUp(on, permit('anna-b'), id, { list: STOLEN, document: DOCUMENT });
    return said.kind === 'refused' ? said.code : said.case.lookUps.at(-1);
  };
  const everything = async () => {
    const tables = ['watchlist_look_ups', 'acts', 'ledger_openings'] as const;
    return JSON.stringify(await Promise.all(tables.map((table) => context.knex(table)))) + bench.log.join('\n');
  };
  return { ...bench, id, source, sources, desk, grant, ask, askOn, everything };
}

describe('a look-up of a watchlist hit', () => {
  it('is recorded with its grant and its result, without the document', async () => {
    const { ask, source, everything, desk, id, context } = await hit();
    expect(await ask()).toMatchObject({ list: 'stolen', result: 'confirmed', why: null, by: 'anna-b' });
    source.world.answer = found('not-listed');
    expect(await ask()).toMatchObject({ result: 'not-confirmed' });
    expect(source.asked.map(({ document }) => document)).toEqual([DOCUMENT, DOCUMENT]);
    expect(await everything()).not.toContain('SECRET77');
    const acts: readonly { act: string; details: string }[] = await context
      .knex('acts')
      .where({ act: 'watchlist.look-up' });
    expect(acts.map(({ details }) => JSON.stringify(details)).join()).toContain(source.asked[0]?.requestId);
    const shown = await watchlistCase(desk, id);
    expect(shown).toMatchObject({
      case: { queries: [QUERY], left: MAX_LOOK_UPS - 2, recent: { confirmed: 1, notConfirmed: 0 } },
    });
  });

  it('is on record before the request is sent', async () => {
    const { ask, source, context } = await hit();
    let before: readonly { result: string }[] = [];
    source.world.answer = (request, response) =>
      void context.knex('watchlist_look_ups').then((rows: readonly { result: string }[]) => {
        before = rows;
        found('listed')(request, response);
      });
    await ask();
    expect(before.map(({ result }) => result)).toEqual(['asked']);
  });

  it.each<[string, Answering | undefined, string]>([
    ['does not answer in time', () => undefined, 'timed-out'],
    ['stops in the middle of its answer', (_request, response) => void response.write('{'), 'timed-out'],
    ['answers another request', found('listed', { requestId: 'f'.repeat(32) }), 'invalid-answer'],
    ['answers with too much', (_request, response) => void response.end('x'.repeat(5_000)), 'invalid-answer'],
    ['answers with another word', found('maybe'), 'invalid-answer'],
    ['adds a member', found('listed', { name: 'x' }), 'invalid-answer'],
    [
      'redirects',
      (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'refused',
    ],
    ['refuses', (_request, response) => void response.writeHead(500).end('{}'), 'refused'],
    ['closes the connection', (_request, response) => void response.destroy(), 'unreachable'],
    ['is not configured', undefined, 'not-configured'],
  ])('says why there is no answer when the source %s', async (_what, answer, why) => {
    const { ask, source, sources } = await hit();
    if (answer === undefined) sources.clear();
    else source.world.answer = answer;
    if (why === 'timed-out') sources.set('stolen', { ...source.settings, timeoutMs: 300 });
    expect(await ask()).toMatchObject({ result: 'away', why });
  });

  it('says that it is not configured when a file of its credentials cannot be read', async () => {
    const { ask, sources, source } = await hit();
    sources.set('stolen', { ...source.settings, authorizationFile: '/nowhere/token' });
    expect(await ask()).toMatchObject({ result: 'away', why: 'not-configured' });
    expect(source.asked).toEqual([]);
  });

  it('needs the referral, a hit on that list, and an evidence grant of the same officer from the last hour', async () => {
    const { ask, grant, source, clock } = await hit({ withGrant: false });
    expect(await ask('boris-c')).toBe('not-your-referral');
    expect(await ask('anna-b', watchlistIdSchema.parse('lost'))).toBe('invalid-message');
    expect(await ask()).toBe('grant-required');
    await grant('boris-c');
    await grant('anna-b', clock.wallMs() - MAX_GRANT_MS - 1);
    expect(await ask()).toBe('grant-required');
    expect(source.asked).toEqual([]);
    await grant('anna-b');
    expect(await ask()).toMatchObject({ result: 'confirmed' });
  });

  it('is made five times at most for a referral, also when all are asked at once', async () => {
    const { ask, source } = await hit();
    const said = await Promise.all(Array.from({ length: 9 }, () => ask()));
    expect(said.filter((one) => one === 'rate-limited')).toHaveLength(9 - MAX_LOOK_UPS);
    expect(source.asked).toHaveLength(MAX_LOOK_UPS);
  });

  it('is made five times at most on two servers together, and after a restart', async () => {
    const { askOn, context, source, clock } = await hit();
    clock.turn(1);
    const servers = [context, { ...context, queue: new WriteQueue(context.knex) }];
    const said = await Promise.all(Array.from({ length: 8 }, (_, at) => askOn(servers[at % 2] ?? context)));
    expect(said.filter((one) => one === 'rate-limited')).toHaveLength(8 - MAX_LOOK_UPS);
    expect(await askOn({ ...context, queue: new WriteQueue(context.knex) })).toBe('rate-limited');
    expect(source.asked).toHaveLength(MAX_LOOK_UPS);
  });
});
