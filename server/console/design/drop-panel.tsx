import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import './drop-panel.css';

export interface DropPanelProps {
  readonly label: string;
  /** The button shows an icon, or a text that begins or ends the label. */
  readonly icon?: IconName;
  readonly text?: string;
  /** The panel holds the link to the present page. */
  readonly isCurrent?: boolean;
  readonly children: ComponentChildren;
}

/** A button with a small panel below it. The panel closes by Escape, by a press elsewhere, and when the focus leaves it. */
export function DropPanel({ label, icon, text, isCurrent = false, children }: DropPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  // Before the next key or press
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const listening = new AbortController();
    const closeElsewhere = ({ target }: Event) => {
      if (!(target instanceof Node && place.current?.contains(target) === true)) setOpen(false);
    };
    const { signal } = listening;
    addEventListener('pointerdown', closeElsewhere, { signal });
    addEventListener('focusin', closeElsewhere, { signal });
    return () => listening.abort();
  }, [isOpen]);
  return (
    <div
      class="drop"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        class={`button ${text === undefined ? 'button-icon' : 'drop-text'}${isCurrent ? ' drop-current' : ''}`}
        title={label}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {text !== undefined && <span>{text}</span>}
        <Icon name={icon ?? 'chevron'} />
      </button>
      <div class="drop-panel" id={id} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  );
}
