import type { Response } from 'express';

/** Headers of an exported file. `Postern-Subject` is the subject whose proof `verify --of` takes for the file; the act has a proof of its own. */
export function nameExport(
  response: Response,
  { actId, digest }: { readonly actId: string; readonly digest: string },
): void {
  response.set('Postern-Act', actId).set('Postern-Digest', digest).set('Postern-Subject', `export/${digest}`);
}
