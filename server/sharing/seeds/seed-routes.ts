import { bytesToHex } from '@noble/hashes/utils.js';
import { NOT_FOUND } from '../../platform/http/route.ts';
import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { listCommitments } from '../deliveries/tables/budget-table.ts';
import { commitmentTo, noiseSeed } from '../projection/noise.ts';
import { budgetPeriodEnd } from '../projection/periods.ts';
import { revealedSeedSchema, type SeedList, seedListSchema } from './answers.ts';
import { seedPlaceSchema } from './seed-kind.ts';
import { findSeedDecision, seedDecisions } from './seed-table.ts';

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger'> & {
  /** 32 bytes: the seeds of noise are derived from it. */
  readonly noiseKey: Uint8Array;
};

/** Routes of the seeds of noise: the commitments, and a seed for the supervisory authority that two people decided to give it to. */
export function seedRoutes(gate: AccessGate, { knex, queue, ledger, noiseKey }: Parts): Router {
  const routes = guardedRoutes(gate);

  routes.get('/v1/sharing/seeds', 'seeds.see', { answer: seedListSchema }, async ({ now }) => {
    const decisions = await seedDecisions(knex);
    const seeds = (await listCommitments(knex)).map(
      ({ agreement, budgetPeriod, ...committed }): SeedList['seeds'][number] => {
        const decided = decisions.find((one) => one.agreement === agreement && one.budgetPeriod === budgetPeriod);
        const ended = budgetPeriodEnd(budgetPeriod) <= now ? 'over' : 'running';
        if (decided === undefined) return { agreement, budgetPeriod, ...committed, state: ended, decision: null };
        const { reason, statement, proposedBy, approvedBy, decidedAt } = decided;
        const decision = { reason, statement, proposedBy, approvedBy, decidedAt };
        return { agreement, budgetPeriod, ...committed, state: 'decided', decision };
      },
    );
    return { serverTime: now, seeds };
  });

  const form = { query: 'none', answer: revealedSeedSchema } as const;
  routes.post('/v1/sharing/seeds/:agreement/:period', 'seed.export', form, async ({ params, now }, permit) => {
    const place = seedPlaceSchema.safeParse({ agreement: params.agreement, budgetPeriod: params.period }).data;
    const decided = place === undefined ? undefined : await findSeedDecision(knex, place);
    const committed = (await listCommitments(knex)).find(
      (one) => one.agreement === place?.agreement && one.budgetPeriod === place.budgetPeriod,
    );
    if (place === undefined || decided === undefined || committed === undefined) return NOT_FOUND;
    const seed = noiseSeed(noiseKey, place);
    const { commitment } = committed;
    if (commitmentTo(seed, place) !== commitment) return { kind: 'refused', code: 'seed-lost' };
    const { principal, duty, act } = permit;
    await queue.run((transaction) =>
      recordAct(transaction, {
        person: principal.personId,
        session: principal.sessionId,
        role: duty.role,
        act,
        target: { subject: place.agreement },
        result: 'done',
        at: now,
        details: { period: place.budgetPeriod.toLowerCase(), commitment },
      }),
    );
    // The ledger has the act before the seed leaves
    await ledger.settle();
    return { ...place, commitment, seed: bytesToHex(seed) };
  });
  return routes.router;
}
