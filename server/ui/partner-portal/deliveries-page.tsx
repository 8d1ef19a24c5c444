import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { OwnDeliveries } from '../../sharing/portal/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { saveFile } from '../records/save-file.ts';
import { Download } from './download.ts';
import { Loaded } from './loaded.tsx';
import { saveProof } from './proofs.ts';
import { hasRole } from './session.ts';
import { Trouble } from './sign-in.tsx';
import { DATASET_WORDS, DELIVERY_LOOKS, DELIVERY_WORDS, troubleWords } from './words.ts';

type Delivery = OwnDeliveries['deliveries'][number];

/** The deliveries of agreements in force, with resumable downloads. */
export function DeliveriesPage() {
  return (
    <Loaded<OwnDeliveries> path="/v1/deliveries" title={t('Deliveries')}>
      {({ deliveries, closed }) => (
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
      )}
    </Loaded>
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
        <Badge {...DELIVERY_LOOKS[state]} word={DELIVERY_WORDS[state]} />
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
        {one.isOpen && hasRole('recipient') && <DownloadLine one={one} />}
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

function DownloadLine({ one }: { readonly one: Delivery }) {
  const { digest, bytes } = one;
  const received = useSignal(0);
  const running = useSignal<AbortController | undefined>(undefined);
  const words = useSignal('');
  const download = useMemo(() => new Download({ path: `/v1/deliveries/${digest}`, digest, length: bytes }), [digest]);
  const run = async () => {
    const controller = new AbortController();
    running.value = controller;
    words.value = '';
    const end = await download.run(controller.signal, (sofar) => (received.value = sofar));
    running.value = undefined;
    if (end.kind === 'whole') {
      saveFile(`${nameOf(one)}.json`, 'application/octet-stream', end.bytes);
      words.value = t('Saved. Its SHA-256 is the digest of the delivery.');
    } else if (end.kind === 'other-bytes')
      words.value = t('The bytes do not have the digest of the delivery. Fetch it again.');
    else if (end.kind === 'refused') words.value = troubleWords(end.code as PasskeyTrouble);
    else words.value = t('Paused. Continue when you like.');
  };
  const isBegun = received.value > 0 && received.value < bytes;
  return (
    <div class="portal-stack">
      {(running.value !== undefined || isBegun) && (
        <progress
          class="bulk-progress"
          max={bytes}
          value={received.value}
          aria-label={t('Part of the file that is here')}
        />
      )}
      <div class="portal-filter">
        {running.value === undefined ? (
          <Button
            weight="main"
            label={isBegun ? t('Continue the download') : t('Download')}
            onPress={() => void run()}
          />
        ) : (
          <Button label={t('Pause')} onPress={() => running.value?.abort()} />
        )}
        <span role="status">{words.value}</span>
      </div>
    </div>
  );
}
