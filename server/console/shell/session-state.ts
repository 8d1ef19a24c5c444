import type { SessionView } from '../../people/people/answers/session.ts';

/** The person at this page, as the server reports. */
export type Session =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly view: SessionView }
  | { readonly kind: 'signed-out' }
  /** The server has no sessions: every client may do what development allows its one officer. */
  | { readonly kind: 'open' }
  | { readonly kind: 'unreachable' };
