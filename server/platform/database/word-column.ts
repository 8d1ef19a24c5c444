import { StoreError } from './store-error.ts';

/** Reads a column that holds one of these words. Throws `StoreError` `damaged`. */
export function wordColumn<Word extends string>(words: readonly Word[], value: unknown): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new StoreError('damaged', 'a column holds an unknown word');
  return word;
}
