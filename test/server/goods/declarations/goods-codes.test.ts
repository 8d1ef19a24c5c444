/** Codes of declared goods from the portal, and the server's answer to a lane that reads one. */
import { describe, expect, it } from 'vitest';
import { readGoodsCode } from '../../../../server/contract/goods-code.ts';
import { openGoodsAnswer } from '../../../../server/contract/goods-question.ts';
import { goodsCodeViewSchema } from '../../../../server/goods/declarations/api/portal-answers.ts';
import { findControl } from '../../../../server/goods/declarations/tables/controls.ts';
import { charactersOf } from '../../contract/fixtures/made-code.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { changed, H1 } from './fixtures/declarations.ts';
import { enrolTrader, jsonOf, portalBrowser } from './fixtures/portal-browser.ts';
import { traderBench } from './fixtures/trader-bench.ts';

describe('a code of declared goods', () => {
  it('is given to people of the trader for accepted declarations, and answered at a lane', async () => {
    const bench = await traderBench();
    const { knex, signer, clock } = bench.server.context;
    const { browser } = await enrolTrader(bench);
    const { id = '' } = (await bench.submit(H1)).json;
    const rejected = (await bench.submit(changed(H1, { '/lrn': undefined }))).json;
    const make = (one: string, from = browser) => from.ask('POST', `/v1/session/goods-codes/${one}`, {});

    const made = await make(id);
    expect(made.status).toBe(200);
    const { text, endsAt } = goodsCodeViewSchema.parse(jsonOf(made));
    const read = readGoodsCode(charactersOf(text), { serverKeys: [signer.publicKey], nowMs: clock.wallMs() });
    expect(read).toEqual({ kind: 'valid', code: { declaration: id, channel: 'green', endsAt } });
    for (const bad of [rejected.id ?? '', 'f'.repeat(32), 'x']) expect((await make(bad)).status).toBe(404);
    const other = await enrolTrader(bench, 'trader-2', 'Theo Trader');
    expect((await make(id, other.browser)).status).toBe(404);
    expect(jsonOf(await make(id, portalBrowser(bench))).code).toBe('sign-in-required');

    const kiosk = testKiosk();
    await bench.server.enrol(kiosk);
    const questionId = 'a'.repeat(32);
    const asked = { kioskId: kiosk.id, questionId };
    const wire = kiosk.goodsQuestion({ ...asked, declaration: id, at: Math.round(clock.wallMs()) });
    const answer = await bench.server.post('/v1/goods-questions', wire);
    expect(answer.status).toBe(200);
    const verdict = openGoodsAnswer(jsonOf(answer), asked, [signer.publicKey]);
    // The draw is random
    const control = await findControl(knex, id);
    expect(verdict).toBe(control?.route === null ? 'green' : 'control');
  });
});
