import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../design/button.tsx';

export interface OpeningProps {
  readonly label: string;
  /** Shown in the place of the button once it was pressed. */
  readonly children: () => ComponentChildren;
}

/** A button that gives its place, and the focus, to what it opens. */
export function Opening({ label, children }: OpeningProps) {
  const isOpen = useSignal(false);
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen.value) shown.current?.focus();
  }, [isOpen.value]);
  if (!isOpen.value) return <Button label={label} onPress={() => (isOpen.value = true)} />;
  return (
    <div class="opening" ref={shown} tabIndex={-1} role="group" aria-label={label}>
      {children()}
    </div>
  );
}
