import type { ComponentChildren } from 'preact';
import { Button } from '../../../../server/console/design/button.tsx';
import type { DockView } from '../model/dock-view.ts';
import { documentOf, type Draft, fingerOf, sceneOf } from '../model/draft.ts';
import {
  CONTACT_WORDS,
  DECLARES_WORDS,
  LIGHT_WORDS,
  PASSAGE_BEHAVIOUR_WORDS,
  PRESENCE_WORDS,
  VARIANT_WORDS,
} from '../words.ts';
import { Choice } from './choice.tsx';
import { FaceRegistration } from './face-registration.tsx';
import { FingerRegistration } from './finger-registration.tsx';
import { GoodsCode } from './goods-code.tsx';
import { nameOf } from './specimen-name.ts';
import { Slider } from './slider.tsx';
import { TickBox } from './tick-box.tsx';
import type { TravellerFormProps } from './traveller-form-props.ts';

type KeysFor<Value> = { [Key in keyof Draft]: Draft[Key] extends Value ? Key : never }[keyof Draft];

/** One property of the draft: a word to choose, a number to slide, or a box to tick. */
type Field =
  | {
      readonly key: KeysFor<string> | 'photograph';
      readonly label: string;
      readonly words: Readonly<Record<string, string>>;
    }
  | {
      readonly key: KeysFor<number>;
      readonly label: string;
      readonly max: number;
      readonly step: number;
      readonly shown: (value: number) => string;
    }
  | { readonly key: KeysFor<boolean>; readonly label: string };

/** A request that applies a part of the form at once. */
interface Step {
  readonly label: string;
  readonly path: string;
  readonly body: (draft: Draft) => unknown;
  readonly done: string;
}

function sceneFields(view: DockView, { presence, person }: Draft): readonly Field[] {
  const people = Object.fromEntries(view.specimens.map(({ id, name }) => [id, nameOf(name)]));
  const { photographs = 1 } = view.specimens.find(({ id }) => id === person) ?? {};
  const pictures = Object.fromEntries(
    Array.from({ length: photographs }, (_, index) => [
      String(index),
      index === 0 ? 'The one on the chip' : `Another (${index + 1})`,
    ]),
  );
  const whose: Field = { key: 'person', label: presence === 'flat-picture' ? 'Picture of' : 'Person', words: people };
  const isOfPhotograph = presence === 'person' || presence === 'flat-picture' || presence === 'replay';
  return [
    { key: 'presence', label: 'Who is there', words: PRESENCE_WORDS },
    ...(presence === 'nobody' ? [] : [whose]),
    ...(presence === 'two-people' ? [{ key: 'companion', label: 'With', words: people } as const] : []),
    ...(isOfPhotograph ? [{ key: 'photograph', label: 'Made from photograph', words: pictures } as const] : []),
    ...(presence === 'person' ? [{ key: 'cooperative', label: 'Turns the head when asked' } as const] : []),
    { key: 'light', label: 'Light', words: LIGHT_WORDS },
    { key: 'blurPx', label: 'Blur', max: 8, step: 0.5, shown: (value) => `${value} px` },
    { key: 'noise', label: 'Noise', max: 0.2, step: 0.002, shown: (value) => `${(value * 100).toFixed(1)}%` },
  ];
}

const READER_FIELDS: readonly Field[] = [
  { key: 'variant', label: 'Document', words: VARIANT_WORDS },
  { key: 'expired', label: 'Expired' },
  { key: 'listed', label: 'On the watchlist' },
  { key: 'fingerprints', label: 'Fingerprints in the chip' },
  { key: 'again', label: 'The very document of last time' },
  { key: 'showsCode', label: 'Shows the code that they carry' },
];
const SCANNER_FIELDS: readonly Field[] = [{ key: 'contact', label: 'How the finger lies', words: CONTACT_WORDS }];
const CUSTOMS_FIELDS: readonly Field[] = [{ key: 'declares', label: 'Where they are asked', words: DECLARES_WORDS }];
const GATE_FIELDS: readonly Field[] = [{ key: 'passage', label: 'Once it is open', words: PASSAGE_BEHAVIOUR_WORDS }];

