/** Files of an eMRTD, ICAO 9303-10 §3.11 and §4. */
import type { ElementaryFile } from '../elementary-file.ts';

/** Application identifier of LDS1, ICAO 9303-10 §3.11.3. */
export const EMRTD_APPLICATION = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01);

export interface FilePlace {
  readonly identifier: number;
  /** The tag at the start of the file; `undefined` when several are possible. */
  readonly tag: number | undefined;
  /** Length of a file whose first element does not give it. */
  readonly bytes?: number;
  /** In the master file rather than in the application. */
  readonly master: boolean;
}

const inApplication = (identifier: number, tag: number): FilePlace => ({ identifier, tag, master: false });
const inMasterFile = (identifier: number, tag: number | undefined): FilePlace => ({ identifier, tag, master: true });

export const FILE_PLACES: Readonly<Record<ElementaryFile, FilePlace>> = {
  'EF.CardAccess': inMasterFile(0x011c, 0x31),
  'EF.CardSecurity': inMasterFile(0x011d, 0x30),
  'EF.DIR': inMasterFile(0x2f00, undefined),
  'EF.CVCA': { ...inApplication(0x011c, 0x42), bytes: 36 },
  'EF.COM': inApplication(0x011e, 0x60),
  'EF.SOD': inApplication(0x011d, 0x77),
  'EF.DG1': inApplication(0x0101, 0x61),
  'EF.DG2': inApplication(0x0102, 0x75),
  'EF.DG3': inApplication(0x0103, 0x63),
  'EF.DG11': inApplication(0x010b, 0x6b),
  'EF.DG12': inApplication(0x010c, 0x6c),
  'EF.DG14': inApplication(0x010e, 0x6e),
  'EF.DG15': inApplication(0x010f, 0x6f),
};

/** Data groups by the tag that EF.COM lists, ICAO 9303-10 table 38. */
export const DATA_GROUP_TAGS: ReadonlyMap<number, ElementaryFile> = new Map([
  [0x61, 'EF.DG1'],
  [0x75, 'EF.DG2'],
  [0x63, 'EF.DG3'],
  [0x6b, 'EF.DG11'],
  [0x6c, 'EF.DG12'],
  [0x6e, 'EF.DG14'],
  [0x6f, 'EF.DG15'],
]);
