import { useEffect } from 'preact/hooks';
import { holdList, releaseList } from '../state/console.ts';
import { Alarms } from './alarms.tsx';
import { Erasures } from './erasures.tsx';
import { Transactions } from './transactions.tsx';
import './outcomes.css';
import './transaction.css';

const HELD_BELOW_PX = 160;

/** All that lanes have reported of late, alarms, and what was erased. */
export function OutcomesPage() {
  useEffect(() => {
    // A reader who has scrolled down keeps the list as it is. At the top, with no line open, the newest outcomes are shown.
    const watch = () => {
      if (scrollY > HELD_BELOW_PX) holdList();
      else if (document.querySelector('.transaction-line[aria-expanded=true]') === null) releaseList();
    };
    addEventListener('scroll', watch, { passive: true });
    return () => removeEventListener('scroll', watch);
  }, []);
  return (
    <div class="outcomes">
      <Transactions />
      <div class="side">
        <Alarms />
        <Erasures />
      </div>
    </div>
  );
}
