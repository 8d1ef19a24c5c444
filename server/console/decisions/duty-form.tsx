import { useSignal } from '@preact/signals';
import type { Role } from '../../platform/access/vocabulary.ts';
import { Combobox, PickMany } from '../design/combobox.tsx';
import { ownTimeZone } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { knownKiosks, knownSites, knownTimeZones, usePeople, useSites } from '../records/known-records.ts';
import { now } from '../shell/live.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { ROLE_WORDS } from '../words.ts';
import { ChoiceField } from './choice-field.tsx';
import { propose, PROPOSED } from './send.ts';
import { type ShiftDraft, ShiftFields } from './shift-fields.tsx';
import { countIn } from './typed.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 400;

type Places = 'all' | readonly string[];

function missingIn(role: Role | null, sites: Places, lanes: Places, shifts: readonly ShiftDraft[]): string | undefined {
  if (role === null) return t('Choose the duty.');
  if (sites.length === 0) return t('Choose at least one site.');
  if (lanes.length === 0) return t('Choose at least one lane, or all lanes of these sites.');
  return shifts.some(({ days }) => days.length === 0) ? t('Choose at least one day for each shift.') : undefined;
}

/** Proposes a duty for a person, from now on. */
export function DutyForm({ onChange }: { readonly onChange: () => void }) {
  const people = usePeople();
  const known = useSites();
  const person = useSignal('');
  const role = useSignal<Role | null>(null);
  const sites = useSignal<Places>([]);
  const lanes = useSignal<Places>('all');
  const days = useSignal('180');
  const trainingDays = useSignal('365');
  const shifts = useSignal<readonly ShiftDraft[]>([]);
  const chosenZone = useSignal('');
  const words = useSignal('');
  const zoneOfSite = known.find(({ id }) => sites.value !== 'all' && sites.value.includes(id))?.timeZone;
  const timeZone = chosenZone.value || zoneOfSite || ownTimeZone();
  return (
    <section class="panel account-part" aria-labelledby="give-title">
      <h2 id="give-title">{t('Propose a duty')}</h2>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const trouble = (said: string) => ({ words: said, waitS: null });
          const [term, training] = [countIn(days.value, MAX_DAYS), countIn(trainingDays.value, MAX_DAYS)];
          if (term === undefined || training === undefined) {
            return trouble(t('Enter days as numbers from 1 to {most}.', { most: MAX_DAYS }));
          }
          const missing = missingIn(role.value, sites.value, lanes.value, shifts.value);
          if (missing !== undefined) return trouble(missing);
          const from = Math.round(now.value);
          const proposed = await propose('duty-give', {
            ...{ person: person.value, role: role.value, sites: sites.value, lanes: lanes.value },
            shifts: shifts.value.map((shift) => ({ ...shift, timeZone })),
            ...{ validFrom: from, validUntil: from + term * DAY_MS, trainingValidUntil: from + training * DAY_MS },
          });
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = PROPOSED();
          person.value = '';
          role.value = null;
          shifts.value = [];
          onChange();
          return undefined;
        }}
      >
        <Combobox
          label={t('Person')}
          known={people}
          chosen={person.value}
          onChoose={(id) => {
            person.value = id;
          }}
          hint={t('Search by name, or by the name at this server.')}
        />
        <ChoiceField label={t('Duty')} value={role} words={ROLE_WORDS} />
        <PickMany
          label={t('Sites')}
          known={knownSites(known)}
          chosen={sites.value}
          onChange={(chosen) => {
            sites.value = chosen;
            lanes.value = 'all';
          }}
          all={t('All sites')}
          {...(known.length === 0 && { hint: t('No site is named yet. Name one under Administration, Sites.') })}
        />
        <PickMany
          label={t('Lanes of these sites')}
          known={knownKiosks(known, sites.value)}
          chosen={lanes.value}
          onChange={(chosen) => {
            lanes.value = chosen;
          }}
          all={t('All lanes of these sites')}
        />
        <ShiftFields shifts={shifts} timeZone={timeZone} />
        {shifts.value.length > 0 && (
          <Combobox
            label={t('Time zone')}
            known={knownTimeZones()}
            chosen={timeZone}
            onChoose={(id) => {
              chosenZone.value = id;
            }}
          />
        )}
        <Field label={t('Duration in days')} value={days} inputMode="numeric" maxLength={3} />
        <Field
          label={t('Training valid for (days)')}
          value={trainingDays}
          hint={t('From today. A duty whose training has lapsed cannot be exercised.')}
          inputMode="numeric"
          maxLength={3}
        />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}
