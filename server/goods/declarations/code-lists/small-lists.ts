/** Short lists. Each names its source. */
import { type CodeList, listed } from './code-list.ts';

/** Incoterms 2020 of the International Chamber of Commerce, and DAT of 2010, which contracts may still choose. */
export const INCOTERMS: CodeList = listed('EXW FCA CPT CIP DAP DPU DAT DDP FAS FOB CFR CIF');

/** Additional declaration types, Regulation (EU) 2015/2446, Annex B, data element 11 02. */
export const ADDITIONAL_TYPES: CodeList = listed('A B C D E F R U V X Y Z');

/** Modes of transport, data element 19 03 (list CL018). */
export const MODES: CodeList = listed('1 2 3 4 5 7 8 9');

/** Identification of means of transport, data elements 19 05 to 19 08 (list CL750). */
export const MEANS: CodeList = listed('10 11 20 21 30 31 40 41 80 81 99');

/** Valuation methods, data element 14 10. */
export const VALUATION_METHODS: CodeList = listed('1 2 3 4 5 6');

/** Roles of supply chain actors, data element 13 14 (list CL704). */
export const ACTOR_ROLES: CodeList = listed('CS FW MF WH');

/** Roles of additional fiscal references, data element 13 16; FR5 is the holder of an import one-stop shop number. */
export const FISCAL_ROLES: CodeList = listed('FR1 FR2 FR3 FR4 FR5 FR7');

/** Requested procedures of each data set. Regulation (EU) 2015/2446, Annex B, Title I, chapter 2; 11 09 in Regulation (EU) 2021/235. */
export const PROCEDURES = {
  H1: listed('01 07 40 42 43 44 45 46 48 49 61 63 68 95 96'),
  H7: listed('40'),
  B1: listed('10 11 23 31'),
} as const satisfies Record<string, CodeList>;

/** States whose addresses have no postcode or seldom need one. Drawn up for this project; `C0505` therefore only warns. */
export const NO_POSTCODE: CodeList = listed(
  'AE AG AN AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GN GQ GY HK HM IE JM KI KM KN KP LY ML MO MR MW ' +
    'NR NU PA QA RW SB SC SL SR ST SX SY TD TF TG TK TL TO TV TZ UG VU YE ZW',
);
