import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OwnKeys } from '../../goods/declarations/api/portal-answers.ts';
import { TRADER_SCOPES, type TraderScope } from '../../goods/declarations/api/vocabulary.ts';
import { Banner } from '../design/banner.tsx';
import { Field } from '../design/field.tsx';
import { Ticks } from '../design/ticks.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { ask, post, type Problem } from './ask.ts';
import type { Proved } from './passkeys.ts';
import { SCOPE_WORDS, troubleWords } from './words.ts';

/** Keys of programs that the person makes: shown once, limited to scopes and days, and ended at any time. */
export function OwnKeysPanel({ proved }: { readonly proved: Proved }) {
  const known = useSignal<OwnKeys | undefined>(undefined);
  const made = useSignal<string | undefined>(undefined);
  const trouble = useSignal<Problem | undefined>(undefined);
  const name = useSignal('');
  const days = useSignal('7');
  const scopes = useSignal<readonly TraderScope[]>(['declarations.read']);
  const load = async () => {
    const asked = await ask<OwnKeys>('GET', '/v1/session/keys');
    if (asked.kind === 'answered') known.value = asked.value;
    else trouble.value = asked.code;
  };
  useEffect(() => void load(), []);
  const make = async () => {
    const { key, digest } = await newKey();
    made.value = undefined;
    await proved(async () => {
      const asked = await post('/v1/session/keys', {
        ...{ digest, name: name.value.trim(), scopes: scopes.value, days: Number(days.value) },
      });
      if (asked.kind === 'refused') return asked.code;
      made.value = key;
      return undefined;
    });
    if (made.value !== undefined) name.value = '';
    await load();
  };
  const end = async (digest: string) => {
    const asked = await ask('DELETE', `/v1/session/keys/${digest}`);
    trouble.value = asked.kind === 'refused' ? asked.code : undefined;
    await load();
  };
  return (
    <section class="panel portal-stack" aria-labelledby="keys-title">
      <h3 id="keys-title">{t('Keys of my programs')}</h3>
      <p>
        {t(
          'A program with such a key acts for your trader within its scopes. End a key when it may be known to others.',
        )}
      </p>
      {known.value?.keys.length === 0 && <p class="quiet">{t('You have no key in use.')}</p>}
      <ul class="portal-list">
        {known.value?.keys.map(({ digest, name: called, scopes: allowed, validUntil, usedAt }) => (
          <li key={digest} class="portal-row">
            <span>
              <strong>{called}</strong> <span class="digest quiet">{digest.slice(0, 8)}</span>{' '}
              <span class="quiet">
                {allowed.map((one) => SCOPE_WORDS[one]).join(', ')}.{' '}
                {t('Valid until {time}.', { time: dateAndTime(validUntil) })}{' '}
                {usedAt === null ? t('Not used yet.') : t('Last used {time}.', { time: dateAndTime(usedAt) })}
              </span>
            </span>
            <button
              type="button"
              class="button"
              aria-label={t('End the key {name}', { name: called })}
              onClick={() => void end(digest)}
            >
              {t('End ## a key')}
            </button>
          </li>
        ))}
      </ul>
      <div role="status">
        {made.value !== undefined && (
          <Banner tone="good" icon="tick">
            <strong>{t('Your new key. It is shown only once: copy it now.')}</strong>{' '}
            <span class="digest portal-key">{made.value}</span>
          </Banner>
        )}
      </div>
      <form
        class="portal-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (scopes.value.length > 0) void make();
        }}
      >
        <Field label={t('Name of the key')} value={name} maxLength={32} hint={t('For example: stock system')} />
        <Ticks title={t('Scopes')} options={TRADER_SCOPES} words={SCOPE_WORDS} chosen={scopes} />
        <Field
          label={t('Days')}
          value={days}
          inputMode="numeric"
          maxLength={2}
          hint={t('1 to {most}', { most: known.value?.mostDays ?? 30 })}
        />
        <button type="submit" class="button">
          {t('Make a key')}
        </button>
        <p role="alert" class="portal-trouble">
          {trouble.value !== undefined && troubleWords(trouble.value)}
        </p>
      </form>
    </section>
  );
}

/** 32 random bytes behind the prefix by which scanners find leaked keys, and the SHA-256 in hex, which is all that the server gets. */
async function newKey(): Promise<{ readonly key: string; readonly digest: string }> {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  const key = `postern-trader-${text}`;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
  return { key, digest: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}
