/** The pages of this section and their addresses. */
import { translated } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';

export const PAGES = ['watch', 'outcomes', 'second-look', 'handover', 'attention'] as const;
export type PageName = (typeof PAGES)[number];

export const PAGE_WORDS: { readonly [Page in PageName]: string } = translated({
  watch: 'Watch',
  outcomes: 'Outcomes and alarms',
  'second-look': 'Second look',
  handover: 'Handover',
  attention: 'Attention',
});

export interface Place {
  readonly page: PageName;
  readonly referralId: string | undefined;
  /** The lane whose dialog is open. */
  readonly laneId: string | undefined;
}

export function placeOf([first, second]: readonly string[]): Place {
  if (first === 'lanes') return { page: 'watch', referralId: undefined, laneId: second };
  const page = PAGES.find((one) => one === first) ?? 'watch';
  return { page, referralId: page === 'watch' ? second : undefined, laneId: undefined };
}

export function pageHash(page: PageName): string {
  return hashOf('officer', page);
}

export function referralHash(id: string): string {
  return hashOf('officer', 'watch', id);
}
