import { useEffect } from 'preact/hooks';
import { retry } from '../shell/live.ts';
import { holdList, releaseList } from './state/console.ts';
import { startFeedClient, type FeedClient } from './state/feed-client.ts';
import { Alarms } from './view/alarms.tsx';
import { Erasures } from './view/erasures.tsx';
import { Lanes } from './view/lanes.tsx';
import { Transactions } from './view/transactions.tsx';
import '../design/panel.css';
import './view/app.css';
import './view/evidence.css';
import './view/lane.css';
import './view/transaction.css';

const HELD_BELOW_PX = 160;

/** One for the page: it goes on while another section is shown, so that a referral is heard there too. */
let feed: FeedClient | undefined;

/** The officers' console. */
export function Section() {
  useEffect(() => {
    feed ??= startFeedClient();
    retry.value = () => feed?.retry();
    // Whoever has scrolled down is reading; whoever is back at the top with nothing open wants the newest.
    const watch = () => {
      if (scrollY > HELD_BELOW_PX) holdList();
      else if (document.querySelector('[aria-expanded=true]') === null) releaseList();
    };
    addEventListener('scroll', watch, { passive: true });
    return () => removeEventListener('scroll', watch);
  }, []);
  return (
    <div class="officer">
      <Lanes />
      <Transactions />
      <div class="side">
        <Alarms />
        <Erasures />
      </div>
    </div>
  );
}
