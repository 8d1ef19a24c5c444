import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Breaches } from './breaches.tsx';
import { Controls } from './controls.tsx';
import { Files } from './files.tsx';
import { Measures } from './measures.tsx';
import { PartnerAudits } from './partner-audits.tsx';
import { Sharing } from './sharing.tsx';
import { Signatures } from './signatures.tsx';
import { Frameworks } from './frameworks.tsx';
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
  {
    id: 'frameworks',
    get title() {
      return t('Legal frameworks');
    },
    act: 'frameworks.see',
    View: Frameworks,
  },
  {
    id: 'controls',
    get title() {
      return t('Certification');
    },
    act: 'certification.see',
    View: Controls,
  },
  {
    id: 'actions',
    get title() {
      return t('Penalties and actions');
    },
    act: 'corrective-actions.see',
    View: Measures,
  },
  {
    id: 'signatures',
    get title() {
      return t('Signed documents');
    },
    act: 'processing.see',
    View: Signatures,
  },
  {
    id: 'sharing',
    get title() {
      return t('Sharing');
    },
    act: 'exports.see',
    View: Sharing,
  },
  {
    id: 'partner-audits',
    get title() {
      return t('Audits of partners');
    },
    act: 'exports.see',
    View: PartnerAudits,
  },
  {
    id: 'files',
    get title() {
      return t('Files');
    },
    act: 'compliance.export',
    View: Files,
  },
];

/** Compliance for privacy officers, security officers and auditors. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="compliance" title={t('Compliance')} views={VIEWS} path={path} />;
}
