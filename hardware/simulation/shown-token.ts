/** The token in front of the token reader. Each object is one presentation. */
export type ShownToken =
  | { readonly kind: 'none' }
  | { readonly kind: 'code'; readonly text: string }
  /** A code that is torn, glossy or not a token. */
  | { readonly kind: 'unreadable' };
