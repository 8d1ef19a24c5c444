/**
 * How an installation runs. Code asks one of the questions below rather than for a mode by name, except for the invented people and built-in
 * documents of development.
 */
export const MODES = ['development', 'production', 'rehearsal'] as const;
export type Mode = (typeof MODES)[number];

/** The mode in an environment before its settings are parsed. Another word is refused there. */
export function modeOf({ POSTERN_MODE: mode }: Readonly<Record<string, string | undefined>>): Mode {
  return MODES.find((one) => one === mode) ?? 'development';
}

/** Whether TLS, signed documents and protected files are required, and nothing is invented or built in. */
export function isProtected(mode: Mode): boolean {
  return mode !== 'development';
}

/** Whether keys may be in files, or in software that imitates a token or a TPM. */
export function allowsSoftwareKeys(mode: Mode): boolean {
  return mode !== 'production';
}

/** Whether devices may be simulated, with the dock that plays their travellers. */
export function allowsSimulation(mode: Mode): boolean {
  return mode !== 'production';
}
