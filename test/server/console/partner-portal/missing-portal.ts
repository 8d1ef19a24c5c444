import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../models/files/project-root.ts';

export const PARTNER_PORTAL_FOLDER = join(projectRoot(), '.build/server/partner-portal-dist');

/** Reason why the built portal is missing, printed once; `undefined` when it exists. Throws under CI. */
export function missingPartnerPortal(): string | undefined {
  if (existsSync(join(PARTNER_PORTAL_FOLDER, 'index.html'))) return undefined;
  if (process.env['CI'] === 'true') throw new Error('the portal has not been built, which CI requires');
  const missing = 'the portal has not been built (npm run build:screens)';
  process.stderr.write(`skipped: ${missing}\n`);
  return missing;
}
