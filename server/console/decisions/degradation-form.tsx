import { useSignal } from '@preact/signals';
import type { WantedDegradation } from '../../lanes/degradations/sign-degradation.ts';
import { Combobox, PickMany } from '../design/combobox.tsx';
import { t } from '../languages/text.ts';
import { knownKiosks, knownSites, useSites } from '../records/known-records.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { ChoiceField } from './choice-field.tsx';
import { PROPOSED, sendSigned } from './send.ts';
import { countIn } from './typed.ts';
import { CAUSE_WORDS, MEASURE_WORDS } from './words.ts';

const HOUR_MS = 3_600_000;
const MAX_HOURS = 24;

/** Proposes a degradation: a reduced policy for lanes of a site, for some hours. The proposer signs it with their passkey. */
export function DegradationForm({ onChange }: { readonly onChange: () => void }) {
  const known = useSites();
  const site = useSignal('');
  const lanes = useSignal<readonly string[]>([]);
  const measure = useSignal<WantedDegradation['measure'] | null>(null);
  const cause = useSignal<WantedDegradation['cause'] | null>(null);
  const hours = useSignal('2');
  const words = useSignal('');
  return (
    <section class="panel account-part" aria-labelledby="degrade-title">
      <h2 id="degrade-title">{t('Propose a reduced policy')}</h2>
      <p class="quiet">
        {t(
          'The hours count from your proposal. You and the person who approves it each sign with a passkey, and the lanes verify both. A person who has only a password can neither propose nor approve it.',
        )}
      </p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const count = countIn(hours.value, MAX_HOURS);
          const trouble = (said: string) => ({ words: said, waitS: null });
          if (count === undefined)
            return trouble(t('Enter the hours as a number from 1 to {most}.', { most: MAX_HOURS }));
          if (lanes.value.length === 0) return trouble(t('Choose at least one lane.'));
          if (measure.value === null || cause.value === null) return trouble(t('Choose the reduction and its cause.'));
          const about = { site: site.value, kiosks: lanes.value, measure: measure.value, cause: cause.value };
          const proposed = await sendSigned('/v1/degradations', { ...about, forMs: count * HOUR_MS }, PROPOSED());
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = PROPOSED();
          lanes.value = [];
          measure.value = null;
          cause.value = null;
          onChange();
          return undefined;
        }}
      >
        <Combobox
          label={t('Site')}
          known={knownSites(known)}
          chosen={site.value}
          onChoose={(id) => {
            if (id !== site.value) lanes.value = [];
            site.value = id;
          }}
        />
        <PickMany
          label={t('Lanes')}
          known={knownKiosks(known, [site.value])}
          chosen={lanes.value}
          onChange={(chosen) => {
            lanes.value = chosen === 'all' ? [] : chosen;
          }}
          {...(site.value === '' && { hint: t('Choose the site first.') })}
        />
        <ChoiceField label={t('Reduction')} value={measure} words={MEASURE_WORDS} />
        <ChoiceField label={t('Cause')} value={cause} words={CAUSE_WORDS} />
        <Field label={t('Duration in hours')} value={hours} inputMode="numeric" maxLength={2} />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}
