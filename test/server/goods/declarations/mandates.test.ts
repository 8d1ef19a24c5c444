/** Mandates: who files declarations for whom, given and accepted by people of both traders, and judged when a declaration is received. */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { viewingLogSchema } from '../../../../server/goods/declarations/api/answers.ts';
import {
  declarationListSchema,
  mandatesSchema,
  type ShownMandate,
} from '../../../../server/goods/declarations/api/portal-answers.ts';
import { eraseDue } from '../../../../server/goods/declarations/keep-declarations.ts';
import { judgeRepresentation, type MandateTerms } from '../../../../server/goods/declarations/rules/representation.ts';
import { B1, changed, H1 } from './fixtures/declarations.ts';
import {
  type EnrolledTrader,
  enrolTrader,
  jsonOf,
  type PortalBrowser,
  signInTrader,
} from './fixtures/portal-browser.ts';
import { signedOffices, traderBench, type TraderAnswer, type TraderBench } from './fixtures/trader-bench.ts';
import { newMember, viewingOfficer } from './fixtures/viewing-officer.ts';

const DAY_MS = 86_400_000;
const OFFER = { representative: 'trader-2', kind: 'direct', dataSets: ['H1'], identifier: 'de 987 654 321', days: 30 };
const FOR_PRINCIPAL = { 'declared-for': 'trader-1' };

let references = 0;
/** Names the principal as declarant, and a direct representative; with references of its own, because used ones are refused. */
function represented(changes: Readonly<Record<string, unknown>> = {}, content: object = H1) {
  references += 1;
  const own = { '/lrn': `LRN-M${references}`, '/ucr': `UCR-M${references}` };
  return changed(content, { '/representative': { id: 'DE555555555', status: '2' }, ...own, ...changes });
}

interface Scene {
  readonly bench: TraderBench;
  readonly principal: EnrolledTrader;
  readonly representative: EnrolledTrader;
  /** Files for the principal with a key of the representative's program. */
  file(content?: object, submission?: string): Promise<TraderAnswer>;
  wait(ms: number): void;
}

async function scene(): Promise<Scene> {
  let laterMs = 0;
  const bench = await traderBench({
    clock: { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + laterMs },
    offices: await signedOffices([newMember('p-cora')]),
  });
  const key = await bench.giveKey('trader-2', undefined, Math.round(backgroundClock.wallMs()) + 80 * DAY_MS);
  return {
    bench,
    principal: await enrolTrader(bench, 'trader-1', 'Petra Principal'),
    representative: await enrolTrader(bench, 'trader-2', 'Rolf Representative'),
    file: (content = represented(), submission = randomBytes(8).toString('hex')) =>
      bench.submit(content, { key, submission, headers: FOR_PRINCIPAL }),
    wait: (ms) => (laterMs += ms),
  };
}

const listOf = async (browser: PortalBrowser): Promise<readonly ShownMandate[]> =>
  mandatesSchema.parse(jsonOf(await browser.ask('GET', '/v1/session/mandates'))).mandates;
const give = (browser: PortalBrowser, change: object = {}) =>
  browser.ask('POST', '/v1/session/mandates', { ...OFFER, ...change });
const accept = (browser: PortalBrowser, id: string) => browser.ask('POST', `/v1/session/mandates/${id}`, {});
const end = (browser: PortalBrowser, id: string) => browser.ask('DELETE', `/v1/session/mandates/${id}`);

/** Resolves to the id of a mandate in force. */
async function agreed({ principal, representative }: Scene, change: object = {}): Promise<string> {
  expect((await give(principal.browser, change)).status).toBe(204);
  const id = (await listOf(principal.browser)).find(({ state }) => state === 'offered')?.id ?? '';
  expect((await accept(representative.browser, id)).status).toBe(204);
  return id;
}

const rulesOf = ({ json }: TraderAnswer) => [
  json.state,
  ...(json['findings'] as readonly { rule: string; pointer: string }[]).map(
    ({ rule, pointer }) => `${rule} ${pointer}`,
  ),
];
const MISSING = ['rejected', 'mandate-missing /representative'];

