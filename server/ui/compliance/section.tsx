import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Breaches } from './breaches.tsx';
import '../design/panel.css';
import '../design/record.css';
import '../design/field.css';
import '../design/record-form.css';
import './compliance.css';

const VIEWS: readonly SectionView[] = [
  {
    id: 'breaches',
    get title() {
      return t('Breaches of personal data');
    },
    act: 'breaches.see',
    View: Breaches,
  },
];

/** Compliance for privacy officers, security officers and auditors. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="compliance" title={t('Compliance')} views={VIEWS} path={path} />;
}
