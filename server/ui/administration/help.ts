/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { DEVICES } from '../help/shared-meanings.ts';
import { t, translated } from '../languages/text.ts';
import { FINDING_WORDS } from './act-outcome.ts';
import { READINESS_WORDS } from './readiness.ts';
import { RUN_WORDS } from './runs.ts';

const READINESS: Meanings<'ready' | 'never-heard' | 'out-of-service' | 'emergency' | 'another-key' | 'disabled'> = {
  title: () => t('Readiness of a kiosk'),
  words: READINESS_WORDS,
  meanings: translated({
    ready: 'The kiosk reported within the last seconds and every device works.',
    'never-heard': 'The kiosk enrolled and has sent no status yet. Start it, or check its network.',
    'out-of-service':
      'The lane takes no traveller: a person closed it, a device has a fault, or it is outside the opening hours.',
    emergency: 'The gate stands open so that people can get out.',
    'another-key':
      'The kiosk trusts another signing key than this server has. It missed a change of the key: see the manual.',
    disabled: 'The kiosk was disabled permanently. Its messages are refused.',
  }),
};

const RUNS: Meanings<'differs'> = {
  title: () => t('Marks of a lane'),
  words: RUN_WORDS,
  meanings: translated({
    differs: 'Most lanes run another one. It may be a staged release, or the lane missed it.',
  }),
};

const FINDINGS: Meanings<'confirmed' | 'unfounded' | 'agrees' | 'disagrees' | 'cannot-tell' | 'turned-down'> = {
  title: () => t('Results of an act'),
  words: FINDING_WORDS,
  meanings: translated({
    confirmed: 'A second person confirmed the cause of an opening.',
    unfounded: 'A second person found no cause for an opening.',
    agrees: 'A second look came to the same decision.',
    disagrees: 'A second look came to another decision.',
    'cannot-tell': 'The pictures did not suffice for an opinion.',
    'turned-down': 'A second person refused a proposal.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Administration'),
  purpose: () =>
    t('Administrators keep the fleet of kiosks ready here. Auditors read every act of people. No traveller is shown.'),
  meanings: [],
  views: {
    fleet: {
      title: () => t('Fleet'),
      purpose: () =>
        t(
          'Lists the kiosks by site with their readiness and certificates. Make a code for a new kiosk, or disable a kiosk that is lost. A disabled kiosk never returns under its name.',
        ),
      meanings: [READINESS, DEVICES],
    },
    sites: {
      title: () => t('Sites'),
      purpose: () =>
        t(
          'Name sites and their lanes, so that duties and codes can name them. An id or a number never changes; a place that is not used can be removed.',
        ),
      meanings: [],
    },
    policies: {
      title: () => t('Policies'),
      purpose: () =>
        t(
          'Shows by which decision policy, notice and models the lanes decided last. A lane that differs from most is marked.',
        ),
      meanings: [RUNS],
    },
    brand: {
      title: () => t('Brand'),
      purpose: () =>
        t(
          'Sets the name, logo and colours of the agency for the consoles. A colour that cannot be read well is refused with its contrast and the nearest colour that passes. Two administrators change the brand. For lanes, save it as a document, which two people sign.',
        ),
      meanings: [],
    },
    acts: {
      title: () => t('Acts'),
      purpose: () =>
        t(
          'Lists every act of people with its person, place and result. Each line has a proof in the ledger, which you can verify and save.',
        ),
      meanings: [FINDINGS],
    },
  },
};
