import { useEffect } from 'preact/hooks';
import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { retry } from '../shell/live.ts';
import { ViewsNav } from '../shell/views-nav.tsx';
import { mayAct } from '../shell/session.ts';
import { AttentionPage } from './attention/attention-page.tsx';
import { HandoverPage } from './handover/handover-page.tsx';
import { OutcomesPage } from './outcomes/outcomes-page.tsx';
import { PAGE_WORDS, pageHash, PAGES, placeOf, type Place } from './pages.ts';
import { SecondLookPage } from './second-look/second-look-page.tsx';
import { ShortcutHelp } from './shortcuts/shortcut-help.tsx';
import { useShortcuts } from './shortcuts/use-shortcuts.ts';
import { startFeedClient, type FeedClient } from './state/feed-client.ts';
import { WatchBar } from './watch/watch-bar.tsx';
import { WatchPage } from './watch/watch-page.tsx';
import '../design/panel.css';
import './officer.css';

/** One for the page: it continues while another section is shown, so that a new referral sounds there too. */
let feed: FeedClient | undefined;

/** The officers' console. */
export function Section({ path }: SectionProps) {
  const place = placeOf(path);
  const { page, referralId } = place;
  useEffect(() => {
    feed ??= startFeedClient();
    retry.value = () => feed?.retry();
  }, []);
  useShortcuts(referralId);
  const pages = PAGES.filter((one) => one !== 'attention' || mayAct('vigilance.review'));
  return (
    <div class="officer">
      <div class="officer-top">
        <ViewsNav
          label={t('Officers’ console')}
          links={pages.map((one) => ({ hash: pageHash(one), title: PAGE_WORDS[one], isCurrent: one === page }))}
        >
          <ShortcutHelp />
        </ViewsNav>
        {page === 'watch' && <WatchBar />}
      </div>
      <div class="officer-page">
        <Page {...place} />
      </div>
    </div>
  );
}

function Page({ page, referralId, laneId }: Place) {
  switch (page) {
    case 'watch':
      return <WatchPage referralId={referralId} laneId={laneId} />;
    case 'outcomes':
      return <OutcomesPage />;
    case 'second-look':
      return <SecondLookPage />;
    case 'handover':
      return <HandoverPage />;
    case 'attention':
      return <AttentionPage />;
  }
}
