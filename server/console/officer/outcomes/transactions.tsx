import { Button } from '../../design/button.tsx';
import { t } from '../../languages/text.ts';
import { link } from '../../shell/live.ts';
import { referralsOnly, releaseList, shown, transactions, waiting } from '../state/console.ts';
import { TransactionRow } from './transaction-row.tsx';

/** Outcomes, newest first. During reading, new ones wait behind a button instead of moving the page. */
export function Transactions() {
  return (
    <section class="panel" aria-labelledby="outcomes-title">
      <div class="panel-head">
        <h2 id="outcomes-title" tabIndex={-1}>
          {t('Outcomes')}
        </h2>
        <div class="choices" role="group" aria-label={t('Show')}>
          <Button label={t('All')} pressed={!referralsOnly.value} onPress={() => (referralsOnly.value = false)} />
          <Button
            label={t('To an officer')}
            pressed={referralsOnly.value}
            onPress={() => (referralsOnly.value = true)}
          />
        </div>
      </div>
      <p class="quiet">{t('Travellers who were sent to an officer appear here once the officer has decided.')}</p>
      {waiting.value > 0 && (
        <div class="waiting">
          <Button label={t('Show {count} new', { count: waiting.value })} onPress={releaseList} />
        </div>
      )}
      {shown.value.length === 0 ? (
        <p class="empty">{emptyWords()}</p>
      ) : (
        <ol class="transactions" onKeyDown={moveFocus}>
          {shown.value.map((transaction) => (
            <TransactionRow key={transaction.id} transaction={transaction} />
          ))}
        </ol>
      )}
    </section>
  );
}

function emptyWords(): string {
  if (transactions.value.length > 0) {
    return referralsOnly.value
      ? t('None of the latest travellers was sent to an officer and decided on.')
      : t('None of the latest travellers was let through or decided on.');
  }
  return link.value.state === 'connecting'
    ? t('Waiting for the server…')
    : t('No traveller has been through a lane yet.');
}

/** Up, Down, Home and End move between lines; Tab goes on through the page. */
function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('.transaction-line')];
  const at = lines.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  lines[Math.min(Math.max(target, 0), lines.length - 1)]?.focus();
}
