import type { ComponentChildren } from 'preact';
import { t } from '../languages/text.ts';

/** A frame for a table that may be wider than the page. It scrolls by itself, with the keyboard too. */
export function TableFrame({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="table-frame" role="group" aria-label={t('Table: {label}', { label })} tabIndex={0}>
      {children}
    </div>
  );
}
