import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from 'express';
import { tokenBucket } from '../../../hardware/host/token-bucket.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { PolicyTrial } from './answers.ts';
import { readTrial } from './read-trial.ts';
import { TRIAL_LIMIT_BYTES } from './trial-limit.ts';
import { type TrialPolicy, trialRequestSchema } from './trial-policy.ts';

/** Trials of all administrators together: each reads many reports, and many trials that differ little could single out a traveller. */
const PACE = { burst: 10, everyMs: 60_000 };

const POLICY_DEPTH = 16;

type Desk = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'ledger'>;

/** Route on which an administrator tries a decision policy on past reports. Each trial is an act in the ledger. */
export function policyTrialRoutes(gate: AccessGate, { knex, queue, clock, ledger }: Desk): Router {
  const routes = guardedRouter(gate);
  const take = tokenBucket(clock, PACE);
  routes.post(
    '/v1/policy-trials',
    'policies.try',
    { bodyLimitBytes: TRIAL_LIMIT_BYTES },
    async (request, response, { principal, duty }) => {
      const wanted = messageOf(trialRequestSchema, request, response);
      if (wanted === undefined) return;
      const waitMs = take();
      if (waitMs > 0) {
        sendFailure(response, { code: 'rate-limited', retryAfterS: Math.ceil(waitMs / 1_000) });
        return;
      }
      const at = Math.round(clock.wallMs());
      const trial = await readTrial(knex, wanted.policy, at);
      const person = principal.personId;
      const details = { digest: policyDigest(wanted.policy) };
      await queue.run((transaction) =>
        recordAct(transaction, {
          person,
          session: principal.sessionId,
          role: duty.role,
          act: 'policies.try',
          result: 'done',
          at,
          details,
        }),
      );
      await ledger.settle();
      response.json(trial satisfies PolicyTrial);
    },
  );
  return routes.router;
}

/** The digest lets auditors distinguish a review of one policy from a search with many. */
function policyDigest(policy: TrialPolicy): string {
  const bytes = canonicalJson(policy, { depth: POLICY_DEPTH, bytes: TRIAL_LIMIT_BYTES });
  return bytesToHex(sha256(bytes));
}
