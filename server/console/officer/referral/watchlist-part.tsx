import { useSignal } from '@preact/signals';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import type { LookUpResult, WatchlistCase } from '../../../border/watchlist/answers.ts';
import type { SourceFault } from '../../../contract/watchlist-source.ts';
import { Badge } from '../../design/badge.tsx';
import { Select } from '../../design/choice.tsx';
import { Field } from '../../design/field.tsx';
import { dateAndTime } from '../../design/times.ts';
import { plural, t, translated } from '../../languages/text.ts';
import { Loaded } from '../../records/loaded.tsx';
import { Form } from '../../sign-in/form.tsx';
import { askProved } from '../../sign-in/step-up.ts';
import type { Trouble } from '../../sign-in/trouble.ts';
import { refusalWords } from '../words.ts';

const RESULT_WORDS: { readonly [Result in LookUpResult]: string } = translated({
  asked: 'asked, without an answer so far',
  confirmed: 'The authority’s records name this document.',
  'not-confirmed': 'The authority’s records do not name this document: the hit of the lane was false.',
  away: 'The authority did not answer.',
});

const FAULT_WORDS: { readonly [Fault in SourceFault]: string } = translated({
  'not-configured': 'this server has no connection to it',
  unreachable: 'it cannot be reached',
  'timed-out': 'it took too long',
  'not-trusted': 'its certificate is not trusted',
  refused: 'it refused the request',
  'invalid-answer': 'its answer was not valid',
});

/** A hit of a watchlist, and its look-up at the authority, with the document in hand. */
export function WatchlistPart({ referral }: { readonly referral: ReferralView }) {
  return (
    <section class="referral-part" aria-label={t('Watchlist hit')}>
      <h3>{t('Watchlist hit')}</h3>
      <Loaded<WatchlistCase> path={`/v1/referrals/${referral.id}/watchlist`} away={t('The hit must still be settled.')}>
        {(found, asked) => <Hits found={found} referral={referral} onChange={asked.again} />}
      </Loaded>
    </section>
  );
}

interface HitsProps {
  readonly found: WatchlistCase;
  readonly referral: ReferralView;
  readonly onChange: () => void;
}

function Hits({ found: { queries, lookUps, left, recent }, referral, onChange }: HitsProps) {
  const hits = queries.filter((query) => query.found === 'listed');
  return (
    <>
      <ul class="records">
        {hits.map(({ list, base, delta, madeAt }) => (
          <li key={list} class="figures">
            {t('{list}, version {version} of {time}', { list, version: `${base}.${delta}`, time: dateAndTime(madeAt) })}
          </li>
        ))}
        {lookUps.map(({ list, result, why, by, at }) => (
          <li key={at}>
            <Badge
              tone={result === 'confirmed' ? 'bad' : result === 'not-confirmed' ? 'good' : 'caution'}
              icon={result === 'confirmed' ? 'warning' : result === 'not-confirmed' ? 'tick' : 'wait'}
              word={RESULT_WORDS[result]}
            />{' '}
            <span class="quiet figures">
              {[list, ...(why === null ? [] : [FAULT_WORDS[why]]), by, dateAndTime(at)].join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <p class="quiet figures">
        {t('Hits of the last 30 days: {confirmed} confirmed, {false} false.', {
          confirmed: recent.confirmed,
          false: recent.notConfirmed,
        })}
      </p>
      {referral.relation === 'holder' && left > 0 && (
        <LookUpForm lists={hits.map(({ list }) => list)} left={left} id={referral.id} onChange={onChange} />
      )}
    </>
  );
}

interface LookUpFormProps {
  readonly lists: readonly string[];
  readonly left: number;
  readonly id: string;
  readonly onChange: () => void;
}

function LookUpForm({ lists, left, id, onChange }: LookUpFormProps) {
  const list = useSignal(lists[0] ?? '');
  const fields = { type: useSignal('P'), issuer: useSignal(''), number: useSignal('') };
  const send = async (): Promise<Trouble | undefined> => {
    const document = {
      type: fields.type.value.trim().toUpperCase(),
      issuer: fields.issuer.value.trim().toUpperCase(),
      number: fields.number.value.trim(),
    };
    const asked = await askProved('POST', `/v1/referrals/${id}/watchlist`, { list: list.value, document });
    if (asked.kind === 'refused') return { words: refusalWords(asked.code), waitS: asked.retryAfterS };
    fields.number.value = '';
    onChange();
    return undefined;
  };
  const labels = { type: t('Document code'), issuer: t('Issuing state'), number: t('Document number') };
  return (
    <Form send={t('Look up at the authority')} sending={t('Asking…')} onSend={send}>
      {lists.length > 1 && (
        <Select
          title={t('List')}
          options={lists}
          words={Object.fromEntries(lists.map((one) => [one, one]))}
          chosen={list.value}
          onChoose={(one) => (list.value = one)}
        />
      )}
      <div class="look-up-fields">
        {(['type', 'issuer', 'number'] as const).map((name) => (
          <Field key={name} label={labels[name]} value={fields[name]} maxLength={name === 'number' ? 32 : 3} isExact />
        ))}
      </div>
      <p class="quiet">
        {t('Type it from the document in your hand. The request is recorded with your name; the number is not kept.')}{' '}
        {plural(left, 'One request is left.', '{count} requests are left.')}
      </p>
    </Form>
  );
}
