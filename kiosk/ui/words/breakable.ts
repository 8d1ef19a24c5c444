import type { Language } from './languages.ts';

/**
 * Chinese is written without spaces, and a browser breaks its lines within words. A zero-width space between two words, together with
 * `word-break: keep-all`, leaves only the boundaries. Korean has spaces, and for Japanese the browser finds phrases (`auto-phrase`).
 */
export function breakable(text: string, language: Language): string {
  if (language !== 'zh' || !('Segmenter' in Intl)) return text;
  const segments = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)];
  return segments
    .map(({ segment, isWordLike }, index) =>
      isWordLike === true && segments[index + 1]?.isWordLike === true ? `${segment}\u200b` : segment,
    )
    .join('');
}