describe('a mandate', () => {
  it('is given by the principal, accepted by the representative, and covers declarations until either ends it', async () => {
    const at = await scene();
    const { bench, principal, representative, file } = at;
    expect(rulesOf(await file())).toEqual(MISSING);
    expect((await give(principal.browser)).status).toBe(204);
    const [offer] = await listOf(representative.browser);
    expect(offer).toMatchObject({ side: 'representative', principal: 'trader-1', state: 'offered', dataSets: ['H1'] });
    expect(rulesOf(await file())).toEqual(MISSING);
    expect((await accept(representative.browser, offer?.id ?? '')).status).toBe(204);

    const filed = await file();
    expect(filed.json).toMatchObject({ state: 'accepted', trader: 'trader-1', filedBy: 'trader-2' });
    const id = filed.json.id ?? '';
    const path = `/v1/declarations/${id}`;
    const lines = async (browser: PortalBrowser) =>
      declarationListSchema.parse(jsonOf(await browser.ask('GET', '/v1/declarations'))).declarations;
    // Those without a mandate are in the list of the filer alone
    expect((await lines(principal.browser)).map((one) => one.id)).toEqual([id]);
    expect(await lines(representative.browser)).toHaveLength(3);
    expect(jsonOf(await principal.browser.ask('GET', path))).toEqual(filed.json);
    expect(jsonOf(await representative.browser.ask('GET', path))).toEqual(filed.json);

    const officer = await viewingOfficer(bench.server, 'p-cora');
    expect((await officer.ask(id, ['value'])).status).toBe(201);
    const logOf = async (browser: PortalBrowser) =>
      viewingLogSchema.parse(jsonOf(await browser.ask('GET', '/v1/viewings'))).viewings;
    expect(await logOf(principal.browser)).toMatchObject([{ number: 1, declaration: id }]);
    expect(await logOf(representative.browser)).toEqual([]);

    const mandate = offer?.id ?? '';
    expect((await end(representative.browser, mandate)).status).toBe(204);
    expect((await end(principal.browser, mandate)).status).toBe(404);
    expect(rulesOf(await file())).toEqual(MISSING);
    expect(await listOf(principal.browser)).toMatchObject([{ state: 'ended', endedBy: 'representative' }]);
    expect(jsonOf(await representative.browser.ask('GET', path))).toEqual(filed.json);
  });

  it('is made by signed-in people of its two traders alone, with a fresh sign-in', async () => {
    const at = await scene();
    const { bench, principal, representative, file, wait } = at;
    const stranger = await enrolTrader(bench, 'trader-3', 'Sam Stranger');
    for (const wrong of [
      { representative: 'trader-1' },
      { principal: 'trader-3' },
      { days: 366 },
      { days: 0 },
      { dataSets: [] },
      { dataSets: ['H1', 'H1'] },
      { kind: 'own' },
      { identifier: '12' },
    ])
      expect([wrong, (await give(principal.browser, wrong)).status]).toEqual([wrong, 400]);
    expect((await give(principal.browser)).status).toBe(204);
    const id = (await listOf(principal.browser))[0]?.id ?? '';
    for (const { browser } of [principal, stranger]) expect((await accept(browser, id)).status).toBe(404);
    expect((await end(stranger.browser, id)).status).toBe(404);
    expect(await listOf(stranger.browser)).toEqual([]);
    // A mandate that the stranger gave to the same representative is not one of this principal
    expect((await give(stranger.browser)).status).toBe(204);
    const [foreign] = await listOf(stranger.browser);
    expect((await accept(representative.browser, foreign?.id ?? '')).status).toBe(204);
    expect(rulesOf(await file())).toEqual(MISSING);

    wait(6 * 60_000);
    expect(jsonOf(await give(principal.browser)).code).toBe('proof-required');
    expect(jsonOf(await accept(representative.browser, id)).code).toBe('proof-required');
    expect((await signInTrader(representative.browser, representative.key)).status).toBe(204);
    expect((await accept(representative.browser, id)).status).toBe(204);
    expect((await accept(representative.browser, id)).status).toBe(404);
    expect((await file()).json.state).toBe('accepted');
    // Ending it needs no fresh sign-in
    expect((await end(principal.browser, id)).status).toBe(204);
    expect((await accept(representative.browser, id)).status).toBe(404);
    principal.browser.cookie = '';
    expect(jsonOf(await give(principal.browser)).code).toBe('sign-in-required');
    expect(jsonOf(await accept(principal.browser, id)).code).toBe('sign-in-required');
    expect(jsonOf(await end(principal.browser, id)).code).toBe('sign-in-required');
  });

  it('ends with its time, an offer too, and its record is deleted years later', async () => {
    const at = await scene();
    const { bench, principal, representative, file, wait } = at;
    await agreed(at);
    expect((await give(principal.browser, { days: 60 })).status).toBe(204);
    const offer = (await listOf(principal.browser)).find(({ state }) => state === 'offered')?.id ?? '';
    expect((await file()).json.state).toBe('accepted');
    wait(30 * DAY_MS);
    expect(rulesOf(await file())).toEqual(MISSING);
    for (const { browser, key } of [principal, representative])
      expect((await signInTrader(browser, key)).status).toBe(204);
    expect((await accept(representative.browser, offer)).status).toBe(404);
    expect((await listOf(principal.browser)).map(({ state }) => state)).toEqual(['lapsed', 'lapsed']);
    const { context } = bench.server;
    const left = async () => (await context.knex('trader_mandates')).length;
    await eraseDue(context);
    expect(await left()).toBe(2);
    wait(15 * DAY_MS);
    await eraseDue(context);
    expect(await left()).toBe(1);
    wait(5 * 366 * DAY_MS);
    await eraseDue(context);
    expect(await left()).toBe(0);
  });

  it('covers no submission that runs while it is withdrawn, no submission twice, and its own terms alone', async () => {
    const at = await scene();
    const { bench, principal, representative } = at;
    const id = await agreed(at);
    const body = Buffer.from(JSON.stringify(represented()));
    const sending = request({
      ...{ host: '127.0.0.1', port: bench.server.traders?.port, method: 'POST', path: '/v1/declarations' },
      headers: {
        ...{ host: new URL(principal.browser.origin).host, origin: principal.browser.origin },
        ...{ 'sec-fetch-site': 'same-origin', cookie: representative.browser.cookie },
        ...{ 'content-type': 'application/json', 'content-length': body.length, 'idempotency-key': 'submission-9' },
        ...FOR_PRINCIPAL,
      },
    });
    const answered = new Promise<string>((resolve, reject) => {
      sending.on('error', reject).on('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
      });
    });
    sending.write(body.subarray(0, 100));
    expect((await end(principal.browser, id)).status).toBe(204);
    sending.end(body.subarray(100));
    expect(JSON.parse(await answered)).toMatchObject({
      ...{ state: 'rejected', trader: 'trader-2', filedBy: null },
      findings: [{ rule: 'mandate-missing' }],
    });
    await filedOnce(at);
    await coversItsTermsAlone(at);
  });
});

