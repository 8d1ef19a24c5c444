/** What a kiosk's certificates are for. */

/** `lane`: to be known by the server. `evidence`: to be known by officers' browsers. Neither serves for the other. */
export const CERTIFICATE_USES = ['lane', 'evidence'] as const;
