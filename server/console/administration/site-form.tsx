import { useSignal } from '@preact/signals';
import type { SiteView } from '../../records/sites/answers.ts';
import { Combobox } from '../design/combobox.tsx';
import { ownTimeZone } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { knownTimeZones } from '../records/known-records.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { placeTrouble } from './place-words.ts';

export interface SiteFormProps {
  /** The site to change; absent: a new one. */
  readonly site?: SiteView;
  readonly onDone: (words: string) => void;
}

/** Names a site, or changes its name, time zone and place. The id of a site never changes. */
export function SiteForm({ site, onDone }: SiteFormProps) {
  const id = useSignal('');
  // A record without a name repeats its id: the person names it now
  const name = useSignal(site?.isNamed === true ? site.name : '');
  const timeZone = useSignal(site?.isNamed === true ? site.timeZone : ownTimeZone());
  const place = useSignal(site?.place ?? '');
  return (
    <Form
      send={site === undefined ? t('Name the site') : t('Save')}
      sending={t('Saving…')}
      onSend={async () => {
        const fields = { name: name.value, timeZone: timeZone.value, place: place.value };
        const asked =
          site === undefined
            ? await askProved('POST', '/v1/sites', { id: id.value.trim(), ...fields })
            : await askProved('PUT', `/v1/sites/${site.id}`, { ...fields, version: site.version });
        if (asked.kind === 'refused') return placeTrouble(asked);
        onDone(t('{name} is saved.', { name: fields.name }));
        id.value = '';
        name.value = '';
        place.value = '';
        return undefined;
      }}
    >
      <Field
        label={t('Name of the site')}
        value={name}
        hint={t('The name that people use: Terminal 2, arrivals')}
        maxLength={64}
      />
      {site === undefined && (
        <Field
          label={t('Id')}
          value={id}
          hint={t('Small letters, digits and hyphens: terminal-2. It cannot be changed later.')}
          maxLength={32}
          isExact
        />
      )}
      <Combobox
        label={t('Time zone')}
        known={knownTimeZones()}
        chosen={timeZone.value}
        onChoose={(zone) => {
          timeZone.value = zone;
        }}
      />
      <Field
        isRequired={false}
        label={t('Where it is')}
        value={place}
        hint={t('For people who have to find it. May be empty.')}
        maxLength={120}
      />
    </Form>
  );
}
