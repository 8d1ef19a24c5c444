import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Controls } from './controls.tsx';
import { Declarations } from './declarations.tsx';
import { OwnKey } from './own-key.tsx';
import '../design/panel.css';
import '../design/record.css';
import '../design/field.css';
import '../design/record-form.css';
import './customs.css';

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
    id: 'key',
    get title() {
      return t('Your reading key');
    },
    act: 'declaration.view',
    View: OwnKey,
  },
];

/** Traders' declarations for customs officers: the readable facts, and sealed groups that the officer's own key opens. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="customs" title={t('Customs')} views={VIEWS} path={path} />;
}
