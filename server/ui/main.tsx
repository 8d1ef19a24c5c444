import { render } from 'preact';
import './design/tokens.css';
import './design/base.css';
import { holdList, moveClock, releaseList } from './state/console.ts';
import { startFeedClient } from './state/feed-client.ts';
import { App } from './view/app.tsx';

const HELD_BELOW_PX = 160;

const feed = startFeedClient();
setInterval(moveClock, 1_000);

// Whoever has scrolled down is reading; whoever is back at the top with nothing open wants the newest.
addEventListener(
  'scroll',
  () => {
    if (scrollY > HELD_BELOW_PX) holdList();
    else if (document.querySelector('[aria-expanded=true]') === null) releaseList();
  },
  { passive: true },
);

const place = document.getElementById('console');
if (place !== null) render(<App onRetry={() => feed.retry()} />, place);
