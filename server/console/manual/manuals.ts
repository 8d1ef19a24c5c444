/** The manuals: a page for each role, and those for operation. A page that has no translation is shown in English. */
import type { Role } from '../../platform/access/vocabulary.ts';
import type { Language } from '../languages/text.ts';
import { translated } from '../languages/text.ts';
import type { Block } from './blocks.ts';

type Page = () => Promise<{ readonly default: readonly Block[] }>;
export type ManualPages = { readonly en: Page } & { readonly [Code in Language]?: Page };

export const MANUAL_TITLES = translated({
  officer: 'Officer',
  supervisor: 'Supervisor',
  'privacy-officer': 'Privacy officer',
  auditor: 'Auditor',
  administrator: 'Administrator',
  'security-officer': 'Security officer',
  'customs-officer': 'Customs officer',
  technician: 'Technician',
  regulator: 'Supervisory authority',
  'partner-agency': 'Partner agency',
  trader: 'Trader',
  traveller: 'Traveller',
  operate: 'Operate the server',
  alarms: 'Alarms',
  keys: 'Keys ## cryptography',
  backup: 'Backup',
  faults: 'Faults of a lane',
});
export type ManualId = keyof typeof MANUAL_TITLES;

export const MANUALS: { readonly [Id in ManualId]: ManualPages } = {
  officer: { en: () => import('../../main/guide/officer.md') },
  supervisor: { en: () => import('../../main/guide/supervisor.md') },
  'privacy-officer': { en: () => import('../../main/guide/privacy-officer.md') },
  auditor: { en: () => import('../../main/guide/auditor.md') },
  administrator: { en: () => import('../../main/guide/administrator.md') },
  'security-officer': { en: () => import('../../main/guide/security-officer.md') },
  'customs-officer': { en: () => import('../../main/guide/customs-officer.md') },
  technician: { en: () => import('../../../kiosk/main/guide/technician.md') },
  regulator: { en: () => import('../../main/guide/regulator.md') },
  'partner-agency': { en: () => import('../../main/guide/partner-agency.md') },
  trader: { en: () => import('../../main/guide/trader.md') },
  traveller: { en: () => import('../../../kiosk/main/guide/traveller.md') },
  operate: { en: () => import('../../main/guide/operate.md') },
  alarms: { en: () => import('../../main/guide/alarms.md') },
  keys: { en: () => import('../../main/guide/keys.md') },
  backup: { en: () => import('../../main/guide/backup.md') },
  faults: { en: () => import('../../../kiosk/main/guide/faults.md') },
};

/** The manual of each role of the console. */
const OF_ROLES: { readonly [One in Role]: ManualId } = {
  officer: 'officer',
  supervisor: 'supervisor',
  'privacy-officer': 'privacy-officer',
  auditor: 'auditor',
  'security-officer': 'security-officer',
  administrator: 'administrator',
  technician: 'technician',
  'customs-officer': 'customs-officer',
  partner: 'partner-agency',
  regulator: 'regulator',
};

export function manualsOf(roles: readonly Role[]): readonly ManualId[] {
  return [...new Set(roles.map((role) => OF_ROLES[role]))];
}

export function isManualId(id: string | undefined): id is ManualId {
  return id !== undefined && Object.hasOwn(MANUALS, id);
}
