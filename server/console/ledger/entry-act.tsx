import type { LedgerEntryView } from '../../records/ledger/answers.ts';
import { outcomeOf } from '../administration/act-outcome.ts';
import { actWords } from '../administration/words.ts';
import { kindWords } from '../decisions/words.ts';
import { Badge } from '../design/badge.tsx';
import type { IconName } from '../design/icon.tsx';
import type { Tone } from '../design/tone.ts';
import { ROLE_WORDS } from '../words.ts';

const ICONS: { readonly [One in Tone]: IconName } = {
  good: 'tick',
  plain: 'dash',
  note: 'arrow',
  caution: 'cross',
  bad: 'warning',
};

/** The act that an entry records, the role in which it was done, and the decision. */
export function EntryAct({ act }: { readonly act: NonNullable<LedgerEntryView['act']> }) {
  const { kind } = act.details;
  const outcome = outcomeOf(act);
  return (
    <span class="entry-act">
      {actWords(act.name)}
      {typeof kind === 'string' && <span class="quiet">{kindWords(kind)}</span>}
      {act.role !== null && <span class="quiet">{ROLE_WORDS[act.role]}</span>}
      <Badge icon={ICONS[outcome.tone]} {...outcome} />
    </span>
  );
}
