import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { HelpPanelProps } from './help-panel.tsx';

type OnClose = HelpPanelProps['onClose'];

/** The panel that is open. The control stands in the header; the panel stands beside the page. */
export const openHelp = signal<{
  readonly Panel: ComponentType<{ readonly onClose: OnClose }>;
  readonly onClose: OnClose;
} | null>(null);

/** Shows the open panel. A page has it once, outside of its header and main part. */
export function HelpPlace() {
  const { value } = openHelp;
  return value === null ? null : <value.Panel onClose={value.onClose} />;
}
