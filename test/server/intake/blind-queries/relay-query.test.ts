import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eraseOldCounts } from '../../../../server/intake/blind-queries/erase-counts.ts';
import {
  IN_FLIGHT_OF_LIST,
  openBlindDesk,
  QUERIES_PER_DAY,
  QUERIES_PER_HOUR,
  relayQuery,
} from '../../../../server/intake/blind-queries/relay-query.ts';
import {
  evaluateRequestSchema,
  type EvaluateRequest,
  type BlindQuery,
} from '../../../../server/contract/blind-query.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { SourceSettings } from '../../../../server/contract/watchlist-source.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const STOLEN = watchlistIdSchema.parse('stolen');
const HOUR_MS = 3_600_000;
const ELEMENT = 'ab'.repeat(32);
const PROOF = 'cd'.repeat(64);

type Answering = (request: EvaluateRequest, response: ServerResponse) => void;
const evaluated =
  (over: object = {}): Answering =>
  ({ requestId, elements }, response) =>
    response.end(JSON.stringify({ version: 1, requestId, elements, proof: PROOF, ...over }));

async function bench() {
  const ingest = await ingestBench();
  const kiosks = [1, 2].map((at) => testKiosk(kioskIdSchema.parse(`north-${at}`), at + 30));
  await ingest.enrol(...kiosks);
  const world = { answer: evaluated(), asked: [] as EvaluateRequest[], connections: 0 };
  const owner = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const read = evaluateRequestSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
      world.asked.push(read);
      world.answer(read, response);
    });
  }).listen(0, '127.0.0.1');
  owner.on('connection', () => (world.connections += 1));
  await new Promise((resolve) => owner.once('listening', resolve));
  const { port } = owner.address() as AddressInfo;
  const sources = new Map<string, SourceSettings>([
    ['stolen', { url: `http://127.0.0.1:${port}/`, timeoutMs: 20_000 }],
  ]);
  const desk = openBlindDesk(ingest.context, () => sources);
  onTestFinished(() => {
    desk.agents.http.destroy();
    owner.closeAllConnections();
    owner.close();
  });
  const wire = (lane = 0, over: Partial<BlindQuery> = {}) =>
    kiosks[lane]?.blindQuery({
      ...{ list: STOLEN, publicKey: ELEMENT, elements: [ELEMENT], at: Math.round(ingest.clock.wallMs()) },
      ...over,
    }) ?? new Uint8Array();
  const ask = async (lane = 0, over: Partial<BlindQuery> = {}) => {
    const relayed = await relayQuery(desk, wire(lane, over));
    return relayed.kind === 'answered' ? relayed.answer : relayed.code;
  };
  const fill = (elements: number, hour: number, list = 'stolen') =>
    ingest.context.knex('blind_query_counts').insert({ kiosk_id: 'north-1', list, hour, made: elements });
  const hour = () => Math.floor(ingest.clock.wallMs() / HOUR_MS);
  const alarms = async () => (await ingest.alarms()).map(({ kind, kioskId }) => [kind, kioskId]);
  return { ...ingest, desk, sources, world, wire, ask, fill, hour, alarms };
}

