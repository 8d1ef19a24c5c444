import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LedgerPolicy } from '../../goods/declarations/api/portal-answers.ts';
import type { ViewingLog } from '../../goods/declarations/api/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { saveFile } from '../records/save-file.ts';
import { ask, type Asked, type Problem } from './ask.ts';
import { session } from './session.ts';
import type { ViewingVerdict } from './verify-viewing.ts';
import { groupWords, purposeWords, troubleWords } from './words.ts';

type Viewing = ViewingLog['viewings'][number];

/** All viewings, in order. */
export async function readViewings(): Promise<{ readonly log: Viewing[]; readonly latest: number } | Problem> {
  const log: Viewing[] = [];
  let latest = 0;
  for (let after: number | null = 0; after !== null; ) {
    const asked: Asked<ViewingLog> = await ask<ViewingLog>('GET', `/v1/viewings?after=${after}`);
    if (asked.kind === 'refused') return asked.code;
    log.push(...asked.value.viewings);
    ({ latest, next: after } = asked.value);
  }
  return { log, latest };
}

interface Verified {
  readonly verdicts: ReadonlyMap<number, ViewingVerdict>;
  readonly missing: readonly number[];
}

/** Each viewing of one of the trader's declarations by customs officers, newest first, with its proof. */
export function ViewingsPage() {
  const shown = useSignal<{ readonly log: readonly Viewing[]; readonly latest: number } | undefined>(undefined);
  const trouble = useSignal<Problem | undefined>(undefined);
  const verified = useSignal<Verified | undefined>(undefined);
  const busy = useSignal(false);
  const load = async () => {
    const read = await readViewings();
    verified.value = undefined;
    if (typeof read === 'string') trouble.value = read;
    else {
      trouble.value = undefined;
      shown.value = read;
    }
  };
  const loaded = useRef(Promise.resolve());
  const refresh = () => void (loaded.current = loaded.current.then(load));
  useEffect(refresh, []);
  const verify = async () => {
    // A list that comes later ends the verification of the list before
    await loaded.current;
    const [policy, { missingNumbers, verifyViewing }] = await Promise.all([
      ask<LedgerPolicy>('GET', '/v1/session/ledger-policy'),
      import('./verify-viewing.ts'),
    ]);
    if (policy.kind === 'refused') {
      trouble.value = policy.code;
      return;
    }
    const { log = [], latest = 0 } = shown.value ?? {};
    const trader = session.value?.person?.trader ?? '';
    const verdicts = new Map<number, ViewingVerdict>();
    for (const one of log)
      if (one.proof !== null) verdicts.set(one.number, verifyViewing(one, one.proof, policy.value.policy, trader));
    const numbers = log.map(({ number }) => number);
    verified.value = { verdicts, missing: missingNumbers(numbers, latest) };
  };
  const log = shown.value?.log;
  return (
    <section class="portal-stack" aria-labelledby="viewings-title">
      <div class="panel-head">
        <h2 id="viewings-title">{t('Viewings by customs')}</h2>
        <div class="portal-filter">
          <Button label={t('Refresh')} onPress={refresh} />
          {log !== undefined && log.length > 0 && (
            <Button
              label={t('Verify all')}
              weight="main"
              busy={busy.value}
              onPress={() => {
                busy.value = true;
                void verify().finally(() => (busy.value = false));
              }}
            />
          )}
        </div>
      </div>
      <p>
        {t(
          'Each time an officer opens groups of your declarations, the public ledger has an entry. This browser verifies the proofs with the keys of the ledger that this server names; compare them with those of an auditor.',
        )}
      </p>
      {trouble.value !== undefined && <StatePanel kind="error" title={troubleWords(trouble.value)} />}
      {log === undefined && trouble.value === undefined && <StatePanel kind="loading" title={t('Loading…')} />}
      {log?.length === 0 && <StatePanel kind="empty" title={t('No officer has opened a declaration of yours.')} />}
      <div role="status">{verified.value !== undefined && <Result verified={verified.value} />}</div>
      <ul class="portal-list">
        {log?.toReversed().map((one) => (
          <li key={one.number}>
            <ViewingLine viewing={one} verdict={verified.value?.verdicts.get(one.number)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Result({ verified: { verdicts, missing } }: { readonly verified: Verified }) {
  const good = [...verdicts.values()].filter(({ kind }) => kind === 'verified').length;
  const isGood = missing.length === 0 && good === verdicts.size;
  return (
    <div class="panel portal-stack">
      <p class="portal-filter">
        <Badge
          tone={isGood ? 'good' : 'bad'}
          icon={isGood ? 'tick' : 'cross'}
          word={isGood ? t('No difference was found') : t('Something differs from the ledger')}
        />
        <span>{plural(good, '{count} viewing is verified.', '{count} viewings are verified.')}</span>
      </p>
      {missing.length > 0 && (
        <p>{t('These numbers are missing from the list: {numbers}.', { numbers: missing.slice(0, 20).join(', ') })}</p>
      )}
    </div>
  );
}

interface ViewingLineProps {
  readonly viewing: Viewing;
  readonly verdict: ViewingVerdict | undefined;
}

function ViewingLine({ viewing, verdict }: ViewingLineProps) {
  const { number, at, office, purpose, groups, declaration, proof, erasedAt } = viewing;
  return (
    <article class="panel portal-viewing" aria-labelledby={`viewing-${number}`}>
      <h3 id={`viewing-${number}`}>
        {t('Viewing {number}: {time}', { number: String(number), time: dateAndTime(at) })}
      </h3>
      <p>
        {t('Office {office}: {purpose}.', { office, purpose: purposeWords(purpose) })}{' '}
        {t('Opened: {groups}.', { groups: groups.map(groupWords).join(', ') })}
      </p>
      <p class="portal-filter">
        <a href={`#/declarations/${declaration}`}>
          {t('Declaration')} <span class="digest">{declaration.slice(0, 8)}</span>
        </a>
        {erasedAt !== null && (
          <span class="quiet">{t('Its content was erased {time}.', { time: dateAndTime(erasedAt) })}</span>
        )}
        {proof === null && <Badge tone="note" icon="wait" word={t('The proof is ready in a few seconds')} />}
        {verdict?.kind === 'verified' && (
          <Badge
            tone="good"
            icon="tick"
            word={plural(verdict.witnesses, 'Verified, with {count} witness', 'Verified, with {count} witnesses')}
          />
        )}
        {verdict?.kind === 'refused' && (
          <Badge tone="bad" icon="cross" word={t('Not verified: {code}', { code: verdict.code })} />
        )}
        {proof !== null && (
          <Button
            label={t('Save the proof')}
            onPress={() => saveFile(`viewing-${number}.tlog-proof`, 'text/plain', proof)}
          />
        )}
      </p>
    </article>
  );
}
