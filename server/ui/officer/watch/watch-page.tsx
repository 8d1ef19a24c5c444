import { LaneGrid } from '../lanes/lane-grid.tsx';
import { ReferralPane } from '../referral/referral-pane.tsx';
import { referralOf, referrals } from '../state/referrals.ts';
import { Queue } from './queue.tsx';
import { WatchBar } from './watch-bar.tsx';

/** Referrals beside the one that is looked at, above the lanes. */
export function WatchPage({
  referralId,
  laneId,
}: {
  readonly referralId: string | undefined;
  readonly laneId: string | undefined;
}) {
  const shown = referralId === undefined ? undefined : referralOf(referralId);
  const isGone = referralId !== undefined && shown === undefined && referrals.value !== null;
  return (
    <>
      <WatchBar />
      <div class={shown === undefined && !isGone ? 'desk' : 'desk desk-open'}>
        <Queue shown={referralId} />
        <ReferralPane referral={shown} isGone={isGone} />
      </div>
      <LaneGrid laneId={laneId} />
    </>
  );
}
