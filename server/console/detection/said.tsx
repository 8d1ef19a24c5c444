import { useEffect, useRef } from 'preact/hooks';

export interface SaidProps {
  readonly words: string;
  /** Takes the focus with each new text, because the control that caused it is gone. */
  readonly takesFocus?: boolean;
}

/** The outcome of the last act. */
export function Said({ words, takesFocus = false }: SaidProps) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus && words !== '') place.current?.focus();
  }, [words, takesFocus]);
  return (
    <p role="status" class="said" ref={place} tabIndex={-1}>
      {words}
    </p>
  );
}
