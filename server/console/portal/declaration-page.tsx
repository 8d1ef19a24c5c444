import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeclarationView } from '../../goods/declarations/api/answers.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { REMEDIES, RULE_TEXTS, SEVERITY_WORDS } from './rule-words.ts';
import { ask, type Problem } from './ask.ts';
import { StateBadge } from './declaration-list.tsx';
import { sentAs } from './form/form-state.ts';
import { GoodsCodePanel } from './goods-code.tsx';
import { placeWords } from './form/labels.ts';
import { CHANNEL_WORDS, DATA_SET_WORDS, troubleWords } from './words.ts';

/** State and findings of one declaration. The server keeps no value of it that it could show. */
export function DeclarationPage({ id }: { readonly id: string }) {
  const shown = useSignal<DeclarationView | undefined>(undefined);
  const trouble = useSignal<Problem | undefined>(undefined);
  useEffect(() => {
    void ask<DeclarationView>('GET', `/v1/declarations/${id}`).then((asked) => {
      if (asked.kind === 'answered') shown.value = asked.value;
      else trouble.value = asked.code;
    });
  }, []);
  const view = shown.value;
  if (view === undefined) {
    return trouble.value === undefined ? (
      <StatePanel kind="loading" title={t('Loading…')} />
    ) : (
      <StatePanel kind="error" title={troubleWords(trouble.value)} />
    );
  }
  return (
    <section class="portal-stack" aria-labelledby="declaration-title">
      <div class="panel-head">
        <h2 id="declaration-title">
          {view.dataSet === null ? t('Unknown data set') : DATA_SET_WORDS[view.dataSet]}{' '}
          <span class="digest quiet">{id.slice(0, 8)}</span>
        </h2>
        <StateBadge state={view.state} />
      </div>
      <dl class="panel portal-facts">
        <dt>{t('Number')}</dt>
        <dd class="digest">{id}</dd>
        {view.filedBy !== null && (
          <>
            <dt>{t('Declared for')}</dt>
            <dd class="digest">{view.trader}</dd>
            <dt>{t('Filed by')}</dt>
            <dd class="digest">{view.filedBy}</dd>
          </>
        )}
        <dt>{t('Received')}</dt>
        <dd>{dateAndTime(view.receivedAt)}</dd>
        {view.channel !== null && (
          <>
            <dt>{t('Channel')}</dt>
            <dd>{CHANNEL_WORDS[view.channel]}</dd>
          </>
        )}
        <dt>{t('Sealed content')}</dt>
        <dd>
          {view.keptUntil === null ? t('None is kept') : t('Kept until {time}', { time: dateAndTime(view.keptUntil) })}
        </dd>
      </dl>
      <Findings findings={view.findings} />
      {view.state === 'accepted' && <GoodsCodePanel id={id} />}
      {view.state === 'rejected' && sentAs.value === id && (
        <a class="button button-main" href="#/new">
          {t('Correct and send again')}
        </a>
      )}
      <p>
        <a href="#/declarations">{t('All my declarations')}</a>
      </p>
    </section>
  );
}

function Findings({ findings }: Pick<DeclarationView, 'findings'>) {
  if (findings.length === 0) return <StatePanel kind="empty" title={t('No findings')} />;
  return (
    <section class="panel portal-stack" aria-labelledby="findings-title">
      <h3 id="findings-title">{t('Findings')}</h3>
      <ul class="portal-findings">
        {findings.map((one) => (
          <li key={`${one.rule} ${one.pointer}`} class={`portal-finding finding-${one.severity}`}>
            <strong>{SEVERITY_WORDS[one.severity]}</strong> {placeWords(one.pointer)}{' '}
            <span class="digest quiet">
              {one.rule} {one.element}
            </span>
            {one.line !== undefined && <span class="quiet"> {t('Line {line}', { line: String(one.line) })}</span>}
            <p>
              {RULE_TEXTS[one.rule]} {REMEDIES[one.rule]}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
