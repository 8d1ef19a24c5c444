import { useId } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { t, translated } from '../languages/text.ts';
import { pasted, readGiven } from './read-given.ts';
import { type Given, NONE } from './state.ts';

const FAULTS: { readonly [Fault in Extract<Given, { kind: 'unread' }>['fault']]: string } = translated({
  'too-large': 'This is larger than one megabyte. It was not read.',
  'not-text': 'This file is not text.',
  several: 'Give one file at a time.',
});

export interface GivenFieldProps {
  readonly given: Signal<Given>;
  readonly label: string;
  readonly hint: string;
}

/** A text that is dropped, chosen as a file, or pasted. The three ways have the same effect. */
export function GivenField({ given, label, hint }: GivenFieldProps) {
  const id = useId();
  const value = given.value;
  const take = (files: ArrayLike<File>) => {
    void readGiven(files).then((read) => {
      given.value = read;
    });
  };
  return (
    <div
      class="given"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files ?? []);
      }}
    >
      <label for={`${id}-text`}>{label}</label>
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      <textarea
        id={`${id}-text`}
        class="digest"
        rows={5}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-hint ${id}-fault`}
        value={value.kind === 'given' ? value.text : ''}
        onInput={(event) => {
          given.value = pasted(event.currentTarget.value);
        }}
      />
      <div class="given-files">
        <label for={`${id}-file`}>{t('or a file')}</label>
        <input id={`${id}-file`} type="file" onChange={(event) => take(event.currentTarget.files ?? [])} />
        {value.kind !== 'none' && (
          <Button
            label={t('Clear')}
            onPress={() => {
              given.value = NONE;
            }}
          />
        )}
      </div>
      <p id={`${id}-fault`} class="given-fault" role="status">
        {value.kind === 'unread' ? FAULTS[value.fault] : ''}
      </p>
    </div>
  );
}
