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
  { id: 'kept', title: 'Kept now', act: 'held.see', View: Held },
  { id: 'erased', title: 'Erased', act: 'erasures.see', View: Erased },
  { id: 'viewings', title: 'Viewings', act: 'viewings.see', View: Viewings },
  { id: 'requests', title: 'Requests', act: 'access-requests.see', View: Requests },
  { id: 'retention', title: 'Retention', act: 'retention.see', View: Retention },
  { id: 'holds', title: 'Holds', act: 'holds.see', View: Holds },
  { id: 'record', title: 'Record and files', act: 'processing.see', View: RecordOfProcessing },
];

/** The privacy officer's part: counts, acts and proofs, never content. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="privacy" title="Privacy" views={VIEWS} path={path} />;
}
