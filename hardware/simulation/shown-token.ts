/** What is held before the token reader. Each object is one showing. */
export type ShownToken =
  | { readonly kind: 'none' }
  | { readonly kind: 'code'; readonly text: string }
  /** A code that is torn, glossy or of something else. */
  | { readonly kind: 'unreadable' };
