import { useSignal } from '@preact/signals';
import type { Role } from '../../access/vocabulary.ts';
import { now } from '../shell/live.ts';
import { Field } from '../sign-in/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { ROLE_WORDS } from '../words.ts';
import { ChoiceField } from './choice-field.tsx';
import { propose, PROPOSED } from './send.ts';
import { type ShiftDraft, ShiftFields } from './shift-fields.tsx';
import { countIn, namesIn } from './typed.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;

/** Proposes a duty for a person, from now on. */
export function DutyForm({ onChange }: { readonly onChange: () => void }) {
  const person = useSignal('');
  const role = useSignal<Role>('officer');
  const sites = useSignal('');
  const lanes = useSignal('all');
  const days = useSignal('180');
  const trainingDays = useSignal('365');
  const shifts = useSignal<readonly ShiftDraft[]>([]);
  const timeZone = useSignal(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const words = useSignal('');
  return (
    <section class="panel account-part" aria-labelledby="give-title">
      <h2 id="give-title">Propose a duty</h2>
      <Form
        send="Propose"
        sending="Proposing…"
        onSend={async () => {
          words.value = '';
          const [term, training] = [countIn(days.value, MOST_DAYS), countIn(trainingDays.value, MOST_DAYS)];
          if (term === undefined || training === undefined) {
            return { words: `Days are numbers from 1 to ${MOST_DAYS}.`, waitS: null };
          }
          if (shifts.value.some(({ days: on }) => on.length === 0)) {
            return { words: 'Choose at least one day for each shift.', waitS: null };
          }
          const from = Math.round(now.value);
          const said = await propose('duty-give', {
            ...{ person: person.value.trim(), role: role.value },
            shifts: shifts.value.map((shift) => ({ ...shift, timeZone: timeZone.value.trim() })),
            ...{ sites: namesIn(sites.value), lanes: namesIn(lanes.value) },
            ...{ validFrom: from, validUntil: from + term * DAY_MS, trainingValidUntil: from + training * DAY_MS },
          });
          if (said !== PROPOSED) return { words: said, waitS: null };
          words.value = said;
          person.value = '';
          shifts.value = [];
          onChange();
          return undefined;
        }}
      >
        <Field label="Name at this server" value={person} maxLength={32} isExact />
        <ChoiceField label="Duty" value={role} words={ROLE_WORDS} />
        <Field label="Sites" value={sites} hint="Names with commas between them, or all." isExact />
        <Field label="Lanes of these sites" value={lanes} hint="Names with commas between them, or all." isExact />
        <ShiftFields shifts={shifts} />
        {shifts.value.length > 0 && (
          <Field label="Time zone" value={timeZone} hint="A name of the IANA database." maxLength={40} isExact />
        )}
        <Field label="Duration in days" value={days} inputMode="numeric" maxLength={3} />
        <Field
          label="Training valid for (days)"
          value={trainingDays}
          hint="From today. A duty whose training has lapsed cannot be exercised."
          inputMode="numeric"
          maxLength={3}
        />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}
