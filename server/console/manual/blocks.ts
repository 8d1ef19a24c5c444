/** The form of a manual's page: Markdown that was parsed when the console was built, so that the page needs no parser and no markup from texts. */

export type Inline =
  | string
  | { readonly kind: 'strong' | 'em' | 'code'; readonly inside: readonly Inline[] }
  /** To another manual, to a place in this one, or to another site. */
  | { readonly kind: 'link'; readonly to: LinkTarget; readonly inside: readonly Inline[] };

export type LinkTarget =
  | { readonly manual: string; readonly place?: string }
  | { readonly place: string }
  | { readonly address: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly id: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'picture'; readonly address: string; readonly words: string };
