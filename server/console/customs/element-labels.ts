/**
 * Places in the form of a declaration, in the words of the traders' portal. The catalogues of the console do not have these words, because they
 * would be loaded with each section: they come with this one.
 */
import { type Language, shown, t } from '../languages/text.ts';
import { elementWords } from '../portal/form/labels.ts';
import german from '../portal/languages/de/elements.json' with { type: 'json' };
import french from '../portal/languages/fr/elements.json' with { type: 'json' };

const WORDS: { readonly [Code in Language]: ReadonlyMap<string, string> } = {
  en: new Map(),
  de: byEnglish(german),
  fr: byEnglish(french),
};

/** By the English text as it is shown. */
function byEnglish(elements: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(elements).map(([english, word]) => [english.split(' ## ', 1)[0] ?? '', word]));
}

/** The place of a pointer in words: `Item 2 › Gross mass, kg`. */
export function placeLabel(pointer: string): string {
  if (pointer === '') return t('the whole declaration');
  const words = WORDS[shown.value.language];
  const labelOf = (name: string): string => {
    const label = elementWords(name);
    return words.get(label) ?? label;
  };
  const steps: string[] = [];
  for (const step of pointer.slice(1).split('/')) {
    const number = Number(step) + 1;
    if (!/^\d+$/.test(step)) steps.push(labelOf(step));
    else if (steps.length === 1 && pointer.startsWith('/goods/'))
      steps[0] = t('Item {number} ## of a declaration', { number: String(number) });
    else steps.push(`${steps.pop() ?? ''} ${number}`);
  }
  return steps.join(' › ');
}
