import { useLayoutEffect, useRef } from 'preact/hooks';
import { LaneGrid } from '../lanes/lane-grid.tsx';
import { ReferralPane } from '../referral/referral-pane.tsx';
import { referralOf, referrals } from '../state/referrals.ts';
import { Queue } from './queue.tsx';
import './watch.css';

export interface WatchPageProps {
  readonly referralId: string | undefined;
  readonly laneId: string | undefined;
}

/** The queue, the selected referral with its decision, and the lanes: on a wide screen all of it fits into the window. */
export function WatchPage({ referralId, laneId }: WatchPageProps) {
  const shown = referralId === undefined ? undefined : referralOf(referralId);
  const isGone = referralId !== undefined && shown === undefined && referrals.value !== null;
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const watch = place.current;
    if (watch === null) return undefined;
    // Banners above come and go: the rest of the window is measured and not calculated.
    const measure = () =>
      watch.style.setProperty('--watch-top', `${Math.round(watch.getBoundingClientRect().top + scrollY)}px`);
    const observer = new ResizeObserver(measure);
    for (const one of document.querySelectorAll('#console > *')) observer.observe(one);
    observer.observe(document.body);
    measure();
    return () => observer.disconnect();
  }, []);
  return (
    <div class="watch" ref={place}>
      <div class={shown === undefined && !isGone ? 'desk' : 'desk desk-open'}>
        <Queue shown={referralId} />
        <ReferralPane referral={shown} isGone={isGone} />
      </div>
      <LaneGrid laneId={laneId} />
    </div>
  );
}
