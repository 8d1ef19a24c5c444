import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OwnDeliveries } from '../../sharing/portal/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { DownloadLine } from './download-line.tsx';
import { forgetUnless } from './kept-parts.ts';
import { Loaded } from './loaded.tsx';
import { saveProof } from './proofs.ts';
import { hasRole } from './session.ts';
import { Trouble } from './sign-in.tsx';
import { DELIVERY_LOOKS } from '../words-of-agreements.ts';
import { DATASET_WORDS, DELIVERY_WORDS } from './words.ts';

/** A partner still has to answer a delivery that waits. */
const LOOKS = { ...DELIVERY_LOOKS, waiting: { tone: 'caution', icon: 'wait' } } as const;

type Delivery = OwnDeliveries['deliveries'][number];

/** The deliveries of agreements in force, with resumable downloads. */
export function DeliveriesPage() {
  return (
    <Loaded<OwnDeliveries> path="/v1/deliveries" title={t('Deliveries')}>
      {(answer) => <Listed answer={answer} />}
    </Loaded>
  );
}

function Listed({ answer: { deliveries, closed, serverTime } }: { readonly answer: OwnDeliveries }) {
  useEffect(() => {
    // A delivery that can no longer be fetched leaves nothing behind
    const open = new Set(deliveries.flatMap(({ digest, isOpen }) => (isOpen ? [digest] : [])));
    void forgetUnless(({ digest }) => open.has(digest));
  }, [serverTime]);
  return (
    <>
      <p class="quiet">
        {t('Files are sealed: only the program of your agency opens them. It also signs the receipts.')}
      </p>
      {deliveries.length === 0 && <StatePanel kind="empty" title={t('There is no delivery.')} />}
      <ul class="portal-list">
        {deliveries.map((one) => (
          <li key={one.digest}>
            <OneDelivery one={one} />
          </li>
        ))}
      </ul>
      {closed > 0 && (
        <p>
          {plural(
            closed,
            '{count} delivery is not shown, because its agreement is paused or was ended.',
            '{count} deliveries are not shown, because their agreement is paused or was ended.',
          )}
        </p>
      )}
    </>
  );
}

export const nameOf = ({ kind, dataset, period }: Pick<Delivery, 'kind' | 'dataset' | 'period'>): string =>
  `${kind}-${dataset}-${period}`;

function OneDelivery({ one }: { readonly one: Delivery }) {
  const { digest, kind, dataset, period, bytes, madeAt, state, answerUntil, answeredAt, agreement } = one;
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  return (
    <article class="panel portal-stack" aria-labelledby={`delivery-${digest.slice(0, 12)}`}>
      <div class="panel-head">
        <h3 id={`delivery-${digest.slice(0, 12)}`}>
          {kind === 'deletion'
            ? t('Request to delete: {dataset}', { dataset: DATASET_WORDS[dataset] })
            : DATASET_WORDS[dataset]}{' '}
          {period}
        </h3>
        <Badge {...LOOKS[state]} word={DELIVERY_WORDS[state]} />
      </div>
      <p>
        <bdi>{agreement.id}</bdi> {t('version {version}', { version: String(agreement.version) })} ·{' '}
        {t('made {time}', { time: dateAndTime(madeAt) })} · {t('{kib} KiB', { kib: String(Math.ceil(bytes / 1_024)) })}
        {answeredAt === null && answerUntil !== null && (
          <> · {t('receipt due {time}', { time: dateAndTime(answerUntil) })}</>
        )}
        {answeredAt !== null && <> · {t('answered {time}', { time: dateAndTime(answeredAt) })}</>}
      </p>
      <p class="digest quiet">{digest}</p>
      <div class="portal-filter">
        {one.isOpen && hasRole('recipient') && <DownloadLine one={one} name={nameOf(one)} />}
        <Button
          label={t('Save the proof')}
          onPress={() =>
            void saveProof(`/v1/deliveries/${digest}/proof`, `${nameOf(one)}.tlog-proof`).then(
              (found) => (trouble.value = found),
            )
          }
        />
        <Trouble trouble={trouble.value} />
      </div>
    </article>
  );
}
