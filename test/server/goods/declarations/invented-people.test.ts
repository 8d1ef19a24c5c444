/** People of invented traders: in development alone. */
import { describe, expect, it } from 'vitest';
import { mandatesSchema, portalSessionSchema } from '../../../../server/goods/declarations/api/portal-answers.ts';
import { INVENTED_TRADERS, signInInvented } from '../../../../server/goods/declarations/portal/invented-people.ts';
import type { PortalParts } from '../../../../server/goods/declarations/portal/portal-parts.ts';
import { isPresent } from '../../../../server/people/portals/portal-person.ts';
import type { StoredTraderPerson } from '../../../../server/goods/declarations/tables/trader-people.ts';
import { H1 } from './fixtures/declarations.ts';
import { jsonOf, portalBrowser } from './fixtures/portal-browser.ts';
import { traderBench } from './fixtures/trader-bench.ts';

describe('a person of an invented trader', () => {
  it('signs in without proof in development, files, and proves themselves anew without a passkey', async () => {
    const bench = await traderBench();
    const browser = portalBrowser(bench);
    const session = async () => portalSessionSchema.parse(jsonOf(await browser.ask('GET', '/v1/session')));
    const [importer, broker] = INVENTED_TRADERS;
    expect(await session()).toMatchObject({ person: null, invented: INVENTED_TRADERS });
    const signIn = (trader: string) => browser.ask('POST', '/v1/session/development', { trader });
    expect((await signIn('trader-1')).status).toBe(400);
    for (let twice = 0; twice < 2; twice += 1) expect((await signIn(importer)).status).toBe(204);
    expect((await session()).person).toMatchObject({ trader: importer });
    expect(await bench.server.context.knex('trader_people').pluck('trader')).toEqual([importer]);
    expect(await bench.server.context.knex('trader_sessions')).toHaveLength(1);
    const filed = await browser.ask('POST', '/v1/declarations', H1, { 'idempotency-key': 'submission-1' });
    expect(filed.status).toBe(201);
    const mandate = {
      representative: broker,
      kind: 'direct',
      dataSets: ['H1'],
      identifier: 'de 987 654 321',
      days: 30,
    };
    expect((await browser.ask('POST', '/v1/session/mandates', mandate)).status).toBe(204);
    expect((await signIn(broker)).status).toBe(204);
    const { mandates } = mandatesSchema.parse(jsonOf(await browser.ask('GET', '/v1/session/mandates')));
    expect(mandates).toMatchObject([{ side: 'representative', principal: importer, state: 'offered' }]);
  });

  it('does not exist in production', async () => {
    const invented = {
      endedAt: null,
      proposedBy: 'development-administrator',
      approvedBy: 'development-administrator',
    };
    const real = { endedAt: null, proposedBy: 'p-anna', approvedBy: 'p-ben' };
    const isIn = (person: object, mode: 'development' | 'production') => isPresent(person as StoredTraderPerson, mode);
    expect([isIn(invented, 'development'), isIn(invented, 'production')]).toEqual([true, false]);
    expect([isIn(real, 'production'), isIn({ ...real, endedAt: 1 }, 'development')]).toEqual([true, false]);
    expect(isIn({ ...real, approvedBy: 'development-administrator' }, 'production')).toBe(false);
    const parts = { people: { config: { mode: 'production' } } } as PortalParts;
    const asked = { remoteAddress: '127.0.0.1', userAgent: '', body: {}, parameter: '' } as never;
    expect(await signInInvented(parts, { trader: INVENTED_TRADERS[0] }, asked, '')).toEqual({
      kind: 'refused',
      code: 'not-found',
    });
  });
});
