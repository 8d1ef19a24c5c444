import { useEffect } from 'preact/hooks';
import { Banner } from '../design/banner.tsx';
import { plural, t } from '../languages/text.ts';
import { isSuccessor, offers } from './handover-offers.ts';
import { announce } from './live.ts';
import { route } from './navigation.ts';
import { hashOf } from './route.ts';

const PAGE = ['officer', 'handover'] as const;

/** Handovers on offer, on every page of the people who may accept one. Each offer is read out once. */
export function HandoverBanner() {
  const list = isSuccessor() ? offers.value : [];
  const words = list.map(({ site, offeredBy }) =>
    t('{person} offers a handover of {site}.', { person: offeredBy, site }),
  );
  const sentence = words.join(' ');
  useEffect(() => {
    if (sentence !== '') announce(sentence);
  }, [sentence]);
  const referrals = list.reduce((sum, one) => sum + one.referrals, 0);
  const isThere = route.value.section === PAGE[0] && route.value.path[0] === PAGE[1];
  if (list.length === 0) return null;
  return (
    <section class="handover-banner" aria-label={t('Handovers on offer')}>
      <Banner
        tone="note"
        icon="arrow"
        {...(!isThere && { action: <a href={hashOf(...PAGE)}>{t('Read it and take over')}</a> })}
      >
        <strong>{sentence}</strong>{' '}
        {plural(referrals, 'It includes {count} referral.', 'It includes {count} referrals.')}
      </Banner>
    </section>
  );
}
