import { Button } from '../../../../server/console/design/button.tsx';
import { documentOf, fingerOf, sceneOf } from '../model/draft.ts';
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

/** All controls; each part can also be applied separately while a traveller is served. */
export function FineTuning({ model, view, draft }: TravellerFormProps) {
  const people = Object.fromEntries(view.specimens.map(({ id, name }) => [id, nameOf(name)]));
  const person = view.specimens.find(({ id }) => id === draft.person);
  const photographs = Object.fromEntries(
    Array.from({ length: person?.photographs ?? 1 }, (_, index) => [
      String(index),
      index === 0 ? 'The one on the chip' : `Another (${index + 1})`,
    ]),
  );
  const { edit, perform } = model;
  const { presence } = draft;
  return (
    <details class="fine-tuning">
      <summary>Fine tuning and single steps</summary>
      <div class="tuning">
        <fieldset>
          <legend>Before the camera</legend>
          <Choice
            label="Who is there"
            words={PRESENCE_WORDS}
            value={presence}
            onChoose={(value) => edit({ presence: value })}
          />
          {presence !== 'nobody' && (
            <Choice
              label={presence === 'flat-picture' ? 'Picture of' : 'Person'}
              words={people}
              value={draft.person}
              onChoose={(value) => edit({ person: value, photograph: 0 })}
            />
          )}
          {presence === 'two-people' && (
            <Choice
              label="With"
              words={people}
              value={draft.companion}
              onChoose={(value) => edit({ companion: value })}
            />
          )}
          {(presence === 'person' || presence === 'flat-picture' || presence === 'replay') && (
            <Choice
              label="Made from photograph"
              words={photographs}
              value={String(draft.photograph)}
              onChoose={(value) => edit({ photograph: Number(value) })}
            />
          )}
          {presence === 'person' && (
            <TickBox
              label="Turns the head when asked"
              checked={draft.cooperative}
              onTick={(cooperative) => edit({ cooperative })}
            />
          )}
          <Choice label="Light" words={LIGHT_WORDS} value={draft.light} onChoose={(light) => edit({ light })} />
          <Slider
            label="Blur"
            value={draft.blurPx}
            max={8}
            step={0.5}
            shown={`${draft.blurPx} px`}
            onSlide={(blurPx) => edit({ blurPx })}
          />
          <Slider
            label="Noise"
            value={draft.noise}
            max={0.2}
            step={0.002}
            shown={`${(draft.noise * 100).toFixed(1)}%`}
            onSlide={(noise) => edit({ noise })}
          />
          <Button
            label="Change the scene now"
            onPress={() => void perform('scene', sceneOf(draft), 'The scene has changed.')}
          />
        </fieldset>
        <fieldset>
          <legend>On the reader</legend>
          <Choice
            label="Document"
            words={VARIANT_WORDS}
            value={draft.variant}
            onChoose={(variant) => edit({ variant })}
          />
          <TickBox label="Expired" checked={draft.expired} onTick={(expired) => edit({ expired })} />
          <TickBox label="On the watchlist" checked={draft.listed} onTick={(listed) => edit({ listed })} />
          <TickBox
            label="Fingerprints in the chip"
            checked={draft.fingerprints}
            onTick={(fingerprints) => edit({ fingerprints })}
          />
          <TickBox label="The very document of last time" checked={draft.again} onTick={(again) => edit({ again })} />
          <TickBox
            label="Shows the code that they carry"
            checked={draft.showsCode}
            onTick={(showsCode) => edit({ showsCode })}
          />
          <Button
            label="Lay it on the reader now"
            onPress={() => void perform('document', documentOf(draft), 'The document lies on the reader.')}
          />
          <Button label="Take it away" onPress={() => void perform('document/remove', {}, 'The reader is empty.')} />
          <p class="quiet">
            {view.document === null
              ? 'Nothing lies on the reader.'
              : `On the reader: ${people[view.document.holder] ?? 'a passport'}’s, ${VARIANT_WORDS[view.document.variant].toLowerCase()}${view.document.expired ? ', expired' : ''}.`}
          </p>
        </fieldset>
        <fieldset>
          <legend>On the fingerprint scanner</legend>
          <Choice
            label="How the finger lies"
            words={CONTACT_WORDS}
            value={draft.contact}
            onChoose={(contact) => edit({ contact })}
          />
          <Button
            label="Touch it so now"
            onPress={() => void perform('finger', fingerOf(draft), 'The finger lies so.')}
          />
          <p class="quiet">Now: {CONTACT_WORDS[view.finger.contact].toLowerCase()}.</p>
          <FingerRegistration model={model} registrations={view.registrations} />
        </fieldset>
        <fieldset>
          <legend>Registered face</legend>
          <FaceRegistration model={model} view={view} />
        </fieldset>
        <fieldset>
          <legend>For customs</legend>
          <Choice
            label="Where they are asked"
            words={DECLARES_WORDS}
            value={draft.declares}
            onChoose={(declares) => edit({ declares })}
          />
          <Button
            label="Show a phone's code with this answer"
            onPress={() => void perform('code', { declares: draft.declares }, 'The code is before the reader.')}
          />
          <p class="quiet">
            The answer of the traveller who is sent, under a policy that asks. The code counts while the lane asks.
          </p>
          <GoodsCode perform={perform} />
        </fieldset>
        <fieldset>
          <legend>At the gate</legend>
          <Choice
            label="Once it is open"
            words={PASSAGE_BEHAVIOUR_WORDS}
            value={draft.passage}
            onChoose={(passage) => edit({ passage })}
          />
          <Button
            label="Behave so from now on"
            onPress={() => void perform('passage', { behaviour: draft.passage }, 'Noted.')}
          />
          <p class="quiet">Now: {PASSAGE_BEHAVIOUR_WORDS[view.passage].toLowerCase()}.</p>
        </fieldset>
      </div>
    </details>
  );
}
