import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { t } from '../languages/text.ts';
import { type Known, matching, MAX_SHOWN, named } from './known.ts';
import './combobox.css';

export interface ComboboxProps {
  readonly label: string;
  readonly known: readonly Known[];
  /** Id of the chosen record; empty without one. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  readonly hint?: string;
  readonly isRequired?: boolean;
  /** Empties the field after a choice: for lists to which the choice is added. */
  readonly adds?: boolean;
}

/** The state of the field and its list, and the effects of the keys. `id`: of the field, `field`: the field. */
function useChoice(
  { known, chosen, onChoose, adds = false }: ComboboxProps,
  id: string,
  field: { readonly current: HTMLInputElement | null },
) {
  const text = useSignal<string | null>(null);
  const isOpen = useSignal(false);
  const active = useSignal(-1);
  const current = known.find((one) => one.id === chosen);
  const shown = text.value ?? current?.name ?? chosen;
  const searched = text.value ?? '';
  const options = useMemo(() => matching(known, searched).slice(0, MAX_SHOWN), [known, searched]);
  const isUnknown = text.value !== null && text.value.trim() !== '' && named(known, text.value) === undefined;

  useEffect(() => {
    field.current?.setCustomValidity(isUnknown ? t('Choose one from the list.') : '');
  }, [isUnknown]);

  // A person may type before the records have come
  useEffect(() => {
    const exact = text.value === null || adds || chosen !== '' ? undefined : named(known, text.value);
    if (exact !== undefined) onChoose(exact.id);
  }, [known]);

  const close = () => {
    isOpen.value = false;
    active.value = -1;
  };
  const choose = (one: Known) => {
    onChoose(one.id);
    text.value = adds ? '' : null;
    close();
  };
  const type = (typed: string) => {
    text.value = typed;
    isOpen.value = true;
    active.value = -1;
    const exact = named(known, typed);
    if (exact !== undefined && !adds) onChoose(exact.id);
    else if (!adds) onChoose('');
  };
  const move = (by: number) => {
    if (!isOpen.value) {
      isOpen.value = true;
      return;
    }
    const count = options.length;
    if (count > 0) active.value = (active.value + by + (active.value < 0 && by < 0 ? 1 : 0) + count) % count;
  };
  const leave = () => {
    const exact = text.value === null ? undefined : named(known, text.value);
    if (exact !== undefined) choose(exact);
    else close();
  };
  const press = (event: KeyboardEvent) => {
    const option = options[active.value];
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape' && isOpen.value) close();
    else if (event.key === 'Enter' && isOpen.value && option !== undefined) choose(option);
    else if (event.key === 'Enter' && adds && text.value !== null && named(known, text.value) !== undefined) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    if (active.value >= 0) document.getElementById(`${id}-${active.value}`)?.scrollIntoView({ block: 'nearest' });
  }, [active.value]);
  return { text, isOpen, active, current, shown, options, isUnknown, choose, type, leave, press };
}

/**
 * A field that takes one of the known records (WAI-ARIA combobox with a list). Typing searches names and ids; arrows, Enter and Escape work as in
 * other lists. Text that names no record is not a value: the form is not sent.
 */
export function Combobox(props: ComboboxProps) {
  const { label, chosen, hint, isRequired = true } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { text, isOpen, active, current, shown, options, isUnknown, choose, type, leave, press } = useChoice(
    props,
    id,
    field,
  );
  return (
    <div class="field combobox">
      <label for={id}>{label}</label>
      <div class="combobox-box">
        <input
          ref={field}
          id={id}
          class="field-input"
          type="text"
          role="combobox"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          required={isRequired}
          value={shown}
          aria-autocomplete="list"
          aria-expanded={isOpen.value}
          aria-controls={`${id}-list`}
          {...(active.value >= 0 && { 'aria-activedescendant': `${id}-${active.value}` })}
          aria-describedby={`${id}-hint`}
          {...(isUnknown && !isOpen.value && { 'aria-invalid': true })}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={press}
          onClick={() => (isOpen.value = true)}
          onBlur={leave}
        />
        <ul
          id={`${id}-list`}
          class="combobox-list"
          role="listbox"
          aria-label={t('Choices: {label}', { label })}
          hidden={!isOpen.value}
        >
          {options.map((one, index) => (
            <li
              key={one.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={one.id === chosen}
              class={index === active.value ? 'combobox-option combobox-active' : 'combobox-option'}
              // The field keeps the focus
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
            >
              <bdi>{one.name}</bdi>
              {one.name !== one.id && one.id !== ALL && <bdi class="digest quiet">{one.id}</bdi>}
              {one.detail !== undefined && <span class="quiet">{one.detail}</span>}
            </li>
          ))}
        </ul>
      </div>
      <p id={`${id}-hint`} class="quiet field-hint">
        {current !== undefined && text.value === null && current.name !== current.id ? (
          <bdi class="digest">{current.id}</bdi>
        ) : (
          (hint ?? '')
        )}
      </p>
      <p class="combobox-none" role="status">
        {isOpen.value && options.length === 0 && t('No match. Choose one from the list.')}
      </p>
    </div>
  );
}

export interface PickManyProps {
  readonly label: string;
  readonly known: readonly Known[];
  readonly chosen: 'all' | readonly string[];
  readonly onChange: (chosen: 'all' | readonly string[]) => void;
  /** Offered as one choice that stands for all; absent: each must be chosen. */
  readonly all?: string;
  readonly hint?: string;
}

const ALL = '*';

/** Several of the known records, or all of them. The chosen ones stand below the field, each with a button that removes it. */
export function PickMany({ label, known, chosen, onChange, all, hint }: PickManyProps) {
  const ids = chosen === 'all' ? [] : chosen;
  const left = known.filter(({ id }) => !ids.includes(id));
  const offered = all === undefined || chosen === 'all' ? left : [{ id: ALL, name: all }, ...left];
  const nameOf = (id: string) => known.find((one) => one.id === id)?.name ?? id;
  return (
    <div class="pick-many">
      <Combobox
        {...{ label, known: offered, chosen: '', adds: true, isRequired: false }}
        {...(hint !== undefined && { hint })}
        onChoose={(id) => id !== '' && onChange(id === ALL ? 'all' : [...ids, id])}
      />
      <ul class="picked" aria-label={t('Chosen: {label}', { label })}>
        {chosen === 'all' && all !== undefined && <Picked name={all} onRemove={() => onChange([])} />}
        {ids.map((id) => (
          <Picked key={id} name={nameOf(id)} id={id} onRemove={() => onChange(ids.filter((one) => one !== id))} />
        ))}
      </ul>
    </div>
  );
}

function Picked({
  name,
  id,
  onRemove,
}: {
  readonly name: string;
  readonly id?: string;
  readonly onRemove: () => void;
}) {
  return (
    <li>
      <button type="button" class="picked-one" onClick={onRemove} aria-label={t('Remove {name}', { name })}>
        <bdi>{name}</bdi>
        {id !== undefined && id !== name && <bdi class="digest quiet">{id}</bdi>}
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}
