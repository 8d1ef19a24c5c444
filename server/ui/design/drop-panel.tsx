import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import './drop-panel.css';

export interface DropPanelProps {
  readonly label: string;
  readonly icon: IconName;
  readonly children: ComponentChildren;
}

/** A button with a small panel below it. The panel closes by Escape, by a press elsewhere, and when the focus leaves it. */
export function DropPanel({ label, icon, children }: DropPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
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
        class="button button-icon"
        title={label}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={icon} />
      </button>
      <div class="drop-panel" id={id} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  );
}
