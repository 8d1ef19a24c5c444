/** The chosen language, and the words of the language that is shown. The two differ while a language is fetched. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { ScreenState } from '../../main/screen/screen-state.ts';
import { fetchWords, type Language, LANGUAGES, wordsAtHand } from '../words/languages.ts';
import type { Words } from '../words/words.ts';
import type { LinkStatus } from './link.ts';

export interface SpokenLanguage {
  /** Those in which this lane has a notice. */
  readonly offered: ReadonlySignal<readonly Language[]>;
  /** The language of the shown words. */
  readonly language: ReadonlySignal<Language>;
  readonly words: ReadonlySignal<Words>;
}

export interface SpokenLanguageOptions {
  readonly state: ReadonlySignal<ScreenState | undefined>;
  readonly link: ReadonlySignal<LinkStatus>;
  /** The first of these that is offered. */
  readonly preferred: ReadonlySignal<readonly (Language | undefined)[]>;
  /** The language whose words are loaded. */
  readonly first: Language;
}

export function spokenLanguage({ state, link, preferred, first }: SpokenLanguageOptions): SpokenLanguage {
  const offered = computed(() => {
    const texts = state.value?.notice.texts;
    return texts === undefined ? LANGUAGES : LANGUAGES.filter((language) => texts[language] !== undefined);
  });
  const wanted = computed(
    () => preferred.value.find((one) => one !== undefined && offered.value.includes(one)) ?? 'en',
  );
  const start = wordsAtHand(first) === undefined ? 'en' : first;
  const shown = signal<Language>(start);

  effect(() => {
    // A language that could not be fetched is tried again when the lane is back
    void link.value;
    const next = wanted.value;
    if (wordsAtHand(next) !== undefined) {
      shown.value = next;
      return;
    }
    fetchWords(next).then(
      () => {
        if (wanted.peek() === next) shown.value = next;
      },
      () => undefined,
    );
  });

  return {
    offered,
    language: shown,
    words: computed(() => wordsAtHand(shown.value)!),
  };
}