const SCENE_STEPS: readonly Step[] = [
  { label: 'Change the scene now', path: 'scene', body: sceneOf, done: 'The scene has changed.' },
];
const READER_STEPS: readonly Step[] = [
  {
    label: 'Lay it on the reader now',
    path: 'document',
    body: documentOf,
    done: 'The document lies on the reader.',
  },
  { label: 'Take it away', path: 'document/remove', body: () => ({}), done: 'The reader is empty.' },
];
const SCANNER_STEPS: readonly Step[] = [
  { label: 'Touch it so now', path: 'finger', body: fingerOf, done: 'The finger lies so.' },
];
const CUSTOMS_STEPS: readonly Step[] = [
  {
    label: "Show a phone's code with this answer",
    path: 'code',
    body: ({ declares }) => ({ declares }),
    done: 'The code is before the reader.',
  },
];
const GATE_STEPS: readonly Step[] = [
  { label: 'Behave so from now on', path: 'passage', body: ({ passage }) => ({ behaviour: passage }), done: 'Noted.' },
];

/** All controls; each part can also be applied separately while a traveller is served. */
export function FineTuning(form: TravellerFormProps) {
  const { model, view, draft } = form;
  return (
    <details class="fine-tuning">
      <summary>Fine tuning and single steps</summary>
      <div class="tuning">
        <Part {...form} legend="Before the camera" fields={sceneFields(view, draft)} steps={SCENE_STEPS} />
        <Part {...form} legend="On the reader" fields={READER_FIELDS} steps={READER_STEPS}>
          <p class="quiet">{wordsOfReader(view)}</p>
        </Part>
        <Part {...form} legend="On the fingerprint scanner" fields={SCANNER_FIELDS} steps={SCANNER_STEPS}>
          <p class="quiet">Now: {CONTACT_WORDS[view.finger.contact].toLowerCase()}.</p>
          <FingerRegistration model={model} registrations={view.registrations} />
        </Part>
        <Part {...form} legend="Registered face">
          <FaceRegistration model={model} view={view} />
        </Part>
        <Part {...form} legend="For customs" fields={CUSTOMS_FIELDS} steps={CUSTOMS_STEPS}>
          <p class="quiet">
            The answer of the traveller who is sent, under a policy that asks. The code counts while the lane asks.
          </p>
          <GoodsCode perform={model.perform} />
        </Part>
        <Part {...form} legend="At the gate" fields={GATE_FIELDS} steps={GATE_STEPS}>
          <p class="quiet">Now: {PASSAGE_BEHAVIOUR_WORDS[view.passage].toLowerCase()}.</p>
        </Part>
      </div>
    </details>
  );
}

interface PartProps extends TravellerFormProps {
  readonly legend: string;
  readonly fields?: readonly Field[];
  readonly steps?: readonly Step[];
  readonly children?: ComponentChildren;
}

function Part({ model, draft, legend, fields = [], steps = [], children }: PartProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {fields.map((field) => (
        <DraftField key={field.key} field={field} draft={draft} edit={model.edit} />
      ))}
      {steps.map(({ label, path, body, done }) => (
        <Button key={path} label={label} onPress={() => void model.perform(path, body(draft), done)} />
      ))}
      {children}
    </fieldset>
  );
}

interface DraftFieldProps {
  readonly field: Field;
  readonly draft: Draft;
  readonly edit: TravellerFormProps['model']['edit'];
}

function DraftField({ field, draft, edit }: DraftFieldProps) {
  const { key, label } = field;
  if ('words' in field) {
    const choose = (value: string) => edit(chosen(field.key, value));
    return <Choice label={label} words={field.words} value={String(draft[field.key])} onChoose={choose} />;
  }
  if ('max' in field) {
    const { max, step, shown } = field;
    const value = draft[field.key];
    const slide = (next: number) => edit({ [key]: next });
    return <Slider label={label} value={value} max={max} step={step} shown={shown(value)} onSlide={slide} />;
  }
  return <TickBox label={label} checked={draft[field.key]} onTick={(checked) => edit({ [key]: checked })} />;
}

/** Another person has photographs of their own. */
function chosen(key: KeysFor<string> | 'photograph', value: string): Partial<Draft> {
  if (key === 'photograph') return { photograph: Number(value) };
  return { [key]: value, ...(key === 'person' && { photograph: 0 }) };
}

function wordsOfReader({ document, specimens }: DockView): string {
  if (document === null) return 'Nothing lies on the reader.';
  const holder = specimens.find(({ id }) => id === document.holder);
  const whose = holder === undefined ? 'a passport' : nameOf(holder.name);
  const state = document.expired ? ', expired' : '';
  return `On the reader: ${whose}’s, ${VARIANT_WORDS[document.variant].toLowerCase()}${state}.`;
}
