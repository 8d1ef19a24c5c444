import { StoreError } from './store-error.ts';

/** A column that holds one of these words. Throws `StoreError` `damaged`. */
export function wordColumn<Word extends string>(words: readonly Word[], value: unknown): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new StoreError('damaged', 'a column holds no word that is known');
  return word;
}
