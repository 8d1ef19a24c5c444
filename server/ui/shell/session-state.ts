import type { SessionView } from '../../people/answers/session.ts';

/** What the page knows of who sits before it. */
export type Session =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly view: SessionView }
  | { readonly kind: 'signed-out' }
  /** The server does not know sessions: whoever reaches it may do what development lets its one officer do. */
  | { readonly kind: 'open' }
  | { readonly kind: 'unreachable' };
