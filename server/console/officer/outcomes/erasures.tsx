import type { Erasure } from '../state/erasures.ts';
import { link, now } from '../../shell/live.ts';
import { erasures } from '../state/console.ts';
import { CAUSE_WORDS, RETENTION_WORDS } from '../../words.ts';
import { timeOfDay } from '../../design/times.ts';
import { formatNumber } from '../../languages/format.ts';
import { plural, t } from '../../languages/text.ts';

/** Proof that what was kept is gone: each line is a report that a kiosk signed. */
export function Erasures() {
  const list = erasures.value;
  return (
    <section class="panel" aria-labelledby="erasures-title">
      <h2 id="erasures-title" tabIndex={-1}>
        {t('Erased')}
      </h2>
      {list.length === 0 ? (
        <p class="empty">
          {link.value.state === 'connecting' ? t('Waiting for the server…') : t('No lane has reported an erasure yet.')}
        </p>
      ) : (
        <ul class="alarms">
          {list.map((erasure) => (
            <ErasureItem key={erasure.position} erasure={erasure} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ErasureItem({ erasure: { lane, report } }: { readonly erasure: Erasure }) {
  const { retentionClass, cause, erased, keyIds, to } = report;
  const what = RETENTION_WORDS[retentionClass];
  return (
    <li class="alarm">
      <h3>{erased === 0 ? t('Keys: {what}', { what }) : `${formatNumber(erased)} ${what}`}</h3>
      <p class="quiet figures alarm-advice">
        {t('Lane {lane}', { lane })} · {timeOfDay(to, now.value)} · {CAUSE_WORDS[cause]}
        {keyIds.length > 0 && ` · ${plural(keyIds.length, '{count} key destroyed', '{count} keys destroyed')}`}
      </p>
    </li>
  );
}
