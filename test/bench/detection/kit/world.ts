/** The people, lanes, partners and traders of an invented service, and how they differ. */
import { Random } from './random.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export interface Lane {
  readonly id: string;
  readonly site: string;
  /** Shares of travellers, 0..1. */
  readonly fails: number;
  readonly attacksSuspected: number;
  readonly documentsRefused: number;
  /** Weight among the lanes of its site: travellers prefer some. */
  readonly liked: number;
  /** Day of its first traveller. */
  readonly from: number;
}

export type StaffRole =
  | 'officer'
  | 'supervisor'
  | 'privacy-officer'
  | 'administrator'
  | 'security-officer'
  | 'auditor'
  | 'customs-officer';

export interface Person {
  readonly id: string;
  readonly site: string;
  readonly role: StaffRole;
  readonly number: number;
  /** Crew of the three shifts. */
  readonly crew: number;
  readonly views: number;
  readonly admits: number;
  readonly consoles: readonly [string, string];
  readonly from: number;
  /** First and last day of a long absence. */
  readonly away: readonly [number, number];
}

export interface Program {
  readonly id: string;
  readonly kind: 'partner' | 'trader';
  readonly rows: number;
  readonly calls: number;
  readonly refused: number;
  readonly networks: readonly string[];
  readonly weekends: number;
}

export interface WorldOptions {
  readonly seed: number;
  readonly days?: number;
  readonly sites?: number;
  readonly lanesPerSite?: number;
  readonly peoplePerSite?: number;
  readonly travellersPerDay?: number;
}

export interface World {
  readonly options: Required<WorldOptions>;
  readonly sites: readonly string[];
  readonly lanes: readonly Lane[];
  readonly people: readonly Person[];
  /** Security officers and auditors, two of each site. They draw numbers of their own. */
  readonly staff: readonly Person[];
  /** Three of each site. They draw numbers of their own, too. */
  readonly customs: readonly Person[];
  readonly programs: readonly Program[];
  readonly random: Random;
}

const PROGRAMS = [
  ['partner', 400, 6],
  ['partner', 900, 24],
  ['partner', 150, 3],
  ['partner', 2_500, 48],
  ['partner', 60, 2],
  ['trader', 40, 40],
  ['trader', 120, 120],
  ['trader', 8, 8],
  ['trader', 25, 25],
  ['trader', 60, 60],
  ['trader', 15, 15],
] as const;

export function worldOf(options: WorldOptions): World {
  const full = {
    days: 60,
    sites: 2,
    lanesPerSite: 20,
    peoplePerSite: 30,
    travellersPerDay: 6_000,
    ...options,
  };
  const random = new Random(full.seed * 7_919 + 17);
  const sites = Array.from({ length: full.sites }, (_, site) => `site-${site + 1}`);
  const lanes = sites.flatMap((site) =>
    Array.from({ length: full.lanesPerSite }, (_, lane) => ({
      id: `${site}-lane-${lane + 1}`,
      site,
      fails: random.beta(30, 970),
      attacksSuspected: random.beta(4, 996),
      documentsRefused: random.beta(6, 994),
      liked: random.between(0.6, 1.4),
      from: lane === full.lanesPerSite - 1 ? 35 : 0,
    })),
  );
  const people = sites.flatMap((site) =>
    Array.from({ length: full.peoplePerSite }, (_, number): Person => {
      const leave = 10 + random.below(full.days);
      return {
        id: `${site}-person-${number + 1}`,
        site,
        role: number < 3 ? 'supervisor' : number === 3 ? 'privacy-officer' : number === 4 ? 'administrator' : 'officer',
        number,
        crew: number % 3,
        views: random.beta(12, 12),
        admits: random.beta(16, 84),
        consoles: [`${site}-console-${number % 8}`, `${site}-console-${(number + 3) % 8}`],
        from: number >= full.peoplePerSite - 2 ? 30 : 0,
        away: number > 4 && random.happens(0.4) ? [leave, leave + 10] : [-1, -1],
      };
    }),
  );
  const programs = PROGRAMS.map(
    ([kind, rows, calls], number): Program => ({
      id: `${kind}-${number + 1}`,
      kind,
      rows,
      calls,
      refused: kind === 'trader' ? random.between(0.02, 0.08) : 0.002,
      networks: Array.from({ length: 1 + random.below(2) }, (_, network) => `net-${number}-${network}`),
      weekends: kind === 'partner' ? 0.5 : 0.3,
    }),
  );
  return {
    options: full,
    sites,
    lanes,
    people,
    staff: sites.flatMap(staffOf),
    customs: sites.flatMap(customsOf),
    programs,
    random,
  };
}

function staffOf(site: string): Person[] {
  const roles = ['security-officer', 'security-officer', 'auditor', 'auditor'] as const;
  return roles.map((role, at) => inOffice(site, role, at, `${site}-staff-${at + 1}`));
}

function customsOf(site: string): Person[] {
  return [4, 5, 6].map((at) => inOffice(site, 'customs-officer', at, `${site}-customs-${at - 3}`));
}

function inOffice(site: string, role: StaffRole, at: number, id: string): Person {
  const console = `${site}-office-${at + 1}`;
  const consoles = [console, console] as const;
  return { id, site, role, number: 100 + at, crew: 0, views: 0, admits: 0, consoles, from: 0, away: [-1, -1] };
}
