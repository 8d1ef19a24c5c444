import type { PartnerPseudonyms } from '../../../../kiosk/lists/partners/partner-pseudonyms.ts';

/** A lane that makes no pseudonyms. */
export const NO_PARTNERS: PartnerPseudonyms = {
  read: () => Promise.resolve(),
  decided: () => Promise.resolve(),
};
