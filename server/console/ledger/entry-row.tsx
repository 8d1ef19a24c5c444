import type { LedgerEntryView } from '../../records/ledger/answers.ts';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { FollowedRow, type Opened } from '../records/followed-row.tsx';
import { Proof } from '../records/proof.tsx';
import { EntryAct } from './entry-act.tsx';
import { ENTRY_WORDS } from './words.ts';

export interface EntryRowProps {
  readonly entry: LedgerEntryView;
  readonly opened: Opened<number>;
}

/** One entry. Opened, it shows the proof that the published head holds it. */
export function EntryRow({ entry: { index, type, at, act }, opened }: EntryRowProps) {
  return (
    <FollowedRow
      {...{ id: index, opened, columns: 4, verb: t('Follow'), what: t('entry {index}', { index }) }}
      cells={
        <>
          <th scope="row" class="number">
            {index}
          </th>
          <td>{act === null ? ENTRY_WORDS[type] : <EntryAct act={act} />}</td>
          <td class="figures">{at === null ? <span class="quiet">{t('Erased')}</span> : dateAndTime(at)}</td>
        </>
      }
    >
      <Proof what={t('the entry')} of={{ index }} />
    </FollowedRow>
  );
}
