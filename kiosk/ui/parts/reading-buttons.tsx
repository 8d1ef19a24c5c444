import type { ComponentChildren } from 'preact';
import { KEYS } from '../model/key-actions.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { isPaused, sayAgain, togglePause } from '../model/speech.ts';

/** While it is read aloud: again, hold, and a dark screen for those who need none and want no onlookers. */
export function ReadingButtons({ model }: { model: ScreenModel }) {
  const words = model.words.value;
  const paused = isPaused.value;
  const { darkScreen } = model.preferences.value;
  return (
    <div class="reading" role="group" aria-label={words.readAloud}>
      <IconButton label={words.sayAgain} shortcut={KEYS.sayAgain} onPress={sayAgain}>
        <path d="M5 5v5h5M5.6 10a7.5 7.5 0 1 1-1 5" />
      </IconButton>
      <IconButton
        label={paused ? words.goOnReading : words.pause}
        shortcut={KEYS.pause}
        pressed={paused}
        onPress={togglePause}
      >
        <path d={paused ? 'M7 4l13 8-13 8z' : 'M8 5v14M16 5v14'} />
      </IconButton>
      <IconButton
        label={darkScreen ? words.showScreen : words.darkScreen}
        shortcut={KEYS.darkScreen}
        pressed={darkScreen}
        onPress={() => model.prefer({ darkScreen: !darkScreen })}
      >
        <path d="M3 5h18v12H3zM9 21h6M4 18L20 4" />
      </IconButton>
    </div>
  );
}

interface IconButtonProps {
  readonly label: string;
  readonly shortcut: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

export function IconButton({ label, shortcut, pressed, onPress, children }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      onClick={onPress}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
