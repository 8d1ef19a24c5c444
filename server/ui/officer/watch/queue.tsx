import { StatePanel } from '../../design/state-panel.tsx';
import { link } from '../../shell/live.ts';
import { open, referrals } from '../state/referrals.ts';
import { QueueItem } from './queue-item.tsx';
import './queue.css';

/** Who waits, the longest first. New ones come at the end: nothing moves under a finger. */
export function Queue({ shown }: { readonly shown: string | undefined }) {
  const list = open.value;
  const waiting = list.filter(({ state }) => state === 'waiting').length;
  const entry = list.some(({ id }) => id === shown) ? shown : list[0]?.id;
  return (
    <section class="panel queue" aria-labelledby="queue-title">
      <h2 id="queue-title" tabIndex={-1} data-goto={entry === undefined ? 'queue' : undefined}>
        Referrals {list.length > 0 && <span class="quiet figures">{waiting} waiting</span>}
      </h2>
      {referrals.value === null && link.value.state !== 'offline' && (
        <StatePanel kind="loading" title="Asking the server who waits…" />
      )}
      {referrals.value === null && link.value.state === 'offline' && (
        <StatePanel kind="offline" title="Not known who waits.">
          The server does not answer. Look at the lanes themselves: each says when it has sent somebody to an officer.
        </StatePanel>
      )}
      {referrals.value !== null && list.length === 0 && (
        <StatePanel kind="empty" title="Nobody waits.">
          A traveller whom a lane sends to an officer appears here at once.
        </StatePanel>
      )}
      <ol class="queue-list" onKeyDown={moveFocus}>
        {list.map((referral) => (
          <QueueItem
            key={referral.id}
            referral={referral}
            isShown={referral.id === shown}
            isEntry={referral.id === entry}
          />
        ))}
      </ol>
    </section>
  );
}

/** Up, Down, Home and End go from one to the next; Tab goes on through the page. */
function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('.queue-link')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (at < 0 || target === undefined) return;
  event.preventDefault();
  items[Math.min(Math.max(target, 0), items.length - 1)]?.focus();
}
