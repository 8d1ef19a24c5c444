/** The stored pictures of the consoles: the program that takes each, and the sources that it shows. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';

export interface PictureGroup {
  /** Relative to the project's root. */
  readonly folder: string;
  /** The compiled program that takes them, relative to this folder's parent. It gets the names of the wanted pictures. */
  readonly program: string;
  /** Files whose imports lead to everything that a picture shows, by the picture's name. */
  readonly shows: Readonly<Record<string, readonly string[]>>;
}

const UI = 'server/console';
/** Every page of the console has them. Their imports are left out: a change of the shell's logic changes no picture. */
export const FRAME = ['design/tokens.css', 'design/base.css', 'shell/header.tsx', 'shell/shell.css'].map(
  (file) => `${UI}/${file}`,
);

const of = (entries: readonly string[], ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, entries.map((entry) => `${UI}/${entry}`)]));

const OFFICERS: PictureGroup = {
  folder: `${UI}/screens`,
  program: 'screens/console.js',
  shows: {
    ...of(['officer/watch/watch-page.tsx'], 'watch-empty', 'referral', 'second-opinion', 'settle', 'phone-dark'),
    ...of(['officer/watch/watch-page.tsx'], 'right-to-left', 'test-of-attention', 'offline'),
    ...of(['officer/lanes/lane-dialog.tsx', 'officer/watch/watch-page.tsx'], 'lane'),
    ...of(['officer/attention/attention-page.tsx'], 'attention'),
    ...of(['officer/handover/handover-page.tsx'], 'handover'),
    ...of(['officer/outcomes/outcomes-page.tsx'], 'outcomes'),
    ...of(['design/state-panel.tsx'], 'denied'),
  },
};

const OFFICES: PictureGroup = {
  folder: `${UI}/screens`,
  program: 'screens/offices.js',
  shows: {
    ...of(['privacy/view/held.tsx'], 'privacy-kept', 'privacy-phone-dark'),
    ...of(['privacy/view/erased.tsx'], 'privacy-erased', 'privacy-loading', 'privacy-error', 'privacy-offline'),
    ...of(['privacy/view/viewings.tsx'], 'privacy-viewings'),
    ...of(['privacy/view/requests.tsx'], 'privacy-requests'),
    ...of(['privacy/view/retention.tsx'], 'privacy-retention'),
    ...of(['privacy/view/holds.tsx'], 'privacy-holds'),
    ...of(['privacy/view/record.tsx'], 'privacy-record'),
    ...of(['administration/fleet.tsx'], 'administration-fleet', 'administration-large-right-to-left'),
    ...of(['administration/policies.tsx'], 'administration-policies'),
    ...of(['administration/acts.tsx'], 'administration-acts'),
    ...of(['design/state-panel.tsx'], 'administration-denied'),
    ...of(['ledger/heads.tsx'], 'ledger-heads-contrast', 'ledger-witnesses'),
    ...of(['ledger/entries.tsx'], 'ledger-entries', 'ledger-empty'),
    ...of(['decisions/section.tsx'], 'decisions'),
    ...of(['people/section.tsx'], 'people'),
    ...of(['account/section.tsx'], 'account'),
    ...of(['sign-in/section.tsx'], 'sign-in', 'sign-in-phone-contrast'),
    ...of(['verify/page.tsx'], 'verify', 'verify-refused'),
    ...of(['verify/receipt-page.tsx'], 'verify-receipt'),
  },
};

const FIGURES: PictureGroup = {
  folder: `${UI}/screens`,
  program: 'screens/figures.js',
  shows: of(['figures/figures.tsx'], 'figures', 'figures-of-a-site'),
};

const LANE_FOLDER = 'kiosk/ui/screens';

/** Each picture of the lane shows one program, so one change makes all of them old. They are taken together. */
function laneGroup(): PictureGroup {
  const names = readdirSync(join(projectRoot(), LANE_FOLDER)).filter((file) => file.endsWith('.png'));
  return {
    folder: LANE_FOLDER,
    program: 'kiosk/ui/screenshots.js',
    shows: Object.fromEntries(names.map((file) => [file.replace('.png', ''), ['kiosk/ui/main.tsx']])),
  };
}

export const PICTURE_GROUPS: readonly PictureGroup[] = [OFFICERS, OFFICES, FIGURES, laneGroup()];
