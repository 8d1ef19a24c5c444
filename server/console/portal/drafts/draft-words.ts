import { translated } from '../../languages/text.ts';
import { troubleWords } from '../words.ts';
import type { DraftTrouble } from './draft-state.ts';

const WORDS: Readonly<Partial<Record<DraftTrouble, string>>> = translated({
  'no-key': 'This browser has no key for drafts yet. Make one under Drafts; what you entered stays here.',
  'draft-too-large': 'It is too large for a draft: at most 64 KiB.',
  'draft-not-opened': 'The draft cannot be opened: this browser does not have its key, or it was changed.',
  'draft-changed': 'This draft was changed elsewhere in between. Save yours as another draft, or open the other one.',
  'code-not-known': 'This code opens none of your drafts.',
  'not-kept': 'This browser keeps no keys, perhaps because the window is private. Use another window.',
  'not-found': 'This draft no longer exists.',
  'too-many': 'The limit of drafts is reached. Delete one first.',
});

export function draftTroubleWords(trouble: DraftTrouble): string {
  return WORDS[trouble] ?? troubleWords(trouble as Parameters<typeof troubleWords>[0]);
}
