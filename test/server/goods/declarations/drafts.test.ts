/** Drafts that a browser has sealed: stored for their person alone, changed by version, bounded, and deleted in the end. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { draftsSchema, sealedDraftSchema } from '../../../../server/goods/declarations/api/portal-answers.ts';
import { DRAFT_BYTES, MAX_DRAFTS } from '../../../../server/goods/declarations/api/vocabulary.ts';
import { eraseDue } from '../../../../server/goods/declarations/keep-declarations.ts';
import { enrolTrader, jsonOf, type PortalBrowser, signInTrader } from './fixtures/portal-browser.ts';
import { traderBench } from './fixtures/trader-bench.ts';

const DAY_MS = 86_400_000;
const newId = () => randomBytes(16).toString('hex');
const SEALED = { keyId: 'a'.repeat(32), label: 'bGFiZWw', content: 'Y29udGVudA' };

const make = (browser: PortalBrowser, change: object = {}) =>
  browser.ask('POST', '/v1/session/drafts', { id: newId(), ...SEALED, ...change });
const change = (browser: PortalBrowser, id: string, replaces: number, more: object = {}) =>
  browser.ask('POST', `/v1/session/drafts/${id}`, { ...SEALED, replaces, ...more });
const listed = async (browser: PortalBrowser) =>
  draftsSchema.parse(jsonOf(await browser.ask('GET', '/v1/session/drafts'))).drafts;

describe('a sealed draft', () => {
  it('belongs to one person, and a save names the version that it replaces', async () => {
    const bench = await traderBench();
    const { browser, digest } = await enrolTrader(bench);
    const other = await enrolTrader(bench, 'trader-1', 'Theo Trader');
    const id = newId();
    const path = `/v1/session/drafts/${id}`;
    expect((await make(browser, { id })).status).toBe(204);
    expect((await make(other.browser, { id })).status).toBe(400);
    expect((await other.browser.ask('GET', path)).status).toBe(404);
    expect((await change(other.browser, id, 1)).status).toBe(404);
    expect((await other.browser.ask('DELETE', path)).status).toBe(404);
    expect(await listed(other.browser)).toEqual([]);

    expect((await change(browser, id, 1, { content: 'bmV3' })).status).toBe(204);
    expect(jsonOf(await change(browser, id, 1)).code).toBe('draft-changed');
    expect(jsonOf(await change(browser, id, 3)).code).toBe('draft-changed');
    const shown = sealedDraftSchema.parse(jsonOf(await browser.ask('GET', path)));
    expect(shown).toMatchObject({ ...SEALED, id, version: 2, content: 'bmV3' });
    expect(shown.endsAt - shown.savedAt).toBe(30 * DAY_MS);
    expect((await browser.ask('DELETE', path)).status).toBe(204);
    expect((await browser.ask('DELETE', path)).status).toBe(404);
    expect(await listed(browser)).toEqual([]);

    // Those that are left end with the access of their person
    expect((await make(browser)).status).toBe(204);
    expect(await bench.decide({ change: 'end', code: digest }, 'trader-person')).toBeUndefined();
    expect(await bench.server.context.knex('trader_drafts')).toEqual([]);
    for (const answer of [await make(browser), await browser.ask('GET', path), await browser.ask('DELETE', path)])
      expect(jsonOf(answer).code).toBe('sign-in-required');
  });

  it('is saved at most thirty times at once by one person, then every two seconds', async () => {
    let afterMs = 0;
    // Stands still, so that a slow machine gives no further saves
    const bench = await traderBench({ clock: { ...backgroundClock, monotonicMs: () => afterMs } });
    const [one, other] = [await enrolTrader(bench), await enrolTrader(bench, 'trader-1', 'Theo Trader')];
    const id = newId();
    expect((await make(one.browser, { id })).status).toBe(204);
    for (let version = 1; version < 30; version += 1) expect((await change(one.browser, id, version)).status).toBe(204);
    const refused = await change(one.browser, id, 30);
    expect([refused.status, jsonOf(refused).code, refused.headers['retry-after']]).toEqual([429, 'rate-limited', '2']);
    expect((await make(other.browser)).status).toBe(204);
    afterMs = 2_000;
    expect((await change(one.browser, id, 30)).status).toBe(204);
    expect((await change(one.browser, id, 31)).status).toBe(429);
  });

  it('is bounded in form, size, number and time', async () => {
    let laterMs = 0;
    const bench = await traderBench({
      clock: { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + laterMs },
    });
    const { browser, key } = await enrolTrader(bench);
    const longest = 'A'.repeat(Math.ceil((DRAFT_BYTES * 4) / 3));
    for (const wrong of [
      { id: 'x' },
      { keyId: '' },
      { content: '{"lrn":"plain"}' },
      { content: `${longest}A` },
      { label: 'A'.repeat(1_000) },
      { more: 1 },
    ])
      expect((await make(browser, wrong)).status).toBe(400);
    expect((await make(browser, { content: 'A'.repeat(120_000) })).status).toBe(400);
    expect((await make(browser, { content: longest })).status).toBe(204);
    for (let count = 1; count < MAX_DRAFTS; count += 1) expect((await make(browser)).status).toBe(204);
    expect(jsonOf(await make(browser)).code).toBe('too-many');
    const id = (await listed(browser))[0]?.id ?? '';

    laterMs = 31 * DAY_MS;
    expect((await signInTrader(browser, key)).status).toBe(204);
    expect(await listed(browser)).toEqual([]);
    expect((await change(browser, id, 1)).status).toBe(404);
    await eraseDue(bench.server.context);
    expect(await bench.server.context.knex('trader_drafts')).toEqual([]);
  });
});
