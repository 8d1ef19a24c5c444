import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from 'express';
import { tokenBucket } from '../../../hardware/host/token-bucket.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { refused } from '../../platform/http/route.ts';
import { policyTrialSchema } from './answers.ts';
import { readTrial } from './read-trial.ts';
import { TRIAL_LIMIT_BYTES } from './trial-limit.ts';
import { type TrialPolicy, trialRequestSchema } from './trial-policy.ts';

/** Trials of all administrators together: each reads many reports, and many trials that differ little could single out a traveller. */
const PACE = { burst: 10, everyMs: 60_000 };

const POLICY_DEPTH = 16;

type Desk = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'ledger'>;

/** Route on which an administrator tries a decision policy on past reports. Each trial is an act in the ledger. */
export function policyTrialRoutes(gate: AccessGate, { knex, queue, clock, ledger }: Desk): Router {
  const routes = guardedRoutes(gate);
  const take = tokenBucket(clock, PACE);
  const form = { body: trialRequestSchema, maxBodyBytes: TRIAL_LIMIT_BYTES, answer: policyTrialSchema };
  routes.post('/v1/policy-trials', 'policies.try', form, async ({ body: { policy }, now }, permit) => {
    const waitMs = take();
    if (waitMs > 0) return { ...refused('rate-limited'), retryAfterS: Math.ceil(waitMs / 1_000) };
    const trial = await readTrial(knex, policy, now);
    const { principal, duty, act } = permit;
    const by = { person: principal.personId, session: principal.sessionId, role: duty.role };
    const details = { digest: policyDigest(policy) };
    await queue.run((transaction) => recordAct(transaction, { ...by, act, result: 'done', at: now, details }));
    await ledger.settle();
    return trial;
  });
  return routes.router;
}

/** The digest lets auditors distinguish a review of one policy from a search with many. */
function policyDigest(policy: TrialPolicy): string {
  const bytes = canonicalJson(policy, { depth: POLICY_DEPTH, bytes: TRIAL_LIMIT_BYTES });
  return bytesToHex(sha256(bytes));
}
