/** Files of an eMRTD's logical data structure, ICAO 9303-10 §4. */
import { ascii, tlv } from '../../ber/write.ts';

/** EF.COM, §4.6.1: LDS version 1.7, Unicode version 4.0.0, and the tags of the data groups present. */
export function efCom(dataGroupTags: readonly number[]): Uint8Array {
  return tlv(0x60, tlv(0x5f01, ascii('0107')), tlv(0x5f36, ascii('040000')), tlv(0x5c, Uint8Array.from(dataGroupTags)));
}

export const DG1_TAG = 0x61;

/** EF.DG1, §4.7.1: the zone without its line break. */
export function efDg1(zone: string): Uint8Array {
  return tlv(DG1_TAG, tlv(0x5f1f, ascii(zone.replace('\n', ''))));
}
