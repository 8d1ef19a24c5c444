import { useEffect } from 'preact/hooks';
import { Banner } from '../../design/banner.tsx';
import { announce } from '../../shell/live.ts';
import { pageHash } from '../pages.ts';
import { operations } from '../state/referrals.ts';

/** Handovers that colleagues have offered and that no officer has accepted yet: on every page of the section, and read out once. */
export function HandoverBanner() {
  const offered = (operations.value?.handovers ?? []).filter(
    ({ isMine, acceptedBy }) => !isMine && acceptedBy === null,
  );
  const names = offered.map(({ site, offeredBy }) => `${offeredBy} offers a handover of ${site}`);
  const words = names.join('; ');
  useEffect(() => {
    if (words !== '') announce(words);
  }, [words]);
  return (
    <div role="status" class="handover-banner">
      {offered.length > 0 && (
        <Banner tone="note" icon="arrow" action={<a href={pageHash('handover')}>Read it and take over</a>}>
          <strong>{words}.</strong> It holds {heldWords(offered.reduce((sum, one) => sum + one.referrals.length, 0))}.
        </Banner>
      )}
    </div>
  );
}

function heldWords(held: number): string {
  return held === 1 ? '1 referral' : `${held} referrals`;
}
