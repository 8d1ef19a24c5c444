import { Button } from '../../../server/ui/design/button.tsx';
import type { SceneRequest } from '../dock-messages.ts';
import { PASSAGE_BEHAVIOURS } from '../dock-messages.ts';
import { Choice } from './choice.tsx';
import { ask, state } from './dock-state.ts';

type Kind = SceneRequest['subject']['kind'];

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'nobody', label: 'Nobody' },
  { value: 'person', label: 'A person' },
  { value: 'two-people', label: 'Two people' },
  { value: 'flat-picture', label: 'A picture held up' },
];
const LIGHTS = [
  { value: 'normal', label: 'Normal' },
  { value: 'dim', label: 'Dim' },
  { value: 'bright', label: 'Too bright' },
] as const;
const SHARPNESS = [
  { value: '0', label: 'Sharp' },
  { value: '2', label: 'Soft' },
  { value: '5', label: 'Blurred' },
] as const;
const PASSAGES: Readonly<Record<(typeof PASSAGE_BEHAVIOURS)[number], string>> = {
  passes: 'Walks through',
  'turns-back': 'Turns back',
  tailgated: 'Is followed by someone',
  'stays-outside': 'Does not enter',
  'stands-in-the-way': 'Stands in the gate',
};

/** Changes the world while a traveller is being served: who stands there, in what light, and how they walk. */
export function SceneForm() {
  const current = state.value;
  if (current === undefined) return null;
  const { scene, specimens } = current;
  const people = specimens.map(({ id, name }) => ({ value: id, label: name }));
  const first =
    'specimen' in scene.subject
      ? scene.subject.specimen
      : 'specimens' in scene.subject
        ? scene.subject.specimens[0]
        : 'alpha';
  const second = people.find(({ value }) => value !== first)?.value ?? first;
  const set = (change: Partial<SceneRequest>) => void ask('scene', { ...scene, ...change });
  const subject = (kind: Kind, specimen: string): SceneRequest['subject'] => {
    switch (kind) {
      case 'nobody':
        return { kind };
      case 'two-people':
        return { kind, specimens: [specimen, second] };
      case 'person':
      case 'flat-picture':
        return { kind, specimen };
    }
  };
  return (
    <section class="panel" aria-labelledby="scene">
      <h2 id="scene">Before the camera</h2>
      <div class="row">
        <Choice
          label="Who"
          value={scene.subject.kind}
          options={KINDS}
          onChoose={(kind) => set({ subject: subject(kind, first) })}
        />
        <Choice
          label="Whose face"
          value={first}
          options={people}
          onChoose={(id) => set({ subject: subject(scene.subject.kind, id) })}
        />
        <Choice label="Light" value={scene.light ?? 'normal'} options={LIGHTS} onChoose={(light) => set({ light })} />
        <Choice
          label="Focus"
          value={String(scene.blurPx ?? 0)}
          options={SHARPNESS}
          onChoose={(blur) => set({ blurPx: Number(blur) })}
        />
        <Choice
          label="In the gate, the person"
          value={current.passage}
          options={PASSAGE_BEHAVIOURS.map((value) => ({ value, label: PASSAGES[value] }))}
          onChoose={(behaviour) => void ask('passage', { behaviour })}
        />
      </div>
      <p class="quiet">
        {current.document === null
          ? 'Nothing lies on the reader.'
          : `On the reader: the passport of ${nameOf(current.document.holder)}.`}
      </p>
      <div class="row">
        <Button label="Lay down a passport" onPress={() => void ask('document', { holder: first })} />
        <Button label="The same passport again" onPress={() => void ask('document', { holder: first, again: true })} />
        <Button label="Take it away" onPress={() => void ask('document/remove', {})} />
      </div>
    </section>
  );

  function nameOf(id: string): string {
    return people.find(({ value }) => value === id)?.label ?? id;
  }
}
