import { useSignal } from '@preact/signals';
import { Fragment, type ComponentChildren } from 'preact';

export interface Opened<Id> {
  isOpen(id: Id): boolean;
  toggle(id: Id): void;
}

/** Which one row of a table is open. */
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
  /** Of the table, the button's among them. */
  readonly columns: number;
  /** On the button that opens it. */
  readonly verb: string;
  /** What it opens, for whoever hears the button alone. */
  readonly what: string;
  readonly cells: ComponentChildren;
  /** Shown below while it is open. */
  readonly children: ComponentChildren;
}

/** A row that opens what is behind it: where it comes from, and its proof. */
export function FollowedRow<Id extends string | number>(props: FollowedRowProps<Id>) {
  const { id, opened, columns, verb, what, cells, children } = props;
  const isOpen = opened.isOpen(id);
  return (
    <Fragment>
      <tr>
        {cells}
        <td>
          <button type="button" class="row-button" aria-expanded={isOpen} onClick={() => opened.toggle(id)}>
            {isOpen ? 'Close' : verb}
            <span class="unseen"> {what}</span>
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={columns}>{children}</td>
        </tr>
      )}
    </Fragment>
  );
}