describe('a blind query', () => {
  it('reaches the owner without the lane and its id, and its answer the lane', async () => {
    const { ask, world } = await bench();
    const queryId = '12'.repeat(16);
    expect(await ask(0, { queryId, elements: [ELEMENT, 'ef'.repeat(32)] })).toEqual({
      ...{ version: 1, queryId, elements: [ELEMENT, 'ef'.repeat(32)], proof: PROOF },
    });
    expect(world.asked).toHaveLength(1);
    const sent = JSON.stringify(world.asked[0]);
    expect(sent).not.toContain('north-1');
    expect(sent).not.toContain(queryId);
  });

  it('uses the connection that is open', async () => {
    const { ask, world } = await bench();
    for (let at = 0; at < 5; at += 1) expect(await ask()).toMatchObject({ proof: PROOF });
    expect(world.connections).toBe(1);
  });

  it('opens a connection again when the owner closed the one before', async () => {
    const { ask, world } = await bench();
    world.answer = (request, response) => {
      response.once('finish', () => response.socket?.destroy());
      evaluated()(request, response);
    };
    for (let at = 0; at < 3; at += 1) expect(await ask()).toMatchObject({ proof: PROOF });
  });

  it.each<[string, Answering]>([
    ['refuses', (_request, response) => void response.writeHead(422).end('{}')],
    ['answers another request', evaluated({ requestId: 'f'.repeat(32) })],
    ['answers with more elements', evaluated({ elements: [ELEMENT, ELEMENT] })],
    ['answers with the identity', evaluated({ elements: ['00'.repeat(32)] })],
    ['answers without a proof', evaluated({ proof: '' })],
    ['answers with too much', (_request, response) => void response.end('x'.repeat(9_000))],
    ['closes the connection', (_request, response) => void response.destroy()],
  ])('is unavailable when the owner %s', async (_what, answer) => {
    const { ask, world } = await bench();
    world.answer = answer;
    expect(await ask()).toBe('unavailable');
    world.answer = evaluated();
    expect(await ask()).toMatchObject({ proof: PROOF });
  });

  it('is unavailable when the owner does not answer in time', async () => {
    const { ask, world, sources } = await bench();
    const own = sources.get('stolen');
    world.answer = () => undefined;
    if (own !== undefined) sources.set('stolen', { ...own, timeoutMs: 200 });
    expect(await ask()).toBe('unavailable');
  });

  it('is unavailable for a list without a connector', async () => {
    const { ask, sources, world } = await bench();
    sources.clear();
    expect(await ask()).toBe('unavailable');
    expect(world.asked).toEqual([]);
  });

  it('is unavailable while a slow owner has its share of the queries, and other lists are asked', async () => {
    const { ask, desk, sources } = await bench();
    const own = sources.get('stolen');
    if (own !== undefined) sources.set('counted', own);
    desk.inFlight.set('counted', IN_FLIGHT_OF_LIST);
    expect(await ask(0, { list: watchlistIdSchema.parse('counted') })).toBe('unavailable');
    expect(await ask()).toMatchObject({ proof: PROOF });
    desk.inFlight.set('counted', IN_FLIGHT_OF_LIST - 1);
    expect(await ask(0, { list: watchlistIdSchema.parse('counted') })).toMatchObject({ proof: PROOF });
  });

  it('is unavailable beyond the share of its list, also among queries that come at the same time', async () => {
    const { ask, desk, world } = await bench();
    desk.inFlight.set('stolen', IN_FLIGHT_OF_LIST - 3);
    // An answer frees a place, so the owner answers only once the others are refused
    let refused = 0;
    let answerNow = (): void => undefined;
    const othersRefused = new Promise<void>((resolve) => (answerNow = resolve));
    world.answer = (request, response) => void othersRefused.then(() => evaluated()(request, response));
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const answer = await ask();
        if (answer === 'unavailable') refused += 1;
        if (refused === 17) answerNow();
        return answer;
      }),
    );
    expect(answers.filter((one) => one === 'unavailable')).toHaveLength(17);
    expect(world.asked).toHaveLength(3);
    expect(desk.inFlight.get('stolen')).toBe(IN_FLIGHT_OF_LIST - 3);
  });

  it('is refused when it is not of now, as a recorded one', async () => {
    const { wire, desk, clock, world } = await bench();
    const recorded = wire();
    clock.turn(61_000);
    expect(await relayQuery(desk, recorded)).toMatchObject({ code: 'invalid-message' });
    expect(world.asked).toEqual([]);
  });

  it('is refused with a signature of another kiosk, or with more than the contract allows', async () => {
    const { wire, desk, world } = await bench();
    const text = Buffer.from(wire()).toString('utf8');
    expect(await relayQuery(desk, Buffer.from(text.replace('north-1', 'north-2')))).toMatchObject({
      code: 'bad-signature',
    });
    expect(await relayQuery(desk, Buffer.from('{}'))).toMatchObject({ kind: 'refused' });
    expect(await relayQuery(desk, Buffer.from('x'.repeat(100_000)))).toMatchObject({ kind: 'refused' });
    expect(world.asked).toEqual([]);
  });
});

describe("a lane's blind queries", () => {
  it('are limited for an hour, by elements, and more raise an alarm', async () => {
    const { ask, fill, hour, world, alarms, clock } = await bench();
    await fill(QUERIES_PER_HOUR - 2, hour());
    expect(await ask(0, { elements: [ELEMENT, ELEMENT, ELEMENT] })).toBe('rate-limited');
    expect(await ask(0, { elements: [ELEMENT, ELEMENT] })).toMatchObject({ proof: PROOF });
    expect(await ask()).toBe('rate-limited');
    expect(world.asked).toHaveLength(1);
    expect(await ask(1)).toMatchObject({ proof: PROOF });
    expect(await alarms()).toEqual([['blind-queries-too-many', 'north-1']]);
    clock.turn(HOUR_MS);
    expect(await ask()).toMatchObject({ proof: PROOF });
  });

  it('are limited for a day', async () => {
    const { ask, fill, hour, clock } = await bench();
    for (let before = 1; before <= 10; before += 1) await fill(QUERIES_PER_DAY / 10, hour() - before);
    expect(await ask()).toBe('rate-limited');
    clock.turn(24 * HOUR_MS);
    expect(await ask()).toMatchObject({ proof: PROOF });
  });

  it('are counted although no answer came', async () => {
    const { ask, world, context } = await bench();
    world.answer = (_request, response) => void response.destroy();
    await ask();
    expect(await context.knex('blind_query_counts').sum({ made: 'made' })).toMatchObject([{ made: expect.anything() }]);
    const rows: readonly { made: unknown }[] = await context.knex('blind_query_counts');
    expect(rows.map(({ made }) => Number(made))).toEqual([1]);
  });

  it('of one list leave the limit of another one', async () => {
    const { ask, fill, hour, sources } = await bench();
    const own = sources.get('stolen');
    if (own !== undefined) sources.set('counted', own);
    await fill(QUERIES_PER_HOUR, hour(), 'counted');
    expect(await ask(0, { list: watchlistIdSchema.parse('counted') })).toBe('rate-limited');
    expect(await ask()).toMatchObject({ proof: PROOF });
  });

  it('stay within the limit when they are asked at once', async () => {
    const { ask, fill, hour } = await bench();
    await fill(QUERIES_PER_HOUR - 5, hour());
    const said = await Promise.all(Array.from({ length: 12 }, () => ask()));
    expect(said.filter((one) => one === 'rate-limited')).toHaveLength(7);
  });

  it('are forgotten after a day', async () => {
    const { ask, context, clock } = await bench();
    await ask();
    clock.turn(24 * HOUR_MS);
    await eraseOldCounts(context);
    expect(await context.knex('blind_query_counts')).toHaveLength(1);
    clock.turn(3 * HOUR_MS);
    await eraseOldCounts(context);
    expect(await context.knex('blind_query_counts')).toEqual([]);
  });
});
