import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../design/icon.tsx';
import { t } from '../languages/text.ts';
import type { HelpPanelProps } from './help-panel.tsx';
import { openHelp } from './help-place.tsx';

type HelpPanel = ComponentType<Pick<HelpPanelProps, 'onClose'>>;

export interface HelpControlProps {
  readonly load: () => Promise<HelpPanel>;
}

/** Opens the help of the page, also by the key F1. The panel is loaded when it is first opened. */
export function HelpControl({ load }: HelpControlProps) {
  const hasFailed = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const close: HelpPanelProps['onClose'] = (focus) => {
    openHelp.value = null;
    if (focus === 'return') button.current?.focus();
  };
  const toggle = async () => {
    if (openHelp.value !== null) return close('return');
    try {
      openHelp.value = { Panel: await load(), onClose: close };
      hasFailed.value = false;
    } catch {
      hasFailed.value = true;
    }
  };
  // The key works as soon as the button is seen
  useLayoutEffect(() => {
    const listening = new AbortController();
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'F1' || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      void toggle();
    };
    addEventListener('keydown', press, { signal: listening.signal });
    return () => listening.abort();
  }, []);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button button-icon"
        title={t('Help (F1)')}
        aria-label={t('Help')}
        aria-keyshortcuts="F1"
        aria-expanded={openHelp.value !== null}
        onClick={() => void toggle()}
      >
        <Icon name="help" />
      </button>
      {hasFailed.value && <span role="alert">{t('The help could not be loaded. Reload the page.')}</span>}
    </>
  );
}
