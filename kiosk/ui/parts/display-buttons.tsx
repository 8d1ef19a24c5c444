import { useEffect, useState } from 'preact/hooks';
import { KEYS } from '../model/key-actions.ts';
import { nextTextPercent } from '../model/preferences.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { localVoice, onVoices } from '../model/speech.ts';
import { percentText } from '../words/amounts.ts';
import { IconButton } from './reading-buttons.tsx';

/** Larger text, stronger contrast and, where the lane's system has a voice for the language, reading aloud. */
export function DisplayButtons({ model }: { model: ScreenModel }) {
  const words = model.words.value;
  const { textPercent, highContrast, readAloud } = model.preferences.value;
  const percent = percentText(model.language.value, textPercent);
  const [, noteVoices] = useState(0);
  useEffect(() => onVoices(() => noteVoices((count) => count + 1)), []);
  return (
    <div class="display" role="group" aria-label={words.settings}>
      <button
        type="button"
        aria-label={`${words.textSize}: ${percent}`}
        aria-keyshortcuts={KEYS.textSize}
        onClick={() => model.prefer({ textPercent: nextTextPercent(textPercent) })}
      >
        <span class="letter-sizes" aria-hidden="true">
          A<b>A</b>
        </span>
        <small aria-hidden="true">{percent}</small>
      </button>
      <IconButton
        label={words.contrast}
        shortcut={KEYS.contrast}
        pressed={highContrast}
        onPress={() => model.prefer({ highContrast: !highContrast })}
      >
        <circle cx="12" cy="12" r="9" />
        <path class="solid" d="M12 3a9 9 0 0 1 0 18z" />
      </IconButton>
      {localVoice(model.language.value) !== undefined && (
        <IconButton
          label={words.readAloud}
          shortcut={KEYS.readAloud}
          pressed={readAloud}
          onPress={() => model.prefer({ readAloud: !readAloud })}
        >
          <path d="M4 9v6h4l5 4V5L8 9zM16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12" />
        </IconButton>
      )}
    </div>
  );
}
