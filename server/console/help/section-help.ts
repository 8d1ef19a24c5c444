/** The form of a section's help. Texts are functions or tables of getters, because they change with the language. */

type Words<Key extends string> = { readonly [Word in Key]: string };

/** The words of a vocabulary as a page shows them, and the meaning of each. */
export interface Meanings<Key extends string = string> {
  readonly title: () => string;
  readonly words: Words<Key>;
  readonly meanings: Words<Key>;
}

export interface ViewHelp {
  readonly title: () => string;
  readonly purpose: () => string;
  readonly meanings: readonly Meanings[];
}

export interface SectionHelp {
  readonly title: () => string;
  readonly purpose: () => string;
  /** Words of a section without views. */
  readonly meanings: readonly Meanings[];
  /** By the part of the address after the section. */
  readonly views: { readonly [View in string]: ViewHelp };
  readonly keys?: readonly { readonly key: string; readonly says: string }[];
}
