/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { SectionHelp } from '../help/section-help.ts';
import { t } from '../languages/text.ts';

export const HELP: SectionHelp = {
  title: () => t('Manuals'),
  purpose: () =>
    t('Has a manual for each role and the manuals for operation. Each can be printed. Your own manuals come first.'),
  meanings: [],
  views: {},
};
