import { type Signal, useSignal } from '@preact/signals';
import { TRADER_SCOPES, type TraderScope } from '../../goods/declarations/api/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { countIn } from '../decisions/typed.ts';
import { Field } from '../design/field.tsx';
import { Ticks } from '../design/ticks.tsx';
import { t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { Form } from '../sign-in/form.tsx';
import { SCOPE_WORDS } from './words-of-traders.ts';

const DAY_MS = 86_400_000;
const MAX_KEY_DAYS = 90;
const trouble = (words: string) => ({ words, waitS: null });

/** `undefined` when it is right. */
function faultOf(trader: string, fingerprint: string): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(trader))
    return t('The name of a trader has small letters, digits and hyphens, 32 at most.');
  if (!/^[0-9a-f]{64}$/.test(fingerprint))
    return t('A fingerprint has 64 characters, 0 to 9 and a to f. Paste it as you got it.');
  return undefined;
}

function TraderField({ value }: { readonly value: Signal<string> }) {
  return (
    <Field
      label={t('Name of the trader')}
      value={value}
      hint={t('Small letters, digits and hyphens: trader-1. The same for all its people and programs.')}
      maxLength={32}
      isExact
    />
  );
}

/** Proposes to invite a person of a trader. */
export function InvitePerson() {
  const trader = useSignal('');
  const name = useSignal('');
  const code = useSignal('');
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="invite-title">
      <h2 id="invite-title">{t('Invite a person of a trader')}</h2>
      <p class="quiet">
        {t(
          'The person makes a code in the portal and sends you its fingerprint. Check in another way, such as a call to a known number, that it is theirs.',
        )}
      </p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const invited = { trader: trader.value.trim(), name: name.value.trim(), code: code.value.trim() };
          const fault = faultOf(invited.trader, invited.code);
          if (fault !== undefined) return trouble(fault);
          const proposed = await propose('trader-person', { change: 'invite', ...invited });
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = proposed.words;
          name.value = '';
          code.value = '';
          return undefined;
        }}
      >
        <TraderField value={trader} />
        <Field label={t('Name of the person')} value={name} maxLength={64} />
        <Field label={t('Fingerprint of the code')} value={code} maxLength={64} isExact />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}

/** Proposes to give a trader's program a key. */
export function GiveKey() {
  const trader = useSignal('');
  const digest = useSignal('');
  const days = useSignal(String(MAX_KEY_DAYS));
  const scopes = useSignal<readonly TraderScope[]>(['declarations.submit', 'declarations.read']);
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="give-key-title">
      <h2 id="give-key-title">{t('Give a trader’s program a key')}</h2>
      <p class="quiet">{t('The trader makes the key and sends you its SHA-256. You never see the key.')}</p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const given = { trader: trader.value.trim(), digest: digest.value.trim(), scopes: scopes.value };
          const fault = faultOf(given.trader, given.digest);
          if (fault !== undefined) return trouble(fault);
          const term = countIn(days.value, MAX_KEY_DAYS);
          if (term === undefined) return trouble(t('Enter days as numbers from 1 to {most}.', { most: MAX_KEY_DAYS }));
          if (given.scopes.length === 0) return trouble(t('Choose at least one scope.'));
          const validUntil = Math.round(now.value) + term * DAY_MS;
          const proposed = await propose('trader-key', { change: 'give', ...given, validUntil });
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = proposed.words;
          digest.value = '';
          return undefined;
        }}
      >
        <TraderField value={trader} />
        <Field label={t('SHA-256 of the key')} value={digest} maxLength={64} isExact />
        <Ticks title={t('Scopes')} options={TRADER_SCOPES} words={SCOPE_WORDS} chosen={scopes} />
        <Field label={t('Duration in days')} value={days} inputMode="numeric" maxLength={2} />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}
