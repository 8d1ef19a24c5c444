/**
 * Whether a portal may have this origin. Cookies and passkeys belong to a domain, whatever the port: a portal does not share that of the console
 * or of another portal. Without TLS everything is at `localhost`.
 *
 * @param others domains of the console and of the other portal
 */
export function isOriginUsable(
  origin: string | undefined,
  others: readonly (string | undefined)[],
  hasTls: boolean,
): boolean {
  if (origin === undefined || !URL.canParse(origin)) return true;
  const { protocol, hostname } = new URL(origin);
  return hasTls ? protocol === 'https:' && !others.includes(hostname) : hostname === 'localhost';
}

/** The domain of an origin; `undefined` without a valid one. */
export function domainOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : undefined;
}
