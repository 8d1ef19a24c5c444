import { Button } from '../../design/button.tsx';
import { t } from '../../languages/text.ts';
import { itemFields } from './form-fields.ts';
import { Fields, Faults, idOf } from './field-view.tsx';
import { addTo, byPointer, dataSet, items, judged, openItem, removeFrom, valueAt } from './form-state.ts';

/** The items as a list, and one of them to work on. */
export function Items() {
  const index = Math.min(openItem.value, items.value.length - 1);
  const add = () => {
    addTo('/goods', { number: String(items.value.length + 1) });
    openItem.value = items.value.length - 1;
  };
  return (
    <section class="panel portal-stack" aria-labelledby="items-title">
      <h3 id="items-title">{t('Items')}</h3>
      <Faults id={idOf('/goods')} faults={byPointer.value.get('/goods') ?? []} />
      <ol class="form-items">
        {items.value.map((_item, at) => (
          <li key={at}>
            <button
              type="button"
              class="form-item"
              aria-current={at === index}
              onClick={() => {
                openItem.value = at;
              }}
            >
              <ItemLine index={at} />
            </button>
          </li>
        ))}
      </ol>
      <Button label={t('Add an item')} onPress={add} />
      {index >= 0 && <Item key={index} index={index} />}
    </section>
  );
}

function ItemLine({ index }: { readonly index: number }) {
  const description = valueAt(`/goods/${index}/description`);
  const errors = judged.value.findings.filter(
    ({ pointer, severity }) => severity === 'error' && pointer.startsWith(`/goods/${index}/`),
  ).length;
  return (
    <>
      <span>{index + 1}.</span> <span>{typeof description === 'string' ? description : t('No description yet')}</span>{' '}
      {errors > 0 && <span class="form-open">{t('{count} to do', { count: errors })}</span>}
    </>
  );
}

function Item({ index }: { readonly index: number }) {
  const { first, others } = itemFields(dataSet.value);
  const pointer = `/goods/${index}`;
  return (
    <fieldset class="form-group form-open-item" id={idOf(pointer)} tabIndex={-1}>
      <legend>{t('Item {number}', { number: String(index + 1) })}</legend>
      <Faults id={`${idOf(pointer)}-faults`} faults={byPointer.value.get(pointer) ?? []} />
      <Fields fields={first} pointer={pointer} />
      <details class="form-more">
        <summary>{t('More elements of this item')}</summary>
        <Fields fields={others} pointer={pointer} />
      </details>
      {items.value.length > 1 && (
        <Button
          label={t('Remove item {number}', { number: String(index + 1) })}
          onPress={() => {
            removeFrom('/goods', index);
            openItem.value = Math.max(0, index - 1);
          }}
        />
      )}
    </fieldset>
  );
}