/** A repeated submission gets its answer, and the same key serves no other trader. */
async function filedOnce(at: Scene): Promise<void> {
  const { knex } = at.bench.server.context;
  const before = (await knex('declarations')).length;
  const content = represented();
  const id = await agreed(at);
  const filed = await at.file(content, 'submission-1');
  expect(filed.json).toMatchObject({ state: 'accepted', filedBy: 'trader-2' });
  expect((await end(at.principal.browser, id)).status).toBe(204);
  expect((await at.file(content, 'submission-1')).json).toEqual(filed.json);
  const send = (headers: Record<string, string>) =>
    at.representative.browser.ask('POST', '/v1/declarations', content, {
      'idempotency-key': 'submission-1',
      ...headers,
    });
  expect(jsonOf(await send({})).code).toBe('submission-key-used');
  expect(jsonOf(await send({ 'declared-for': 'trader-3' })).code).toBe('submission-key-used');
  expect(jsonOf(await send({ 'declared-for': 'Trader 3' })).code).toBe('malformed-request');
  // To name oneself is to name no one else
  expect(jsonOf(await send({ 'declared-for': 'trader-2', 'idempotency-key': 'submission-2' }))).toMatchObject({
    ...{ trader: 'trader-2', filedBy: null },
  });
  expect(await knex('declarations')).toHaveLength(before + 2);
}

/** Its data sets, its kind of representation and its principal. */
async function coversItsTermsAlone(at: Scene): Promise<void> {
  await agreed(at);
  expect(rulesOf(await at.file(represented({}, B1)))).toContain('mandate-data-set /dataSet');
  expect(rulesOf(await at.file(represented({ '/representative/status': '3' })))).toContain(
    'mandate-kind /representative/status',
  );
  expect(rulesOf(await at.file(represented({ '/representative': undefined })))).toContain(
    'mandate-kind /representative/status',
  );
  expect(rulesOf(await at.file(represented({ '/declarant/id': 'DE111111111' })))).toContain(
    'mandate-party /declarant/id',
  );
  expect((await listOf(at.principal.browser))[0]).not.toHaveProperty('identifier');
}

describe('the judgement of a representation', () => {
  const terms = (change: Partial<MandateTerms>): MandateTerms => {
    return { id: 'm-1', kind: 'indirect', dataSets: ['H1', 'B1'], party: 'p', ...change };
  };
  const judged = (mandates: readonly MandateTerms[], ...rest: [Parameters<typeof judgeRepresentation>[1], object]) => {
    const { mandate, findings } = judgeRepresentation(mandates, rest[0], { kind: 'indirect', party: 'p', ...rest[1] });
    return mandate ?? findings.map(({ rule, pointer }) => `${rule} ${pointer}`).join();
  };

  it('finds the mandate that fits among several', () => {
    const several = [
      terms({ kind: 'direct' }),
      terms({ id: 'm-2', party: 'q' }),
      terms({ id: 'm-3', dataSets: ['H7'] }),
    ];
    expect(judged(several, 'H1', { party: 'q' })).toBe('m-2');
    expect(judged(several, 'H7', {})).toBe('m-3');
    expect(judged(several, 'H1', { kind: 'direct' })).toBe('m-1');
    expect(judged([], 'H1', {})).toBe('mandate-missing /representative');
    expect(judged(several, null, {})).toBe('');
  });

  it('compares the importer of an import and the exporter of an export', () => {
    for (const [dataSet, pointer] of [
      ['H1', '/importer/id'],
      ['B1', '/exporter/id'],
    ] as const) {
      expect(judged([terms({})], dataSet, { party: null })).toBe(`mandate-party ${pointer}`);
      expect(judged([terms({})], dataSet, {})).toBe('m-1');
    }
  });
});
