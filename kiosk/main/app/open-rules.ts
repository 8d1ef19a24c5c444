import type { Brand } from '../../../server/contract/brand/brand.ts';
import { ConfigError, readEach } from '../../platform/config/config.ts';
import { releasedName } from '../../platform/config/released.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import { brandInForce, noticeInForce, policyInForce } from './lane-documents.ts';
import type { Notice } from '../../rules/notice/notice.ts';
import { type LaneOfficerKeys, openOfficerKeys } from '../../lists/officer-keys/lane-officer-keys.ts';
import type { ReleaseChannel } from '../../fleet/releases/release-channel.ts';
import type { LiveRetention } from '../../vault/retention/retention.ts';
import { retentionInForce } from '../../vault/retention/retention-of-lane.ts';
import type { Foundation } from './foundation.ts';
import { fixedPolicy, followPolicy, type LivePolicy } from './live-policy.ts';
import { unprovenIn } from './unproven-policy.ts';

/** The policy documents of a lane. */
export interface Rules {
  readonly retention: LiveRetention;
  /** The policy at the start, for which the lane opens its parts. */
  readonly policy: Policy;
  /** The policy for the next traveller. */
  readonly livePolicy: LivePolicy;
  readonly notice: Notice;
  /** `null`: the look of Postern. */
  readonly brand: Brand | null;
  readonly officerKeys: LaneOfficerKeys;
  /** `undefined`: the lane takes no releases. */
  readonly releases: ReleaseChannel | undefined;
}

/** Throws `ConfigError`, which lists every document that is not in force. */
export function openRules({ config, clock, log, opened }: Foundation, releases: ReleaseChannel | undefined): Rules {
  const rules = readEach({
    retention: () => retentionInForce(config, clock.wallMs()),
    policy: () => policyInForce(config, clock.wallMs(), releases?.targets),
    notice: () => noticeInForce(config, clock.wallMs(), releases?.targets),
    brand: () => brandInForce(config, clock.wallMs()),
    officerKeys: () => openOfficerKeys({ config, clock, log }),
  });
  const faults = unprovenIn(rules.policy);
  if (faults.length > 0) throw new ConfigError(faults.map((fault) => `POSTERN_KIOSK_POLICY_FILE: ${fault}`));
  rules.officerKeys.follow();
  opened.add(rules.officerKeys);
  return { ...rules, livePolicy: livePolicyOf({ config, clock, log, opened }, rules.policy, releases), releases };
}

function livePolicyOf(
  { config, clock, log, opened }: Pick<Foundation, 'config' | 'clock' | 'log' | 'opened'>,
  initial: Policy,
  releases: ReleaseChannel | undefined,
): LivePolicy {
  if (releases === undefined || releasedName(config.policyFile) === undefined) return fixedPolicy(initial);
  const { targets } = releases;
  return opened.add(
    followPolicy({ initial, targets, read: () => policyInForce(config, clock.wallMs(), targets), log }),
  );
}
