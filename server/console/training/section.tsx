import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { session } from '../shell/session.ts';
import { Drills } from './drills.tsx';
import { MyTraining } from './my-training.tsx';
import { Overview } from './overview.tsx';
import '../design/panel.css';
import '../design/record.css';
import '../design/field.css';
import '../design/record-form.css';
import './training.css';

const VIEWS: readonly SectionView[] = [
  {
    id: 'mine',
    get title() {
      return t('My training');
    },
    act: null,
    View: MyTraining,
  },
  {
    id: 'overview',
    get title() {
      return t('Overview of training');
    },
    act: 'training.see',
    View: Overview,
  },
  {
    id: 'drills',
    get title() {
      return t('Drills');
    },
    act: 'drills.see',
    View: Drills,
  },
];

/** Courses and exams of the signed-in person, and the overview for those who watch over training. */
export function Section({ path }: SectionProps) {
  if (session.value.kind === 'signed-out') {
    return (
      <StatePanel
        kind="denied"
        title={t('You are not signed in.')}
        action={<a href={hashOf('sign-in')}>{t('Sign in')}</a>}
      />
    );
  }
  return <SectionViews section="training" title={t('Training')} views={VIEWS} path={path} />;
}
