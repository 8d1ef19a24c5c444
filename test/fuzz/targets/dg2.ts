import { efDg2 } from '../../../hardware/simulation/document/ef-dg2.ts';
import { portraitOfDg2 } from '../../../kiosk/rules/document/dg2.ts';
import { never } from '../fuzz-target.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9);
const CODESTREAM = Uint8Array.of(0xff, 0x4f, 0xff, 0x51, 0, 41);

export const seeds = async () => [
  efDg2(JPEG, { codec: 'jpeg', record: 'iso-19794-5' }, 413, 531),
  efDg2(CODESTREAM, { codec: 'jpeg-2000', record: 'iso-19794-5' }, 413, 531),
  efDg2(CODESTREAM, { codec: 'jpeg-2000', record: 'iso-39794-5' }, 413, 531),
];

export function fuzz(data: Uint8Array): void {
  const file = Uint8Array.from(data);
  const read = portraitOfDg2(file);
  if (read.kind === 'found' && read.image.buffer !== file.buffer) never('the portrait is a copy, which is not wiped');
}
