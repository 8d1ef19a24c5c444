/** The region of an issuing state: the first level of the regions of UN M49 (https://unstats.un.org/unsd/methodology/m49/), read on 2026-11-29. */
import type { Group } from '../../../server/contract/group-counts.ts';

/** Codes of ICAO 9303-3 §5. `D` is Germany. Taiwan is not in M49 and is assigned by its location. */
const REGIONS: readonly (readonly [Group<'region'>, string])[] = [
  [
    'africa',
    `DZA EGY LBY MAR SDN TUN ESH IOT BDI COM DJI ERI ETH ATF KEN MDG MWI MUS MYT MOZ REU RWA SYC SOM SSD UGA TZA ZMB ZWE AGO CMR CAF
    TCD COG COD GNQ GAB STP BWA SWZ LSO NAM ZAF BEN BFA CPV CIV GMB GHA GIN GNB LBR MLI MRT NER NGA SHN SEN SLE TGO`,
  ],
  [
    'americas',
    `AIA ATG ABW BHS BRB BES VGB CYM CUB CUW DMA DOM GRD GLP HTI JAM MTQ MSR PRI BLM KNA LCA MAF VCT SXM TTO TCA VIR BLZ CRI SLV GTM
    HND MEX NIC PAN ARG BOL BVT BRA CHL COL ECU FLK GUF GUY PRY PER SGS SUR URY VEN BMU CAN GRL SPM USA`,
  ],
  [
    'asia',
    `KAZ KGZ TJK TKM UZB CHN HKG MAC PRK JPN MNG KOR TWN BRN KHM IDN LAO MYS MMR PHL SGP THA TLS VNM AFG BGD BTN IND IRN MDV NPL PAK
    LKA ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN QAT SAU PSE SYR TUR ARE YEM`,
  ],
  [
    'europe',
    `BLR BGR CZE HUN POL MDA ROU RUS SVK UKR ALA GGY JEY DNK EST FRO FIN ISL IRL IMN LVA LTU NOR SJM SWE GBR ALB AND BIH HRV GIB GRC
    VAT ITA MLT MNE MKD PRT SMR SRB SVN ESP AUT BEL FRA D LIE LUX MCO NLD CHE GBD GBN GBO GBP GBS RKS EUE`,
  ],
  [
    'oceania',
    `AUS CXR CCK HMD NZL NFK FJI NCL PNG SLB VUT GUM KIR MHL FSM NRU MNP PLW UMI ASM COK PYF NIU PCN WSM TKL TON TUV WLF`,
  ],
];

const REGION_OF: ReadonlyMap<string, Group<'region'>> = new Map(
  REGIONS.flatMap(([region, codes]) => codes.split(/\s+/).map((code) => [code, region] as const)),
);

/** Organisations, stateless persons, unknown codes and Antarctica are `other`. */
export function issuingRegion(issuingState: string): Group<'region'> {
  return REGION_OF.get(issuingState) ?? 'other';
}
