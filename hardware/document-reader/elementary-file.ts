/** Elementary files of an eMRTD, ICAO 9303-10 §3.11 (master file) and §4 (application). */
export type ElementaryFile =
  | 'EF.CardAccess'
  | 'EF.CardSecurity'
  | 'EF.DIR'
  | 'EF.CVCA'
  | 'EF.COM'
  | 'EF.SOD'
  | 'EF.DG1'
  | 'EF.DG2'
  | 'EF.DG3'
  | 'EF.DG11'
  | 'EF.DG12'
  | 'EF.DG14'
  | 'EF.DG15';
