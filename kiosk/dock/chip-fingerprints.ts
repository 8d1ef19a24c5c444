/** EF.DG3 as written by an issuing authority: the holder's simulated fingers as flat impressions, compressed. */
import type { FingerPosition } from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { LaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { IMPRESSION_PPI } from '../../hardware/simulation/ridges/impression.ts';
import type { SpecimenId } from '../../hardware/simulation/specimens.ts';
import { writeDg3 } from '../../models/finger/formats/dg3.ts';
import { encodeWsq, FINE_BITS_PER_PIXEL } from '../../models/finger/formats/wsq/encode.ts';

/** Both index fingers, as states enrol them. */
const POSITIONS: readonly FingerPosition[] = [2, 7];
/** ISO/IEC 19794-4 table 7: live-scan plain. */
const LIVE_SCAN_PLAIN = 0;

export async function chipFingerprints(
  simulation: Pick<LaneSimulation, 'impression'>,
  holder: SpecimenId,
): Promise<Uint8Array<ArrayBuffer>> {
  const representations = [];
  for (const position of POSITIONS) {
    const image = await simulation.impression(holder, position);
    representations.push({
      position,
      impression: LIVE_SCAN_PLAIN,
      codec: 'wsq' as const,
      widthPx: image.width,
      heightPx: image.height,
      resolutionPpi: IMPRESSION_PPI,
      quality: undefined,
      data: encodeWsq(image, { resolutionPpi: IMPRESSION_PPI, bitsPerPixel: FINE_BITS_PER_PIXEL }),
    });
  }
  return writeDg3(representations, '19794-4:2005');
}
