import type { KeyActions } from './keyboard.ts';
import { nextTextPercent } from './preferences.ts';
import { primaryTouch } from './primary-touch.ts';
import type { ScreenModel } from './screen-model.ts';
import { isPaused, localVoice, sayAgain, togglePause } from './speech.ts';

/** The letter of each control, as its button shows it to assistive technology. */
export const KEYS = {
  desk: 'D',
  language: 'L',
  textSize: 'T',
  contrast: 'C',
  readAloud: 'V',
  sayAgain: 'R',
  pause: 'P',
  darkScreen: 'B',
  receipt: 'Q',
  moreTime: 'M',
} as const;

export function keyActions(model: ScreenModel): KeyActions {
  const { preferences, prefer, touch, state, link } = model;
  const whileReading = (act: () => void) => (): void => {
    if (preferences.value.readAloud) act();
  };
  const actions: Readonly<Record<keyof typeof KEYS, () => void>> = {
    desk: model.chooseDesk,
    language: () => model.chooseLanguage(!model.choosingLanguage.value),
    textSize: () => prefer({ textPercent: nextTextPercent(preferences.value.textPercent) }),
    contrast: () => prefer({ highContrast: !preferences.value.highContrast }),
    readAloud() {
      if (localVoice(model.language.value) !== undefined) prefer({ readAloud: !preferences.value.readAloud });
    },
    sayAgain: whileReading(sayAgain),
    pause: whileReading(togglePause),
    darkScreen: whileReading(() => prefer({ darkScreen: !preferences.value.darkScreen })),
    receipt() {
      if (link.value === 'live' && state.value?.receipt?.kind === 'offered') touch('receipt');
    },
    moreTime() {
      if (link.value === 'live' && state.value?.asked === true) touch('more-time');
    },
  };
  return {
    onContinue() {
      // The first press after a pause continues the reading, not the lane's step
      if (isPaused.value) togglePause();
      else primaryTouch(model);
    },
    onEscape: () => model.chooseLanguage(false),
    keys: Object.fromEntries(
      Object.entries(actions).map(([name, act]) => [`Key${KEYS[name as keyof typeof KEYS]}`, act]),
    ),
  };
}
