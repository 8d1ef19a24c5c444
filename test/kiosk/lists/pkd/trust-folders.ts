/** Trust folders in memory. */
import type { TrustFolder } from '../../../../kiosk/lists/trust/judge-trust.ts';

/** @param files by `FOLDER/NAME` */
export function trustFolderOf(files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): TrustFolder {
  return (place) =>
    new Map(
      Object.entries(files).flatMap(([path, bytes]) => {
        const [folder, name = ''] = path.split('/');
        return folder === place ? [[name, bytes] as const] : [];
      }),
    );
}
