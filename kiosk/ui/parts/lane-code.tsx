import type { StatementView } from '../../fleet/attestation/lane-statements.ts';
import { CodePicture } from './code-picture.tsx';

/** The lane's statement about itself as a code, and under it the place that the telephone must name. */
export function LaneCodePicture({ code }: { code: Extract<StatementView, { kind: 'made' }> }) {
  return <CodePicture text={code.address} caption={`${code.site} · ${code.lane}`} isLong />;
}
