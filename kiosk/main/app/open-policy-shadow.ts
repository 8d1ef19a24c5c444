/** The candidate of the signed channel that judges beside the decision policy in use. */
import { join } from 'node:path';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import { releasePath } from '../../../server/contract/release.ts';
import { isShadow } from '../../../server/contract/shadow-passage.ts';
import { errorName } from '../../platform/base/error-name.ts';
import { type Policy, policyDigest } from '../../rules/decision/policy.ts';
import { openKeptCounts } from '../../biometrics/shadow/kept-counts.ts';
import {
  createPolicyPassage,
  type PolicyContender,
  type PolicyPassage,
} from '../../biometrics/shadow/policy-passage.ts';
import { candidatePolicy } from '../../biometrics/shadow/released-candidate.ts';
import type { Foundation } from './foundation.ts';
import type { Rules } from './open-rules.ts';

const COUNTS_FILE = 'policy-shadow-counts.json';

/** The fewest judged travellers of a batch. The outcome under the policy in use is in each report already. */
const REPORT_AFTER = 20;

/** Follows the releases of decision policies. `undefined` when the lane takes no releases. */
export function openPolicyShadow(
  { config, log, opened }: Pick<Foundation, 'config' | 'log' | 'opened'>,
  { releases, livePolicy }: Pick<Rules, 'releases' | 'livePolicy'>,
  degraded: (policy: Policy) => Policy,
): PolicyPassage | undefined {
  const targets = releases?.targets;
  if (targets === undefined) return undefined;
  const { run, settled } = serialQueue();
  let contender: PolicyContender | undefined;
  const failed = (error: unknown): void =>
    log({ event: 'step-failed', step: 'shadow-passage', error: errorName(error), code: 'none' });

  const follow = async (): Promise<void> => {
    const target = targets.of('decision-policy').find(isShadow);
    const inUse = livePolicy.now();
    const against = policyDigest(inUse);
    const isSame = target?.digest === contender?.digest && target?.version === contender?.version;
    if (isSame && contender?.against === against) return;
    contender = undefined;
    const policy = target && candidatePolicy(target.file);
    if (target === undefined || policy === undefined || policyDigest(policy) === against) return;
    const { name, version, digest } = target;
    const file = join(config.dataDir, COUNTS_FILE);
    const counts = await openKeptCounts(file, { digest, against, reportAfter: REPORT_AFTER });
    contender = { name, version, digest, against, counts, policy, inUse };
    log({ event: 'shadow', candidate: releasePath(target), state: 'ready' });
  };

  const passage = createPolicyPassage({ contender: () => contender, degraded, onError: failed });
  const look = (): void => void run(follow).catch(failed);
  const unfollow = targets.follow('decision-policy', look);
  livePolicy.onChange(look);
  look();
  opened.push(async () => {
    unfollow();
    await settled();
    await passage.settled();
  });
  return passage;
}
