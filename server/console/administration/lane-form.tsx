import { useSignal } from '@preact/signals';
import type { SiteView } from '../../records/sites/answers.ts';
import { t } from '../languages/text.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { METRES_WORDS, metresIn, placeTrouble } from './place-words.ts';

export interface LaneFormProps {
  readonly site: SiteView;
  /** The lane to change; absent: a new one. */
  readonly lane?: SiteView['lanes'][number];
  readonly onDone: (words: string) => void;
}

/** Adds a lane, or changes its name and its position on the plan. The number of a lane never changes. */
export function LaneForm({ site, lane, onDone }: LaneFormProps) {
  const number = useSignal('');
  const name = useSignal(lane?.isNamed === true ? lane.name : '');
  const x = useSignal(lane?.position === null || lane === undefined ? '' : String(lane.position.x));
  const y = useSignal(lane?.position === null || lane === undefined ? '' : String(lane.position.y));
  const positionIn = () => {
    if (x.value.trim() === '' && y.value.trim() === '') return null;
    const [right, down] = [metresIn(x.value), metresIn(y.value)];
    return right === undefined || down === undefined ? undefined : { x: right, y: down };
  };
  return (
    <Form
      send={lane === undefined ? t('Add the lane') : t('Save')}
      sending={t('Saving…')}
      onSend={async () => {
        const position = positionIn();
        if (position === undefined) return { words: METRES_WORDS(), waitS: null };
        const fields = { name: name.value, position };
        const path = `/v1/sites/${site.id}/lanes`;
        const asked =
          lane === undefined
            ? await askProved('POST', path, { number: number.value.trim(), ...fields })
            : await askProved('PUT', `${path}/${lane.number}`, { ...fields, version: lane.version });
        if (asked.kind === 'refused') return placeTrouble(asked);
        onDone(t('{name} is saved.', { name: fields.name }));
        return undefined;
      }}
    >
      {lane === undefined && (
        <Field
          label={t('Number')}
          value={number}
          hint={t('As it stands above the lane, in small letters and digits: 1, a2. It cannot be changed later.')}
          maxLength={32}
          isExact
        />
      )}
      <Field label={t('Name of the lane')} value={name} hint={t('For example: Lane 1, by the window')} maxLength={64} />
      <Field
        isRequired={false}
        label={t('Position on the plan, to the right (metres)')}
        value={x}
        inputMode="decimal"
        maxLength={8}
        hint={t('From the upper left corner. May be empty.')}
      />
      <Field
        isRequired={false}
        label={t('Position on the plan, down (metres)')}
        value={y}
        inputMode="decimal"
        maxLength={8}
      />
    </Form>
  );
}
