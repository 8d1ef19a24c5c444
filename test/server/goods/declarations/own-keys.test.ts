/** Keys that people of traders make for programs: limited, short-lived, and ended with their person. */
import { describe, expect, it } from 'vitest';
import { ownKeysSchema } from '../../../../server/goods/declarations/api/portal-answers.ts';
import { decideByRoute, endByRoute, storeFinding } from '../../oversight/detection/responses/stored-finding.ts';
import { streamEvents } from '../../oversight/detection/stream/stream-events.ts';
import { H7 } from './fixtures/declarations.ts';
import { enrolTrader, jsonOf } from './fixtures/portal-browser.ts';
import { newTraderKey, traderOfFile } from './fixtures/trader-bench.ts';

const newTrader = traderOfFile();

const PATIENCE = { timeout: 240_000 };

describe('a key that a person of a trader makes', () => {
  it('acts within its scopes until its person ends it, and shows its last use', async () => {
    const bench = await newTrader();
    const { browser } = await enrolTrader(bench);
    const other = await enrolTrader(bench, bench.trader, 'Theo Trader');
    const { key, digest } = newTraderKey();
    const wanted = { digest, name: 'Stock system', scopes: ['declarations.submit'], days: 7 };
    const make = (change: object) => browser.ask('POST', '/v1/session/keys', { ...wanted, ...change });
    for (const wrong of [{ days: 31 }, { days: 0 }, { scopes: [] }, { scopes: ['all'] }, { digest: 'x' }, { more: 1 }])
      expect((await make(wrong)).status).toBe(400);
    expect((await make({})).status).toBe(204);
    expect((await make({})).status).toBe(400);

    expect((await bench.submit(H7, { key })).status).toBe(201);
    expect((await bench.get('/v1/declarations', key)).json.code).toBe('scope-missing');
    const listed = async () =>
      ownKeysSchema.parse(JSON.parse((await browser.ask('GET', '/v1/session/keys')).text)).keys;
    await expect.poll(async () => (await listed())[0]?.usedAt ?? null, PATIENCE).not.toBeNull();
    expect(await listed()).toMatchObject([{ digest, name: 'Stock system', scopes: ['declarations.submit'] }]);

    expect((await other.browser.ask('DELETE', `/v1/session/keys/${digest}`)).status).toBe(404);
    expect((await browser.ask('DELETE', `/v1/session/keys/${digest}`)).status).toBe(204);
    expect((await bench.submit(H7, { key })).json.code).toBe('key-refused');
    expect(await listed()).toEqual([]);
    const all = await streamEvents(bench.server.context);
    const uses = all.filter(({ kind, subject }) => kind === 'key-used' && subject === digest);
    // Once for each network and day, although the key was used several times
    expect(uses).toMatchObject([{ actor: 'trader-1', console: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    const events = all.filter(({ kind }) => /^(?:trader-|key-(?!used))/.test(kind));
    expect(events.map(({ kind, actor, subject }) => [kind, actor, subject === digest])).toEqual([
      // The bench gives the trader a key by two administrators
      ['key-issued', 'p-ben', false],
      ...['1', '1'].flatMap(() => [
        ['trader-person-enrolled', 'trader-1', false],
        ['trader-passkey-added', 'trader-1', false],
        ['trader-signed-in', 'trader-1', false],
      ]),
      ['trader-key-made', 'trader-1', true],
      ['trader-key-ended', 'trader-1', true],
    ]);
  });

  it('ends with the access of its person, and cannot replace a key of two administrators', async () => {
    const bench = await newTrader();
    const { browser, digest: person } = await enrolTrader(bench);
    const [own, given] = [newTraderKey(), newTraderKey()];
    const make = (digest: string) =>
      browser.ask('POST', '/v1/session/keys', { digest, name: 'Own', scopes: ['declarations.read'], days: 1 });
    const terms = {
      trader: `${bench.trader}-b`,
      scopes: ['viewings.read'],
      validUntil: Math.round(Date.now()) + 3_600_000,
    };
    expect(await bench.decide({ change: 'give', digest: given.digest, ...terms })).toBeUndefined();
    expect((await make(given.digest)).status).toBe(400);
    expect((await make(own.digest)).status).toBe(204);
    expect((await bench.get('/v1/declarations', own.key)).status).toBe(200);
    expect(await bench.decide({ change: 'end', code: person }, 'trader-person')).toBeUndefined();
    expect((await bench.get('/v1/declarations', own.key)).json.code).toBe('key-refused');
  });

  it('is refused while a confirmed response pauses the keys of its trader, whose people still use the portal', async () => {
    const bench = await newTrader();
    const { browser } = await enrolTrader(bench);
    const { key, digest } = newTraderKey();
    const wanted = { digest, name: 'Own', scopes: ['declarations.read'], days: 1 };
    expect((await browser.ask('POST', '/v1/session/keys', wanted)).status).toBe(204);
    expect((await bench.get('/v1/declarations', key)).status).toBe(200);
    const about = { rule: 'key-on-many-networks', nextStep: 'pause-key' } as const;
    const id = await storeFinding(bench.server, { ...about, entity: { kind: 'trader', id: bench.trader } });
    const security = await bench.server.as('security-officer');
    expect((await decideByRoute(security, id, 'confirm')).status).toBe(200);
    expect(await bench.get('/v1/declarations', key)).toMatchObject({ status: 403, json: { code: 'key-paused' } });
    expect((await browser.ask('GET', '/v1/session/keys')).status).toBe(200);
    expect((await endByRoute(security, id)).status).toBe(200);
    expect((await bench.get('/v1/declarations', key)).status).toBe(200);
  });

  it('is made, listed and ended by a signed-in person alone', async () => {
    const bench = await newTrader();
    const { browser } = await enrolTrader(bench);
    browser.cookie = '';
    const { digest } = newTraderKey();
    const body = { digest, name: 'Own', scopes: ['declarations.read'], days: 1 };
    for (const answer of [
      await browser.ask('GET', '/v1/session/keys'),
      await browser.ask('POST', '/v1/session/keys', body),
      await browser.ask('DELETE', `/v1/session/keys/${digest}`),
    ])
      expect(jsonOf(answer).code).toBe('sign-in-required');
  });
});
