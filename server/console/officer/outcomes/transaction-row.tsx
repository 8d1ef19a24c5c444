import { useSignal } from '@preact/signals';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { Icon } from '../../design/icon.tsx';
import { now } from '../../shell/live.ts';
import { holdList } from '../state/console.ts';
import { isSimulated, type Transaction } from '../state/transactions.ts';
import { PASSAGE_WORDS, REASON_WORDS, documentWord } from '../../words.ts';
import { CheckTable } from './check-table.tsx';
import { DECIDED_WORDS } from '../../words-of-referrals.ts';
import { decisionOf } from '../state/referrals.ts';
import { OutcomeBadge } from './outcome-badge.tsx';
import { timeOfDay } from '../../design/times.ts';
import { t } from '../../languages/text.ts';
import { TransactionFacts } from './transaction-facts.tsx';

/** One traveller in one line; all that was reported under it. */
export function TransactionRow({ transaction }: { readonly transaction: Transaction }) {
  const open = useSignal(false);
  const { match, passage, opening, viewings } = transaction;
  const decided = decisionOf(transaction);
  const bodyId = `transaction-${transaction.position}`;
  const toggle = () => {
    open.value = !open.value;
    if (open.value) holdList();
  };
  return (
    <li class="transaction">
      <button type="button" class="transaction-line" aria-expanded={open.value} aria-controls={bodyId} onClick={toggle}>
        <time class="figures" dateTime={new Date(transaction.receivedAt).toISOString()}>
          {timeOfDay(transaction.receivedAt, now.value)}
        </time>
        <span class="transaction-lane">{t('Lane {lane}', { lane: transaction.lane })}</span>
        <span class="transaction-outcome">
          {decided && <Badge tone="note" icon="tick" word={DECIDED_WORDS[decided.outcome]} />}
          {!decided && match !== null && <OutcomeBadge outcome={match.outcome} />}
          {match === null && <Badge {...withoutChecks(transaction)} />}
        </span>
        <span class="transaction-why">
          {passage !== null && passage.passage !== 'one-person' && (
            <Badge tone="caution" icon="warning" word={capitalised(PASSAGE_WORDS[passage.passage])} />
          )}
          {capitalised(summaryOf(transaction))}
        </span>
        <span class="transaction-document quiet">
          {match !== null && documentOf(transaction)}
          {isSimulated(transaction) && <span class="simulated">{t('Simulated devices')}</span>}
        </span>
        <span class={`transaction-chevron${open.value ? ' is-open' : ''}`}>
          <Icon name="chevron" />
        </span>
      </button>
      <div id={bodyId} class="transaction-body" hidden={!open.value}>
        {open.value && match !== null && (
          <>
            <CheckTable checks={match.checks} />
            <TransactionFacts {...{ match, passage, viewings, decided }} />
          </>
        )}
        {open.value && match === null && (
          <p class="quiet">
            {opening === null
              ? t(
                  'The lane reported a passage. The report of its decision has not arrived, or is older than this list.',
                )
              : t('An officer opened the gate by an order. The lane made no checks for this passage.')}
          </p>
        )}
      </div>
    </li>
  );
}

/** The reasons of the lane, or the ordinary end of a passage. Any other end stands beside it as a badge. */
function summaryOf({ match, passage }: Transaction): string {
  if (match !== null && match.reasons.length > 0) {
    return match.reasons.map((reason) => REASON_WORDS[reason]).join('; ');
  }
  return passage?.passage === 'one-person' ? PASSAGE_WORDS['one-person'] : '';
}

/** A passage without checks: opened by an officer's order, or the lane's decision is not in this list. */
function withoutChecks({ opening }: Transaction): BadgeProps {
  if (opening === null) return { tone: 'plain', icon: 'dash', word: t('Passage only') };
  const word = opening.command === 'open-for-cause' ? t('Opened by hand') : t('Opened for an admitted traveller');
  return { tone: 'note', icon: 'arrow', word };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function documentOf({ match }: Transaction): string {
  const document = match?.document ?? null;
  if (document === null) return t('No document');
  return `${documentWord(document.type)} ${document.issuingState}`;
}
