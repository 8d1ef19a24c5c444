import type { ReferralView } from '../../../border/referrals/answers.ts';
import { ticketNumberOf } from '../../../contract/ticket-number.ts';
import { Badge } from '../../design/badge.tsx';
import { age, timeOfDay } from '../../design/times.ts';
import { rich, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { documentWord } from '../../words.ts';
import { referralHash } from '../pages.ts';
import { StateBadge } from '../referral/state-badge.tsx';
import { whyWords } from '../referral/why-words.ts';

export interface QueueItemProps {
  readonly referral: ReferralView;
  readonly isShown: boolean;
  /** The one that Tab comes to. */
  readonly isEntry: boolean;
  /** Another open referral has the same ticket number. */
  readonly isShared: boolean;
}

/** One referral: the ticket number that the traveller's screen shows, the lane, the time, the document and the reason. */
export function QueueItem({ referral, isShown, isEntry, isShared }: QueueItemProps) {
  const { id, lane, transactionId, arisenAt, report, state } = referral;
  const { document } = report;
  return (
    <li>
      <a
        class="queue-link"
        href={referralHash(id)}
        tabIndex={isEntry ? 0 : -1}
        {...(isEntry && { 'data-goto': 'queue' })}
        {...(isShown && { 'aria-current': 'true' })}
      >
        <span class="queue-lane">
          {rich('{ticket} Lane {lane}', {
            ticket: <span class="ticket">{ticketNumberOf(transactionId)}</span>,
            lane,
          })}
        </span>
        <span class="queue-age figures">
          {timeOfDay(arisenAt, now.value)} <span class="quiet">{age(now.value - arisenAt)}</span>
        </span>
        <span class="queue-why">
          <span class="quiet">
            {document === null ? t('No document') : `${documentWord(document.type)} ${document.issuingState}`}.
          </span>{' '}
          {whyWords(report)}
        </span>
        {isShared && (
          <Badge tone="caution" icon="warning" word={t('Two travellers have this number: compare lane and time')} />
        )}
        {state !== 'waiting' && <StateBadge referral={referral} />}
      </a>
    </li>
  );
}
