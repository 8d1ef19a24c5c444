import type { ComponentChildren } from 'preact';

/** Around a table that may be wider than its place: it scrolls by itself, with the keyboard too. */
export function TableFrame({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="table-frame" role="group" aria-label={`Table: ${label}`} tabIndex={0}>
      {children}
    </div>
  );
}
