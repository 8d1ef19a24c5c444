import { useSignal } from '@preact/signals';
import { Combobox } from '../design/combobox.tsx';
import { t } from '../languages/text.ts';
import { knownLanes, knownSites, useSites } from '../records/known-records.ts';
import { hashOf } from '../shell/route.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { type MadeCode, ShownEnrolment } from './shown-enrolment.tsx';
import { fleetRefusalWords } from './words.ts';

const MAX_MINUTES = 1_440;

/** Makes the one-time code with which a kiosk enrols. */
export function CodeForm({ onChange }: { readonly onChange: () => void }) {
  const sites = useSites();
  const kiosk = useSignal('');
  const site = useSignal('');
  const lane = useSignal('');
  const minutes = useSignal('60');
  const made = useSignal<MadeCode | null>(null);
  return (
    <section class="panel" aria-labelledby="code-title">
      <h2 id="code-title">{t('Enrol a kiosk')}</h2>
      <p class="quiet">
        {t(
          'A kiosk enrols once, with a code that is typed at it. A new code withdraws the unused codes of the same kiosk.',
        )}
      </p>
      <p class="quiet">
        <a href={hashOf('administration', 'sites')}>{t('Name a site or add a lane')}</a>
      </p>
      <Form
        send={t('Make a code')}
        sending={t('Making a code…')}
        onSend={async () => {
          const term = Number(minutes.value);
          if (!Number.isInteger(term) || term < 1 || term > MAX_MINUTES) {
            return { words: t('Enter the minutes as a number from 1 to {most}.', { most: MAX_MINUTES }), waitS: null };
          }
          const wanted = { kiosk: kiosk.value.trim(), site: site.value, lane: lane.value };
          const body = { ...wanted, minutes: term };
          const asked = await askProved<Pick<MadeCode, 'code' | 'expiresAt'>>('POST', '/v1/fleet/codes', body);
          if (asked.kind === 'refused') return { words: fleetRefusalWords(asked), waitS: asked.retryAfterS };
          made.value = { ...asked.value, kioskId: wanted.kiosk, place: `${wanted.site}, ${wanted.lane}` };
          kiosk.value = '';
          lane.value = '';
          onChange();
          return undefined;
        }}
      >
        <Field
          label={t('Name of the kiosk')}
          value={kiosk}
          hint={t('Small letters, digits and hyphens: north-1. It cannot be changed later.')}
          maxLength={32}
          isExact
        />
        <Combobox
          label={t('Site')}
          known={knownSites(sites)}
          chosen={site.value}
          onChoose={(id) => {
            if (id !== site.value) lane.value = '';
            site.value = id;
          }}
        />
        <Combobox
          label={t('Lane')}
          known={knownLanes(sites.find(({ id }) => id === site.value))}
          chosen={lane.value}
          onChoose={(number) => {
            lane.value = number;
          }}
          {...(site.value === '' && { hint: t('Choose the site first.') })}
        />
        <Field label={t('Valid for (minutes)')} value={minutes} inputMode="numeric" maxLength={4} />
      </Form>
      {made.value !== null && <ShownEnrolment made={made.value} onClose={() => (made.value = null)} />}
    </section>
  );
}
