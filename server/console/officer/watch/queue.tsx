import { useSignal } from '@preact/signals';
import { ticketNumberOf } from '../../../contract/ticket-number.ts';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import { REASON_WORDS } from '../../words.ts';
import { Button } from '../../design/button.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { age } from '../../design/times.ts';
import { rich, t } from '../../languages/text.ts';
import { link, now } from '../../shell/live.ts';
import { referralHash } from '../pages.ts';
import { open, referrals } from '../state/referrals.ts';
import { matching, NO_FILTER, sharedTickets, type QueueFilter } from './queue-filter.ts';
import { QueueItem } from './queue-item.tsx';
import './queue.css';

/** Open referrals, the longest waiting first, so that no row moves under the pointer. A line below always names the newest. */
export function Queue({ shown }: { readonly shown: string | undefined }) {
  const filter = useSignal<QueueFilter>(NO_FILTER);
  const all = open.value;
  const list = matching(all, filter.value);
  const waiting = all.filter(({ state }) => state === 'waiting').length;
  const entry = list.some(({ id }) => id === shown) ? shown : list[0]?.id;
  const shared = sharedTickets(all);
  return (
    <section class="panel queue" aria-labelledby="queue-title">
      <h2 id="queue-title" tabIndex={-1} data-goto={entry === undefined ? 'queue' : undefined}>
        {t('Referrals')}{' '}
        {all.length > 0 && <span class="quiet figures">{t('{count} waiting ## travellers', { count: waiting })}</span>}
      </h2>
      {all.length > 0 && <Filters of={all} value={filter.value} onChange={(next) => (filter.value = next)} />}
      {referrals.value === null && link.value.state !== 'offline' && (
        <StatePanel kind="loading" title={t('Reading the referrals…')} />
      )}
      {referrals.value === null && link.value.state === 'offline' && (
        <StatePanel kind="offline" title={t('The referrals are not known.')}>
          {t('The server does not answer. Go to the lanes: each shows when it has sent a traveller to an officer.')}
        </StatePanel>
      )}
      {referrals.value !== null && all.length === 0 && (
        <StatePanel kind="empty" title={t('No traveller is waiting.')}>
          {t('A traveller whom a lane sends to an officer appears here at once.')}
        </StatePanel>
      )}
      {all.length > 0 && list.length === 0 && (
        <StatePanel
          kind="empty"
          title={t('No referral matches.')}
          action={<Button label={t('Show all')} onPress={() => (filter.value = NO_FILTER)} />}
        />
      )}
      <ol class="queue-list" onKeyDown={moveFocus}>
        {list.map((referral) => (
          <QueueItem
            key={referral.id}
            referral={referral}
            isShown={referral.id === shown}
            isEntry={referral.id === entry}
            isShared={shared.has(ticketNumberOf(referral.transactionId))}
          />
        ))}
      </ol>
      <Newest of={all} />
    </section>
  );
}

function Newest({ of }: { readonly of: readonly ReferralView[] }) {
  const [first, ...others] = of;
  if (first === undefined || others.length === 0) return null;
  const newest = others.reduce((one, other) => (other.arisenAt > one.arisenAt ? other : one), first);
  return (
    <a class="queue-newest figures" href={referralHash(newest.id)}>
      {rich('Newest: {ticket} Lane {lane}, {time} ago', {
        ticket: <span class="ticket">{ticketNumberOf(newest.transactionId)}</span>,
        lane: newest.lane,
        time: age(now.value - newest.arisenAt),
      })}
    </a>
  );
}

interface FiltersProps {
  readonly of: readonly ReferralView[];
  readonly value: QueueFilter;
  readonly onChange: (next: QueueFilter) => void;
}

function Filters({ of, value, onChange }: FiltersProps) {
  const lanes = [...new Set(of.map(({ lane }) => lane))].sort((one, other) => one.localeCompare(other, 'en', NUMERIC));
  const reasons = [...new Set(of.flatMap(({ report }) => report.reasons))];
  return (
    <div class="queue-filters" role="search">
      <input
        type="search"
        data-goto="search"
        placeholder={t('Ticket, lane, state')}
        aria-label={t('Search by ticket number, lane, issuing state or document type')}
        value={value.text}
        onInput={({ currentTarget }) => onChange({ ...value, text: currentTarget.value })}
      />
      <select
        aria-label={t('Lane')}
        value={value.lane ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ ...value, lane: lanes.find((one) => one === currentTarget.value) ?? null })
        }
      >
        <option value="">{t('Every lane')}</option>
        {lanes.map((lane) => (
          <option key={lane} value={lane}>
            {t('Lane {lane}', { lane })}
          </option>
        ))}
      </select>
      <select
        aria-label={t('Reason')}
        value={value.reason ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ ...value, reason: reasons.find((one) => one === currentTarget.value) ?? null })
        }
      >
        <option value="">{t('Every reason')}</option>
        {reasons.map((reason) => (
          <option key={reason} value={reason}>
            {REASON_WORDS[reason]}
          </option>
        ))}
      </select>
    </div>
  );
}

const NUMERIC = { numeric: true };

/** Up, Down, Home and End go from one to the next; Tab goes on through the page. */
function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('.queue-link')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (at < 0 || target === undefined) return;
  event.preventDefault();
  items[Math.min(Math.max(target, 0), items.length - 1)]?.focus();
}
