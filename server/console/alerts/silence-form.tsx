import { useSignal } from '@preact/signals';
import type { SilenceMade } from '../../oversight/alerts/answers.ts';
import { SILENCE_REASONS, SILENCEABLE_KINDS, type SilenceReason } from '../../oversight/alerts/vocabulary.ts';
import { Choice } from '../design/choice.tsx';
import { PickMany } from '../design/combobox.tsx';
import { dateAndTime } from '../design/times.ts';
import { t, translated } from '../languages/text.ts';
import { knownSites, useSites } from '../records/known-records.ts';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { ALARM_WORDS } from '../words.ts';
import { REASON_WORDS } from '../words-of-alerts.ts';

const TERMS = ['30', '60', '240', '480', '1440'] as const;
type Term = (typeof TERMS)[number];

const TERM_WORDS: { readonly [One in Term]: string } = translated({
  30: '30 minutes',
  60: '1 hour',
  240: '4 hours',
  480: '8 hours',
  1440: '24 hours',
});

/** Silences some alarms at some sites, with a reason and an end. */
export function SilenceForm({ onDone }: { readonly onDone: (words: string) => void }) {
  const sites = useSites();
  const kinds = useSignal<'all' | readonly string[]>([]);
  const places = useSignal<'all' | readonly string[]>([]);
  const reason = useSignal<SilenceReason | null>(null);
  const term = useSignal<Term>('60');
  return (
    <Form
      send={t('Silence')}
      sending={t('Silencing…')}
      onSend={async () => {
        if (kinds.value.length === 0) return { words: t('Choose a kind of alarm.'), waitS: null };
        if (places.value.length === 0) return { words: t('Choose a site, or all.'), waitS: null };
        if (reason.value === null) return { words: t('Choose the reason.'), waitS: null };
        const body = { kinds: kinds.value, sites: places.value, reason: reason.value, minutes: Number(term.value) };
        const asked = await askProved<SilenceMade>('POST', '/v1/alerts/silences', body);
        if (asked.kind === 'refused') return { words: refusalWords(asked), waitS: asked.retryAfterS };
        onDone(t('Silenced until {time}.', { time: dateAndTime(asked.value.until) }));
        return undefined;
      }}
    >
      <PickMany
        label={t('Kinds of alarms')}
        known={SILENCEABLE_KINDS.map((kind) => ({ id: kind, name: ALARM_WORDS[kind] }))}
        chosen={kinds.value}
        onChange={(chosen) => (kinds.value = chosen)}
        all={t('All that may be silenced')}
        hint={t('Emergencies and signs of tampering are not offered.')}
      />
      <PickMany
        label={t('Sites')}
        known={knownSites(sites)}
        chosen={places.value}
        onChange={(chosen) => (places.value = chosen)}
        all={t('All sites, and the server itself')}
      />
      <Choice
        title={t('Why')}
        options={SILENCE_REASONS}
        words={REASON_WORDS}
        chosen={reason.value}
        onChoose={(chosen) => (reason.value = chosen)}
      />
      <Choice
        title={t('For ## how long')}
        options={TERMS}
        words={TERM_WORDS}
        chosen={term.value}
        onChoose={(chosen) => (term.value = chosen)}
      />
    </Form>
  );
}
