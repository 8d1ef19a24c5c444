import type { SectionProps } from '../shell/section-props.ts';
import { type SectionView, SectionViews } from '../shell/section-views.tsx';
import { Alerts } from '../alerts/alerts.tsx';
import { Acts } from './acts.tsx';
import { BrandPage } from './brand.tsx';
import { Checks } from './checks.tsx';
import { Components } from './components.tsx';
import { Fleet } from './fleet.tsx';
import { LaneSoftware } from './lane-software.tsx';
import { Policies } from './policies.tsx';
import { Releases } from './releases.tsx';
import '../account/account.css';
import '../design/panel.css';
import '../design/record.css';
import '../design/record-form.css';
import { t } from '../languages/text.ts';
import { Sites } from './sites.tsx';
import { Traders } from './traders.tsx';
import './administration.css';

const VIEWS: readonly SectionView[] = [
  {
    id: 'fleet',
    get title() {
      return t('Fleet');
    },
    act: 'fleet.see',
    View: Fleet,
  },
  {
    id: 'checks',
    get title() {
      return t('Lane checks');
    },
    act: 'readiness.see',
    View: Checks,
  },
  {
    id: 'releases',
    get title() {
      return t('Releases');
    },
    act: 'releases.see',
    View: Releases,
  },
  {
    id: 'sites',
    get title() {
      return t('Sites');
    },
    act: 'lanes.see',
    View: Sites,
  },
  {
    id: 'software',
    get title() {
      return t('Lane software');
    },
    act: 'fleet.see',
    View: LaneSoftware,
  },
  {
    id: 'components',
    get title() {
      return t('Components');
    },
    act: 'components.see',
    View: Components,
  },
  {
    id: 'policies',
    get title() {
      return t('Policies');
    },
    act: 'fleet.see',
    View: Policies,
  },
  {
    id: 'brand',
    get title() {
      return t('Brand');
    },
    act: 'brand.propose',
    View: BrandPage,
  },
  {
    id: 'traders',
    get title() {
      return t('Traders');
    },
    act: 'traders.see',
    View: Traders,
  },
  {
    id: 'alerts',
    get title() {
      return t('Alerts');
    },
    act: 'alerts.see',
    View: Alerts,
  },
  {
    id: 'acts',
    get title() {
      return t('Acts');
    },
    act: 'audit.see',
    View: Acts,
  },
];

const ELSEWHERE = [
  {
    section: 'people',
    get title() {
      return t('People');
    },
    act: 'people.see',
  },
  {
    section: 'decisions',
    get title() {
      return t('Duties');
    },
    act: 'duties.see',
  },
];

/** Administrators keep the fleet ready here, and auditors read the acts. People and duties have their own sections. */
export function Section({ path }: SectionProps) {
  return (
    <SectionViews
      section="administration"
      title={t('Administration')}
      views={VIEWS}
      elsewhere={ELSEWHERE}
      path={path}
    />
  );
}
