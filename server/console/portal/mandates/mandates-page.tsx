import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Mandates, ShownMandate } from '../../../goods/declarations/api/portal-answers.ts';
import { DATA_SETS, type DataSet } from '../../../goods/declarations/form/declaration.ts';
import { MANDATE_KINDS, type MandateKind } from '../../../goods/declarations/rules/representation.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { Field } from '../../design/field.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { Ticks } from '../../design/ticks.tsx';
import { dateAndTime } from '../../design/times.ts';
import { t } from '../../languages/text.ts';
import { ask, post, type Asked } from '../ask.ts';
import type { PasskeyTrouble, Proved } from '../passkeys.ts';
import { provedBy } from '../proved.ts';
import { DATA_SET_WORDS, MANDATE_KIND_WORDS, MANDATE_STATE_WORDS, troubleWords } from '../words.ts';

/** Who files for the trader, and for whom the trader files: given, accepted and ended here. */
export function MandatesPage() {
  const known = useSignal<Mandates | undefined>(undefined);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const load = async () => {
    const asked = await ask<Mandates>('GET', '/v1/session/mandates');
    if (asked.kind === 'answered') known.value = asked.value;
    else trouble.value = asked.code;
  };
  useEffect(() => void load(), []);
  const proved = provedBy(trouble, load);
  return (
    <div class="portal-stack">
      <h2>{t('Mandates')}</h2>
      <p>
        {t(
          'With a mandate another trader files declarations for yours. You see those declarations and each viewing of them. Either trader ends a mandate at once.',
        )}
      </p>
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && troubleWords(trouble.value)}
      </p>
      {known.value === undefined && trouble.value === undefined && <StatePanel kind="loading" title={t('Loading…')} />}
      {known.value?.mandates.length === 0 && <StatePanel kind="empty" title={t('There is no mandate yet')} />}
      <ul class="portal-list">
        {known.value?.mandates.map((one) => (
          <li key={one.id} class="portal-row">
            <Line mandate={one} proved={proved} />
          </li>
        ))}
      </ul>
      <GiveMandate mostDays={known.value?.mostDays ?? 365} trouble={trouble} proved={proved} />
    </div>
  );
}

const BADGES: { readonly [State in ShownMandate['state']]: Pick<BadgeProps, 'tone' | 'icon'> } = {
  offered: { tone: 'note', icon: 'wait' },
  'in-force': { tone: 'good', icon: 'tick' },
  ended: { tone: 'plain', icon: 'cross' },
  lapsed: { tone: 'plain', icon: 'dash' },
};

const codeOf = (asked: Asked<unknown>) => (asked.kind === 'refused' ? asked.code : undefined);

function Line({ mandate, proved }: { readonly mandate: ShownMandate; readonly proved: Proved }) {
  const { id, side, principal, representative, kind, dataSets, state, answerUntil, validUntil, endedAt } = mandate;
  const path = `/v1/session/mandates/${id}`;
  const trader = side === 'principal' ? representative : principal;
  const end = () => proved(async () => codeOf(await ask('DELETE', path)));
  return (
    <>
      <span>
        <strong>
          {side === 'principal' ? t('{trader} files for us', { trader }) : t('We file for {trader}', { trader })}
        </strong>{' '}
        <Badge {...BADGES[state]} word={MANDATE_STATE_WORDS[state]} />{' '}
        <span class="quiet">
          {MANDATE_KIND_WORDS[kind]}: {dataSets.map((one) => DATA_SET_WORDS[one]).join(', ')}.{' '}
          {state === 'offered' && t('To be accepted until {time}.', { time: dateAndTime(answerUntil) })}{' '}
          {endedAt === null
            ? t('Valid until {time}.', { time: dateAndTime(validUntil) })
            : t('Ended {time}.', { time: dateAndTime(endedAt) })}
        </span>
      </span>
      {state === 'offered' && side === 'representative' && (
        <button
          type="button"
          class="button button-main"
          aria-label={t('Accept the mandate of {trader}', { trader })}
          onClick={() => void proved(async () => codeOf(await post(path)))}
        >
          {t('Accept')}
        </button>
      )}
      {(state === 'offered' || state === 'in-force') && (
        <button
          type="button"
          class="button"
          aria-label={t('End the mandate with {trader}', { trader })}
          onClick={() => void end()}
        >
          {t('End ## a mandate')}
        </button>
      )}
    </>
  );
}

interface GiveProps {
  readonly mostDays: number;
  readonly trouble: Signal<PasskeyTrouble | undefined>;
  readonly proved: Proved;
}

function GiveMandate({ mostDays, trouble, proved }: GiveProps) {
  const representative = useSignal('');
  const identifier = useSignal('');
  const days = useSignal('90');
  const kind = useSignal<MandateKind>('direct');
  const dataSets = useSignal<readonly DataSet[]>(['H1']);
  const give = async () => {
    await proved(async () =>
      codeOf(
        await post('/v1/session/mandates', {
          representative: representative.value.trim(),
          kind: kind.value,
          dataSets: dataSets.value,
          identifier: identifier.value,
          days: Number(days.value),
        }),
      ),
    );
    if (trouble.value === undefined) representative.value = '';
  };
  return (
    <section class="panel portal-stack" aria-labelledby="give-title">
      <h3 id="give-title">{t('Let another trader file for us')}</h3>
      <form
        class="portal-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (dataSets.value.length > 0) void give();
        }}
      >
        <Field
          label={t('Id of the other trader')}
          value={representative}
          maxLength={32}
          isExact
          hint={t('The other trader finds it at the top of the portal, beside the name.')}
        />
        <fieldset class="ticks">
          <legend>{t('Representation')}</legend>
          {MANDATE_KINDS.map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={kind.value === one} onChange={() => (kind.value = one)} />
              <span>{MANDATE_KIND_WORDS[one]}</span>
            </label>
          ))}
        </fieldset>
        <Ticks title={t('Data sets')} options={DATA_SETS} words={DATA_SET_WORDS} chosen={dataSets} />
        <Field
          label={t('Our EORI number')}
          value={identifier}
          maxLength={35}
          isExact
          hint={t('Declarations must name us by it. The server keeps only its fingerprint.')}
        />
        <Field
          label={t('Days')}
          value={days}
          inputMode="numeric"
          maxLength={3}
          hint={t('1 to {most}', { most: mostDays })}
        />
        <button type="submit" class="button">
          {t('Give the mandate')}
        </button>
      </form>
    </section>
  );
}
