import { useState } from 'preact/hooks';
import { Choice } from '../choice.tsx';
import { DropPanel } from '../drop-panel.tsx';
import { chooseTheme, themeChoice } from './theme.ts';
import type { ThemeChoice } from './theme-choice.ts';

const COLOURS: { readonly [One in ThemeChoice['colours']]: string } = {
  system: 'As on this device',
  light: 'Light',
  dark: 'Dark',
};
const CONTRAST: { readonly [One in ThemeChoice['contrast']]: string } = { system: 'As on this device', more: 'More' };

/** Lets the reader choose colours and contrast for this browser. */
export function ThemeControl() {
  return (
    <DropPanel label="Display" icon="display">
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
        title="Colours"
        options={['system', 'light', 'dark']}
        words={COLOURS}
        chosen={choice.colours}
        onChoose={(colours) => choose({ colours })}
      />
      <Choice
        title="Contrast"
        options={['system', 'more']}
        words={CONTRAST}
        chosen={choice.contrast}
        onChoose={(contrast) => choose({ contrast })}
      />
      {!isRemembered && (
        <p class="quiet" role="status">
          This browser does not store the choice. It is lost when the page is reloaded.
        </p>
      )}
    </>
  );
}
