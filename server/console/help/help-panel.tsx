import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import './help.css';

export interface HelpPanelProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** `stay`: the focus is where the reader moved it. */
  readonly onClose: (focus: 'return' | 'stay') => void;
}

/** A panel beside the page, which stays usable. Escape in it closes it. Printing it prints nothing else. */
export function HelpPanel({ title, children, onClose }: HelpPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    // A control that has the focus must be seen (WCAG 2.2, 2.4.11): the panel gives way to one that it covers
    const listening = new AbortController();
    const giveWay = ({ target }: Event) => {
      const place = panel.current;
      if (place === null || !(target instanceof Element) || place.contains(target)) return;
      if (isCovered(target.getBoundingClientRect(), place.getBoundingClientRect())) onClose('stay');
    };
    document.addEventListener('focusin', giveWay, { signal: listening.signal });
    return () => listening.abort();
  }, [onClose]);
  const print = () => {
    const { dataset } = document.documentElement;
    dataset['prints'] = 'help';
    addEventListener('afterprint', () => delete dataset['prints'], { once: true });
    globalThis.print();
  };
  return (
    <aside
      ref={panel}
      class="help"
      aria-labelledby="help-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose('return');
      }}
    >
      <div class="help-top">
        <h2 id="help-title" ref={heading} tabIndex={-1}>
          {t('Help: {page}', { page: title })}
        </h2>
        <div class="help-acts">
          <Button label={t('Print')} onPress={print} />
          <Button label={t('Close')} onPress={() => onClose('return')} />
        </div>
      </div>
      <div class="help-text" tabIndex={0} role="group" aria-labelledby="help-title">
        {children}
      </div>
    </aside>
  );
}

function isCovered(one: DOMRect, cover: DOMRect): boolean {
  return one.left >= cover.left && one.right <= cover.right && one.top >= cover.top && one.bottom <= cover.bottom;
}
