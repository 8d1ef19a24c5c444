import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { listCommitments } from '../deliveries/tables/budget-table.ts';
import { commitmentTo, noiseSeed } from '../projection/noise.ts';
import { budgetPeriodEnd } from '../projection/periods.ts';
import type { RevealedSeed, SeedList } from './answers.ts';
import { seedPlaceSchema } from './seed-kind.ts';
import { findSeedDecision, seedDecisions } from './seed-table.ts';

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'> & {
  /** 32 bytes: the seeds of noise are derived from it. */
  readonly noiseKey: Uint8Array;
};

/** Routes of the seeds of noise: the commitments, and a seed for the supervisory authority that two people decided to give it to. */
export function seedRoutes(gate: AccessGate, { knex, queue, ledger, clock, noiseKey }: Parts): Router {
  const routes = guardedRouter(gate);

  routes.get('/v1/sharing/seeds', 'seeds.see', { takesNoQuery: true }, async (_request, response) => {
    const serverTime = Math.round(clock.wallMs());
    const decisions = await seedDecisions(knex);
    const seeds = (await listCommitments(knex)).map(
      ({ agreement, budgetPeriod, ...committed }): SeedList['seeds'][number] => {
        const decided = decisions.find((one) => one.agreement === agreement && one.budgetPeriod === budgetPeriod);
        const ended = budgetPeriodEnd(budgetPeriod) <= serverTime ? 'over' : 'running';
        if (decided === undefined) return { agreement, budgetPeriod, ...committed, state: ended, decision: null };
        const { reason, statement, proposedBy, approvedBy, decidedAt } = decided;
        const decision = { reason, statement, proposedBy, approvedBy, decidedAt };
        return { agreement, budgetPeriod, ...committed, state: 'decided', decision };
      },
    );
    response.json({ serverTime, seeds } satisfies SeedList);
  });

  const noBody = { bodyLimitBytes: 'none', takesNoQuery: true } as const;
  routes.post('/v1/sharing/seeds/:agreement/:period', 'seed.export', noBody, async (request, response, permit) => {
    const { agreement, period: budgetPeriod } = request.params;
    const place = seedPlaceSchema.safeParse({ agreement, budgetPeriod }).data;
    const decided = place === undefined ? undefined : await findSeedDecision(knex, place);
    const committed = (await listCommitments(knex)).find(
      (one) => one.agreement === place?.agreement && one.budgetPeriod === place.budgetPeriod,
    );
    if (place === undefined || decided === undefined || committed === undefined)
      return sendFailure(response, { code: 'not-found' });
    const seed = noiseSeed(noiseKey, place);
    const { commitment } = committed;
    if (commitmentTo(seed, place) !== commitment) return sendFailure(response, { code: 'seed-lost' });
    const { principal, duty, act } = permit;
    await queue.run((transaction) =>
      recordAct(transaction, {
        person: principal.personId,
        session: principal.sessionId,
        role: duty.role,
        act,
        target: { subject: place.agreement },
        result: 'done',
        at: Math.round(clock.wallMs()),
        details: { period: place.budgetPeriod.toLowerCase(), commitment },
      }),
    );
    // The ledger has the act before the seed leaves
    await ledger.settle();
    response.json({ ...place, commitment, seed: bytesToHex(seed) } satisfies RevealedSeed);
  });
  return routes.router;
}
