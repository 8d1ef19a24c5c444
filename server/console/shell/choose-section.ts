/** Pure: the section that the shell shows for a route and a person. */
import type { Session } from './session-state.ts';

/** A section before it is loaded. */
export interface Named {
  readonly id: string;
  /**
   * The act that opens it, or several acts that each open it: the first is the act of the people who can start here. `null` for a section that is there before sign-in; `EVERYONE` for one of each signed-in
   * person.
   */
  readonly act: string | readonly string[] | null;
}

export type Choice<Entry extends Named> =
  | { readonly kind: 'section'; readonly entry: Entry }
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable' }
  /** There is such a section, and it is not this person's. */
  | { readonly kind: 'denied'; readonly entry: Entry }
  /** None of the person's duties opens a section. */
  | { readonly kind: 'no-duty' }
  | { readonly kind: 'unknown' };

/** In the place of an act: no duty is needed. */
export const EVERYONE = 'everyone';

/** The section in which people sign in, where there is one. */
const SIGN_IN = 'sign-in';

export function chooseSection<Entry extends Named>(
  sections: readonly Entry[],
  session: Session,
  wanted: string,
  mayAct: (act: string) => boolean,
): Choice<Entry> {
  if (session.kind === 'asking') return { kind: 'asking' };
  if (session.kind === 'unreachable') return { kind: 'unreachable' };
  const named = sections.find(({ id }) => id === wanted);
  const open = (entry: Entry): Choice<Entry> => ({ kind: 'section', entry });
  if (named?.act === null) return open(named);
  if (session.kind === 'signed-out') {
    const signIn = sections.find(({ id }) => id === SIGN_IN);
    return signIn === undefined ? { kind: 'signed-out' } : open(signIn);
  }
  const allowed = menuOf(sections, mayAct);
  if (named !== undefined) return allowed.includes(named) ? open(named) : { kind: 'denied', entry: named };
  // A person without a duty sees a message about that, not the sections that everyone has
  const first =
    allowed.find(({ act }) => act !== EVERYONE && mayAct([act].flat()[0] ?? '')) ??
    allowed.find(({ act }) => act !== EVERYONE);
  if (wanted !== '') return { kind: 'unknown' };
  return first === undefined ? { kind: 'no-duty' } : open(first);
}

/** The sections that a person may open. */
export function menuOf<Entry extends Named>(
  sections: readonly Entry[],
  mayAct: (act: string) => boolean,
): readonly Entry[] {
  return sections.filter(({ act }) => act === EVERYONE || (act !== null && [act].flat().some(mayAct)));
}
