import { announcement } from '../state/console.ts';
import { Alarms } from './alarms.tsx';
import { Erasures } from './erasures.tsx';
import { Header } from './header.tsx';
import { Lanes } from './lanes.tsx';
import { LinkBanner } from './link-banner.tsx';
import { Transactions } from './transactions.tsx';
import './app.css';
import './evidence.css';
import './lane.css';
import './transaction.css';

export function App({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <>
      <a class="skip" href="#outcomes-title">
        Skip to outcomes
      </a>
      <Header />
      <LinkBanner onRetry={onRetry} />
      <main class="main">
        <Lanes />
        <Transactions />
        <div class="side">
          <Alarms />
          <Erasures />
        </div>
      </main>
      <p class="unseen" aria-live="polite">
        {announcement.value}
      </p>
    </>
  );
}
