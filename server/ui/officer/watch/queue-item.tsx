import type { ReferralView } from '../../../referrals/answers.ts';
import { age } from '../../design/times.ts';
import { now } from '../../shell/live.ts';
import { REASON_WORDS } from '../../../reports/words.ts';
import { referralHash } from '../pages.ts';
import { StateBadge } from '../referral/state-badge.tsx';

/** One who waits: where, how long, why. */
export function QueueItem({
  referral,
  isShown,
  isEntry,
}: {
  readonly referral: ReferralView;
  readonly isShown: boolean;
  /** The one that Tab comes to. */
  readonly isEntry: boolean;
}) {
  const { id, lane, arisenAt, report } = referral;
  const why = report.reasons.map((reason) => REASON_WORDS[reason]).join('; ');
  return (
    <li>
      <a
        class="queue-link"
        href={referralHash(id)}
        tabIndex={isEntry ? 0 : -1}
        {...(isEntry && { 'data-goto': 'queue' })}
        {...(isShown && { 'aria-current': 'true' })}
      >
        <span class="queue-lane">Lane {lane}</span>
        <span class="queue-age figures">{age(now.value - arisenAt)}</span>
        <span class="queue-why">{why}</span>
        <StateBadge referral={referral} />
      </a>
    </li>
  );
}
