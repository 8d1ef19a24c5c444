import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Entries } from './entries.tsx';
import { Heads } from './heads.tsx';
import '../design/panel.css';
import '../design/record.css';
import '../design/record-form.css';
import './ledger.css';

const VIEWS: readonly SectionView[] = [
  {
    id: 'heads',
    get title() {
      return t('Heads and witnesses');
    },
    act: 'ledger.browse',
    View: Heads,
  },
  {
    id: 'entries',
    get title() {
      return t('Entries');
    },
    act: 'ledger.browse',
    View: Entries,
  },
];

/** The ledger for administrators, auditors and privacy officers: its size, its witnesses, and the proof of each entry. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="ledger" title={t('Ledger')} views={VIEWS} path={path} />;
}
