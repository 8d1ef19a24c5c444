import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t, translated } from '../../languages/text.ts';
import { Choice } from '../choice.tsx';
import { DropPanel } from '../drop-panel.tsx';
import { chooseTheme, themeChoice } from './theme.ts';
import type { ThemeChoice } from './theme-choice.ts';

const COLOURS: { readonly [One in ThemeChoice['colours']]: string } = translated({
  system: 'As on this device',
  light: 'Light ## colours of the page',
  dark: 'Dark ## colours of the page',
});
const CONTRAST: { readonly [One in ThemeChoice['contrast']]: string } = translated({
  system: 'As on this device',
  more: 'More ## contrast',
});

/** Lets the reader choose colours and contrast for this browser. `children`: the control of the language, where it has its place here. */
export function ThemeControl({ children }: { readonly children?: ComponentChildren }) {
  return (
    <DropPanel label={children === undefined ? t('Display') : t('Display and language')} icon="display">
      {children}
      <ThemeChoices />
    </DropPanel>
  );
}

function ThemeChoices() {
  const [choice, setChoice] = useState(themeChoice);
  const [isRemembered, setRemembered] = useState(true);
  const choose = (changed: Partial<ThemeChoice>) => {
    const next = { ...choice, ...changed };
    setChoice(next);
    setRemembered(chooseTheme(next));
  };
  return (
    <>
      <Choice
        title={t('Colours')}
        options={['system', 'light', 'dark']}
        words={COLOURS}
        chosen={choice.colours}
        onChoose={(colours) => choose({ colours })}
      />
      <Choice
        title={t('Contrast')}
        options={['system', 'more']}
        words={CONTRAST}
        chosen={choice.contrast}
        onChoose={(contrast) => choose({ contrast })}
      />
      {!isRemembered && (
        <p class="quiet" role="status">
          {t('This browser does not store the choice. It is lost when the page is reloaded.')}
        </p>
      )}
    </>
  );
}
