import { useSignal } from '@preact/signals';
import { Fragment, type ComponentChildren } from 'preact';
import { t } from '../languages/text.ts';

export interface Opened<Id> {
  isOpen(id: Id): boolean;
  toggle(id: Id): void;
}

/** The one open row of a table. */
export function useOpened<Id extends string | number>(): Opened<Id> {
  const opened = useSignal<Id | null>(null);
  return {
    isOpen: (id) => opened.value === id,
    toggle(id) {
      opened.value = opened.value === id ? null : id;
    },
  };
}

export interface FollowedRowProps<Id> {
  readonly id: Id;
  readonly opened: Opened<Id>;
  /** Number of the table's columns, with the column of the button. */
  readonly columns: number;
  /** The verb on the button that opens it. */
  readonly verb: string;
  /** The object of the verb, for screen readers. */
  readonly what: string;
  readonly cells: ComponentChildren;
  /** Shown below while it is open. */
  readonly children: ComponentChildren;
}

/** A row that opens its details: its origin and its proof. */
export function FollowedRow<Id extends string | number>(props: FollowedRowProps<Id>) {
  const { id, opened, columns, verb, what, cells, children } = props;
  const isOpen = opened.isOpen(id);
  return (
    <Fragment>
      <tr>
        {cells}
        <td>
          <button type="button" class="row-button" aria-expanded={isOpen} onClick={() => opened.toggle(id)}>
            {isOpen ? t('Close') : verb}
            <span class="unseen"> {what}</span>
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={columns}>
            <div class="followed">{children}</div>
          </td>
        </tr>
      )}
    </Fragment>
  );
}
