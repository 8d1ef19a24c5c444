import { Button } from '../../design/button.tsx';
import { COUNTRIES } from '../../../goods/declarations/code-lists/countries.ts';
import type { Finding } from '../../../goods/declarations/rules/finding.ts';
import { REMEDIES, RULE_TEXTS, SEVERITY_WORDS } from '../rule-words.ts';
import { t } from '../../languages/text.ts';
import type { Field, Group, Leaf, List } from './form-fields.ts';
import { addTo, byPointer, listAt, removeFrom, setAt, tried, valueAt } from './form-state.ts';
import { elementWords } from './labels.ts';

export const idOf = (pointer: string): string => `at${pointer.replaceAll('/', '-')}`;

/** Names whose values are countries, for which the browser offers the list. */
const COUNTRY_NAMES = new Set(['country', 'nationality', 'origin', 'countryOfDispatch', 'countryOfDestination']);

export function CountryList() {
  return (
    <datalist id="countries">
      {[...COUNTRIES].map((code) => (
        <option key={code} value={code} />
      ))}
    </datalist>
  );
}

export function FieldView({ field, pointer }: { readonly field: Field; readonly pointer: string }) {
  switch (field.kind) {
    case 'leaf':
      return <LeafView leaf={field} pointer={pointer} label={elementWords(field.name)} />;
    case 'group':
      return <GroupView group={field} pointer={pointer} />;
    case 'list':
      return <ListView list={field} pointer={pointer} />;
  }
}

function LeafView({ leaf, pointer, label }: { readonly leaf: Leaf; readonly pointer: string; readonly label: string }) {
  const id = idOf(pointer);
  const { faults, isMissing } = findingsAt(pointer);
  const value = valueAt(pointer);
  const isFault = faults.some(({ severity }) => severity === 'error');
  return (
    <div class="field">
      <label for={id}>
        {label} <span class="digest quiet form-element">{leaf.element}</span>
        {isMissing && <span class="form-missing">{t('required')}</span>}
      </label>
      <input
        id={id}
        type="text"
        class="field-input"
        value={typeof value === 'string' ? value : ''}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={isFault}
        aria-describedby={`${id}-faults`}
        {...(COUNTRY_NAMES.has(leaf.name) && { list: 'countries' })}
        onInput={({ currentTarget }) => setAt(pointer, currentTarget.value)}
      />
      <Faults id={`${id}-faults`} faults={faults} />
    </div>
  );
}

/** A required element that is not there yet is no fault before the person tries to send. */
function findingsAt(pointer: string): { readonly faults: readonly Finding[]; readonly isMissing: boolean } {
  const found = byPointer.value.get(pointer) ?? [];
  const isMissing = found.some(({ rule }) => rule === 'CDS10001');
  return { faults: tried.value ? found : found.filter(({ rule }) => rule !== 'CDS10001'), isMissing };
}

export function Faults({ id, faults }: { readonly id: string; readonly faults: readonly Finding[] }) {
  return (
    <ul id={id} class="form-faults">
      {faults.map(({ rule, severity }) => (
        <li key={rule} class={`form-fault finding-${severity}`}>
          <strong>{SEVERITY_WORDS[severity]}</strong> {RULE_TEXTS[rule]} {REMEDIES[rule]}{' '}
          <span class="digest quiet">{rule}</span>
        </li>
      ))}
    </ul>
  );
}

/** Leaves of a group stand together; groups and lists inside it unfold. */
function GroupView({ group, pointer }: { readonly group: Group; readonly pointer: string }) {
  const { faults, isMissing } = findingsAt(pointer);
  return (
    <fieldset class="form-group" id={idOf(pointer)} tabIndex={-1}>
      <legend>
        {elementWords(group.name)} {isMissing && <span class="form-missing">{t('required')}</span>}
      </legend>
      <Faults id={`${idOf(pointer)}-faults`} faults={faults} />
      <Fields fields={group.fields} pointer={pointer} />
    </fieldset>
  );
}

export function Fields({ fields, pointer }: { readonly fields: readonly Field[]; readonly pointer: string }) {
  const leaves = fields.filter(({ kind }) => kind === 'leaf');
  return (
    <>
      {leaves.length > 0 && (
        <div class="form-grid">
          {leaves.map((field) => (
            <FieldView key={field.name} field={field} pointer={`${pointer}/${field.name}`} />
          ))}
        </div>
      )}
      {fields
        .filter(({ kind }) => kind !== 'leaf')
        .map((field) => (
          <Unfolding key={field.name} field={field} pointer={`${pointer}/${field.name}`} />
        ))}
    </>
  );
}

function Unfolding({ field, pointer }: { readonly field: Field; readonly pointer: string }) {
  const hasFindings = [...byPointer.value.keys()].some((one) => one === pointer || one.startsWith(`${pointer}/`));
  const isUsed = valueAt(pointer) !== undefined;
  return (
    <details class="form-more" open={hasFindings || isUsed}>
      <summary>{elementWords(field.name)}</summary>
      <FieldView field={field} pointer={pointer} />
    </details>
  );
}

function ListView({ list, pointer }: { readonly list: List; readonly pointer: string }) {
  const entries = listAt(pointer);
  const { faults, isMissing } = findingsAt(pointer);
  const { of } = list;
  const isNumbered = of.kind === 'group' && of.fields.some(({ name }) => name === 'number');
  const label = elementWords(list.name);
  const add = () => {
    if (of.kind === 'leaf') addTo(pointer, '');
    else addTo(pointer, isNumbered ? { number: String(entries.length + 1) } : {});
  };
  return (
    <fieldset class="form-group" id={idOf(pointer)} tabIndex={-1}>
      <legend>
        {label} {isMissing && <span class="form-missing">{t('required')}</span>}
      </legend>
      <Faults id={`${idOf(pointer)}-faults`} faults={faults} />
      {entries.map((_entry, index) => {
        const at = `${pointer}/${index}`;
        const name = `${label} ${index + 1}`;
        return (
          <div class="form-entry" key={at}>
            {of.kind === 'leaf' ? (
              <LeafView leaf={of} pointer={at} label={name} />
            ) : (
              <fieldset class="form-group" id={idOf(at)} tabIndex={-1}>
                <legend>{name}</legend>
                <Faults id={`${idOf(at)}-faults`} faults={findingsAt(at).faults} />
                <Fields fields={of.fields} pointer={at} />
              </fieldset>
            )}
            <Button label={t('Remove {name}', { name })} onPress={() => removeFrom(pointer, index)} />
          </div>
        );
      })}
      <Button label={t('Add: {name}', { name: label })} onPress={add} />
    </fieldset>
  );
}
