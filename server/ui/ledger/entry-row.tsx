import { Fragment } from 'preact';
import type { LedgerEntryView } from '../../views/ledger.ts';
import { dateAndTime } from '../design/times.ts';
import { Proof } from '../records/proof.tsx';
import { ENTRY_WORDS } from './words.ts';

export interface EntryRowProps {
  readonly entry: LedgerEntryView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One entry; opened, the proof that the published head holds it. */
export function EntryRow({ entry: { index, type, at }, isOpen, onToggle }: EntryRowProps) {
  return (
    <Fragment>
      <tr>
        <th scope="row" class="number">
          {index}
        </th>
        <td>{ENTRY_WORDS[type]}</td>
        <td class="figures">{at === null ? <span class="quiet">Erased</span> : dateAndTime(at)}</td>
        <td>
          <button type="button" class="row-button" aria-expanded={isOpen} onClick={onToggle}>
            {isOpen ? 'Close' : 'Follow'}
            <span class="unseen"> entry {index}</span>
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={4}>
            <Proof what="the entry" of={{ index }} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}
