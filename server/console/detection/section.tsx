import { t } from '../languages/text.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Cases } from './cases.tsx';
import { Inbox } from './inbox.tsx';
import { Responses } from './responses.tsx';
import { Rules } from './rules.tsx';
import { Trials } from './trials.tsx';
import '../design/panel.css';
import '../design/record.css';
import '../design/field.css';
import '../design/record-form.css';
import './detection.css';

const VIEWS: readonly SectionView[] = [
  {
    id: 'inbox',
    get title() {
      return t('Findings');
    },
    act: 'detection.see',
    View: Inbox,
  },
  {
    id: 'responses',
    get title() {
      return t('Responses');
    },
    act: 'detection.see',
    View: Responses,
  },
  {
    id: 'cases',
    get title() {
      return t('Cases');
    },
    act: 'detection.see',
    View: Cases,
  },
  {
    id: 'rules',
    get title() {
      return t('Rules ## of detection');
    },
    act: 'detection.see',
    View: Rules,
  },
  {
    id: 'trials',
    get title() {
      return t('Trials ## of rules');
    },
    act: 'detection.see',
    View: Trials,
  },
];

/** Detection for security officers and auditors: findings to judge, their cases, and the rules. */
export function Section({ path }: SectionProps) {
  return <SectionViews section="detection" title={t('Detection')} views={VIEWS} path={path} />;
}
