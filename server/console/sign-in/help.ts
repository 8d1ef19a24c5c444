/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { SectionHelp } from '../help/section-help.ts';
import { t } from '../languages/text.ts';

export const HELP: SectionHelp = {
  title: () => t('Sign in'),
  purpose: () =>
    t(
      'Sign in with your passkey. With a code from an administrator you make your first passkey. If you lost every passkey, two administrators give you new ones in person.',
    ),
  meanings: [],
  views: {},
};
