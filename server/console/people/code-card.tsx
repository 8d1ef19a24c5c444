import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { Button } from '../design/button.tsx';
import { BrandName } from '../shell/brand-name.tsx';
import { QrPicture } from '../sign-in/qr-picture.tsx';
import './code-card.css';

export interface CodeCardProps {
  /** The purpose of the code, as a heading of the card. */
  readonly title: string;
  readonly code: string;
  /** In the QR code. A link holds the code after the `#`, which browsers send to no server. */
  readonly qr: { readonly text: string; readonly label: string };
  /** For whom, until when, how it is used: one term and one text in a line. */
  readonly facts: readonly (readonly [term: string, text: ComponentChildren])[];
  readonly children?: ComponentChildren;
  readonly onClose?: () => void;
}

/** Marks the page while a card is printed. A copy of the card then stands alone on the paper. */
const PRINTING = 'prints-card';

/** A one-time code that is shown once: to read, copy, print, or scan. */
export function CodeCard({ title, code, qr, facts, children, onClose }: CodeCardProps) {
  const place = useRef<HTMLDivElement>(null);
  const words = useSignal('');
  useEffect(() => place.current?.focus(), [code]);
  const say = (said: string) => {
    words.value = said;
    announce(said);
  };
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => say(t('Copied. Paste it where only the person can read it.')),
      () => say(t('The browser does not allow copying. Select the code and copy it.')),
    );
  const print = () => {
    const card = place.current?.cloneNode(true);
    if (!(card instanceof HTMLElement)) return;
    card.classList.add('printed-card');
    document.body.append(card);
    document.documentElement.classList.add(PRINTING);
    const end = () => {
      document.documentElement.classList.remove(PRINTING);
      card.remove();
    };
    addEventListener('afterprint', end, { once: true });
    globalThis.print();
  };
  return (
    <div class="code-card tone-note" ref={place} tabIndex={-1} role="group" aria-label={title}>
      <p class="code-card-title">
        <BrandName /> {title}
      </p>
      <div class="code-card-parts">
        <div class="code-card-text">
          <p class="code-card-code">{code}</p>
          <dl class="code-card-facts">
            {facts.map(([term, text]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          {children}
        </div>
        <QrPicture text={qr.text} label={qr.label} />
      </div>
      <p>{t('It is shown only once and works only once. Do not show it to other people.')}</p>
      <div class="code-card-actions">
        <Button label={t('Copy')} onPress={() => void copy()} />
        <Button label={t('Print')} onPress={print} />
        {onClose !== undefined && <Button label={t('Close')} onPress={onClose} />}
      </div>
      <p role="status">{words.value}</p>
    </div>
  );
}
