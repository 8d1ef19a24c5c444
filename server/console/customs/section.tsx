import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Audit } from './audit.tsx';
import { Controls } from './controls.tsx';
import { Declarations } from './declarations.tsx';
import { SelectionRules } from './rules.tsx';
import { OwnKey } from './own-key.tsx';
import '../design/panel.css';
import '../design/record.css';
import '../design/field.css';
import '../design/record-form.css';
import './customs.css';
import './audit.css';

const VIEWS: readonly SectionView[] = [
  {
    id: 'declarations',
    get title() {
      return t('Declarations ## of traders');
    },
    act: 'declarations.see',
    View: Declarations,
  },
  {
    id: 'controls',
    get title() {
      return t('Controls ## of goods');
    },
    act: 'controls.see',
    View: Controls,
  },
  {
    id: 'audit',
    get title() {
      return t('Audit of the selection');
    },
    act: 'controls.audit',
    View: Audit,
  },
  {
    id: 'rules',
    get title() {
      return t('Selection rules');
    },
    act: 'controls.audit',
    View: SelectionRules,
  },
  {
    id: 'key',
    get title() {
      return t('Your reading key');
    },
    act: 'declaration.view',
    View: OwnKey,
  },
];

/** Traders' declarations: readable facts and sealed groups for customs officers, and the audit of the selection for supervisors and auditors. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="customs" title={t('Customs')} views={VIEWS} path={path} />;
}
