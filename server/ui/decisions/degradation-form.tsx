import { useSignal } from '@preact/signals';
import type { Degradation } from '../../degradations/degradation-kind.ts';
import { Field } from '../sign-in/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { ChoiceField } from './choice-field.tsx';
import { propose, PROPOSED } from './send.ts';
import { countIn, namesIn } from './typed.ts';
import { CAUSE_WORDS, MEASURE_WORDS } from './words.ts';

const HOUR_MS = 3_600_000;
const MOST_HOURS = 24;

/** Proposes a degradation: a reduced policy for lanes of a site, for some hours. */
export function DegradationForm({ onChange }: { readonly onChange: () => void }) {
  const site = useSignal('');
  const lanes = useSignal('');
  const measure = useSignal<Degradation['measure']>('without-watchlist');
  const cause = useSignal<Degradation['cause']>('feed-down');
  const hours = useSignal('2');
  const words = useSignal('');
  return (
    <section class="panel account-part" aria-labelledby="degrade-title">
      <h2 id="degrade-title">Propose a reduced policy</h2>
      <Form
        send="Propose"
        sending="Proposing…"
        onSend={async () => {
          words.value = '';
          const count = countIn(hours.value, MOST_HOURS);
          const kiosks = namesIn(lanes.value);
          if (count === undefined) return { words: `Hours are a number from 1 to ${MOST_HOURS}.`, waitS: null };
          if (kiosks === 'all') return { words: 'Name each lane.', waitS: null };
          const about = { site: site.value.trim(), kiosks, measure: measure.value, cause: cause.value };
          const said = await propose('degradation', { ...about, forMs: count * HOUR_MS });
          if (said !== PROPOSED) return { words: said, waitS: null };
          words.value = said;
          onChange();
          return undefined;
        }}
      >
        <Field label="Site" value={site} maxLength={32} isExact />
        <Field label="Kiosks" value={lanes} hint="Names with commas between them." isExact />
        <ChoiceField label="Reduction" value={measure} words={MEASURE_WORDS} />
        <ChoiceField label="Cause" value={cause} words={CAUSE_WORDS} />
        <Field label="Duration in hours" value={hours} inputMode="numeric" maxLength={2} />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}
