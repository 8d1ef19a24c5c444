import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './tone.ts';
import './state-panel.css';

/** The reason why there is nothing to show. */
export type AbsenceKind = 'loading' | 'empty' | 'error' | 'offline' | 'denied';

const LOOKS: { readonly [Kind in AbsenceKind]: { readonly icon: IconName; readonly tone: Tone } } = {
  loading: { icon: 'wait', tone: 'plain' },
  empty: { icon: 'dash', tone: 'plain' },
  error: { icon: 'warning', tone: 'bad' },
  offline: { icon: 'cut', tone: 'caution' },
  denied: { icon: 'lock', tone: 'note' },
};

export interface StatePanelProps {
  readonly kind: AbsenceKind;
  readonly title: string;
  /** The meaning for the reader, and the next step. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** Replaces absent content: the missing thing, the reason, and the next step. */
export function StatePanel({ kind, title, children, action }: StatePanelProps) {
  const { icon, tone } = LOOKS[kind];
  return (
    <div class={`state-panel tone-${tone}`} {...(kind === 'loading' && { 'aria-busy': true })}>
      <Icon name={icon} />
      <div>
        <p class="state-title">{title}</p>
        {children !== undefined && <p class="state-words">{children}</p>}
        {action}
      </div>
    </div>
  );
}
