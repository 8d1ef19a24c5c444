import type { ComponentChildren } from 'preact';
import { TableFrame } from './table-frame.tsx';

interface NumberColumn {
  readonly head: string;
  readonly isNumber: true;
}

export interface TableProps {
  /** The name of its contents, for screen readers. Shown if no heading above it has the same text. */
  readonly caption: string;
  readonly shown?: ComponentChildren;
  readonly columns: readonly (string | NumberColumn)[];
  /** Its rows. */
  readonly children: ComponentChildren;
}

/** A table with its caption and the names of its columns, in a frame that scrolls. */
export function Table({ caption, shown, columns, children }: TableProps) {
  return (
    <TableFrame label={caption}>
      <table>
        <caption class={shown === undefined ? 'unseen' : 'shown-caption'}>{shown ?? caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const [head, isNumber] = typeof column === 'string' ? [column, false] : [column.head, true];
              return (
                <th key={head} scope="col" {...(isNumber && { class: 'number' })}>
                  {head}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </TableFrame>
  );
}
