/** The help of each section, loaded when it is opened. A section without a line here does not compile. */
import type { SectionHelp } from './help/section-help.ts';

export const HELPS = {
  officer: async () => (await import('./officer/help.ts')).HELP,
  setup: async () => (await import('./setup/help.ts')).HELP,
  figures: async () => (await import('./figures/help.ts')).HELP,
  'site-figures': async () => (await import('./figures/help.ts')).SITE_HELP,
  privacy: async () => (await import('./privacy/help.ts')).HELP,
  customs: async () => (await import('./customs/help.ts')).HELP,
  calendar: async () => (await import('./calendar/help.ts')).HELP,
  decisions: async () => (await import('./decisions/help.ts')).HELP,
  administration: async () => (await import('./administration/help.ts')).HELP,
  compliance: async () => (await import('./compliance/help.ts')).HELP,
  detection: async () => (await import('./detection/help.ts')).HELP,
  ledger: async () => (await import('./ledger/help.ts')).HELP,
  people: async () => (await import('./people/help.ts')).HELP,
  training: async () => (await import('./training/help.ts')).HELP,
  account: async () => (await import('./account/help.ts')).HELP,
  manual: async () => (await import('./manual/help.ts')).HELP,
  'sign-in': async () => (await import('./sign-in/help.ts')).HELP,
} satisfies { readonly [Id in string]: () => Promise<SectionHelp> };

export type SectionId = keyof typeof HELPS;
