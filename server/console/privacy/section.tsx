import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Erased } from './view/erased.tsx';
import { Held } from './view/held.tsx';
import { Holds } from './view/holds.tsx';
import { RecordOfProcessing } from './view/record.tsx';
import { Requests } from './view/requests.tsx';
import { Retention } from './view/retention.tsx';
import { Viewings } from './view/viewings.tsx';
import '../design/panel.css';
import '../design/record.css';
import '../design/record-form.css';
import './section.css';

const VIEWS: readonly SectionView[] = [
  {
    id: 'kept',
    get title() {
      return t('Kept now');
    },
    act: 'held.see',
    View: Held,
  },
  {
    id: 'erased',
    get title() {
      return t('Erased');
    },
    act: 'erasures.see',
    View: Erased,
  },
  {
    id: 'viewings',
    get title() {
      return t('Viewings');
    },
    act: 'viewings.see',
    View: Viewings,
  },
  {
    id: 'requests',
    get title() {
      return t('Requests');
    },
    act: 'access-requests.see',
    View: Requests,
  },
  {
    id: 'retention',
    get title() {
      return t('Retention');
    },
    act: 'retention.see',
    View: Retention,
  },
  {
    id: 'holds',
    get title() {
      return t('Holds');
    },
    act: 'holds.see',
    View: Holds,
  },
  {
    id: 'record',
    get title() {
      return t('Record and files');
    },
    act: 'processing.see',
    View: RecordOfProcessing,
  },
];

/** The privacy officer's part: counts, acts and proofs, never content. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="privacy" title={t('Privacy')} views={VIEWS} path={path} />;
}
